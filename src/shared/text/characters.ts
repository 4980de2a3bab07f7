import { FRACTION } from './normalise.ts'

// What a character is to the segmenter. Plain constants, because the scan compares one for every character of every document.
export const OTHER = 1
export const LETTER = 2
export const DIGIT = 3
export const MARK = 4
export const DICTIONARY = 5 // a script written without spaces: words come from a dictionary
export const IGNORED = 6 // invisible: soft hyphen, zero-width and bidirectional controls, variation selectors
export const APOSTROPHE = 7 // joins letters, and is dropped
export const PICTOGRAPH = 8 // an emoji or a fraction sign: a word by itself
export const FLAG = 9 // regional indicator: two of them make a flag
export const MIDDLE_DOT = 10 // joins the two l of Catalan "col·legi"

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc\uff70\uff9e\uff9f]/u
const APOSTROPHES = new Set(["'", '\u2018', '\u2019', '\u201b', '\u02bc', '\uff07', '\u05f3', '\u05f4', '\u055a'])
// Trade mark signs decompose to letters that belong to no word ("Acme™" is "acme", not "acmetm").
const MARKS_OF_TRADE = new Set(['\u2120', '\u2122'])

function classify(character: string): number {
  if (APOSTROPHES.has(character)) return APOSTROPHE
  if (character === '\u00b7') return MIDDLE_DOT
  if (MARKS_OF_TRADE.has(character)) return OTHER
  if (/\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}/u.test(character)) return IGNORED
  if (FRACTION.test(character)) return PICTOGRAPH
  if (/\p{Nd}/u.test(character)) return DIGIT
  if (SPACELESS.test(character) && /[\p{L}\p{M}\p{N}\uff9e\uff9f]/u.test(character)) return DICTIONARY
  if (/[\p{L}\p{N}]/u.test(character)) return LETTER
  if (/\p{M}/u.test(character)) return MARK
  if (/\p{Regional_Indicator}/u.test(character)) return FLAG
  if (/\p{Extended_Pictographic}/u.test(character) && character >= '\u2300') return PICTOGRAPH
  // Signs that stand for letters, such as the square "kg" of East Asian text.
  return /[\p{L}\p{N}]/u.test(character.normalize('NFKC')) ? LETTER : OTHER
}

// One byte a UTF-16 unit, filled when first asked for: classifying all 65,536 at start-up would cost tens of milliseconds.
const kinds = new Uint8Array(0x10000)

/** The kind of the character at `index`; a lone surrogate is OTHER, and so is the end of the text. */
export function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (Number.isNaN(code)) return OTHER
  const known = kinds[code]
  if (known) return known
  if (code < 0xd800 || code > 0xdfff) return (kinds[code] = classify(String.fromCharCode(code)))
  const point = text.codePointAt(index) ?? 0
  return point > 0xffff ? classify(String.fromCodePoint(point)) : OTHER
}

/** UTF-16 units of the character at `index`: 2 for a surrogate pair, otherwise 1. */
export function widthAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code >= 0xd800 && code <= 0xdbff && (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
}
