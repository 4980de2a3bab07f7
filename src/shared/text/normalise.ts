/** Longest word kept in one piece, in UTF-16 units; the segmenter cuts longer runs, so that no junk makes a huge term. */
export const MAX_WORD = 64

/** One fraction sign. Kept as it is: its compatibility form (1, slash, 2) would read as 12 once the slash is dropped. */
export const FRACTION = /^[\u00bc-\u00be\u2150-\u215f\u2189]$/

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/gu
const ACCENTED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(\p{M}+)/gu
// Hebrew points, Arabic vowel signs and the tatweel are optional in writing (the hamza and the madda are not); so are enclosing signs.
const OPTIONAL = /[\u{591}-\u{5c7}\u{610}-\u{61a}\u{640}\u{64b}-\u{652}\u{656}-\u{65f}\u{670}]|\p{Me}/gu
// The modifier apostrophe counts as a letter in Unicode; here it joins letters and is dropped, also where "ŉ" decomposes to it.
const NOT_WORD = /[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}]|\u{2bc}/gu
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu
// A mark with no letter before it is no part of a word: what is left of signs such as the spacing iota below.
const LEADING_MARKS = /^\p{M}+/u
// Letters of their own in Russian, Ukrainian and Belarusian, though Unicode writes them as a letter and a mark.
const OWN_LETTER = new Set(['\u0438\u0306', '\u0443\u0306', '\u0456\u0308'])
const PLAIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ȷ: 'j',
  ĸ: 'k',
  ŋ: 'n',
  ς: 'σ',
}
const UNDECOMPOSED = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g')

function readDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const nibble = code & 15
  // Blocks of decimal digits start at xxx0 or xxx6.
  return String(/\p{Nd}/u.test(String.fromCodePoint(code - nibble)) ? nibble : nibble - 6)
}

function removeAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(ACCENTED, (_, base: string, marks: string) => (OWN_LETTER.has(base + marks.charAt(0)) ? base + marks.charAt(0) : base))
    .replace(OPTIONAL, '')
    .replace(UNDECOMPOSED, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFKC')
}

function cutWord(word: string): string {
  if (word.length <= MAX_WORD) return word
  const high = word.charCodeAt(MAX_WORD - 1)
  return word.slice(0, high >= 0xd800 && high <= 0xdbff ? MAX_WORD - 1 : MAX_WORD)
}

/** A word in compatibility form and lower case, accents kept: what a stemmer that needs accents reads. */
export function lowerWord(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replace(NOT_WORD, '')
}

/**
 * The form in which words are compared: NFKC, lower case, decimal digits as 0-9, no accents on Latin, Greek and Cyrillic, nothing
 * but letters, digits, marks of scripts that need them, and emoji. At most 64 UTF-16 units; may be empty.
 */
export function normalise(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return cutWord(word)
  if (FRACTION.test(word)) return word
  return cutWord(removeAccents(lowerWord(word)).replace(FOREIGN_DIGIT, readDigit).replace(NOT_WORD, '').replace(LEADING_MARKS, ''))
}
