import { APOSTROPHE, DICTIONARY, DIGIT, FLAG, IGNORED, kindAt, LETTER, MARK, MIDDLE_DOT, OTHER, PICTOGRAPH, widthAt } from './characters.ts'
import { segmentDictionaryRun } from './dictionary.ts'
import { isElided, type Language } from './languages.ts'
import { MAX_WORD, normalise } from './normalise.ts'

const ZERO_WIDTH_SPACE = 0x200b // a word boundary in Thai, Khmer and Burmese, noise inside a word elsewhere

function joinsLetters(text: string, index: number, kind: number): boolean {
  if (kind === APOSTROPHE) return kindAt(text, index + 1) === LETTER
  return kind === MIDDLE_DOT && /^l.l/i.test(text.slice(index - 1, index + 2))
}

function scanWord(text: string, start: number): number {
  let end = start
  for (let at = start; at < text.length;) {
    const kind = kindAt(text, at)
    const width = widthAt(text, at)
    if (kind === LETTER || kind === DIGIT || kind === MARK) end = at + width
    else if (kind !== IGNORED && !joinsLetters(text, at, kind)) break
    at += width
  }
  return end
}

function scanPictograph(text: string, start: number, kind: number): number {
  let end = start + widthAt(text, start)
  if (kind === FLAG && kindAt(text, end) === FLAG) end += 2
  // Style, skin tone and joiner belong to the pictograph before; what is joined to it is a word of its own.
  while (kindAt(text, end) === IGNORED) end += widthAt(text, end)
  return end
}

function scanDictionaryRun(text: string, start: number): number {
  let end = start
  for (let kind = kindAt(text, end); kind === DICTIONARY || kind === MARK || kind === IGNORED; kind = kindAt(text, end)) {
    if (text.charCodeAt(end) === ZERO_WIDTH_SPACE) break
    end += widthAt(text, end)
  }
  return end
}

function pushSpan(spans: number[], text: string, start: number, end: number): void {
  let from = start
  while (end - from > MAX_WORD) {
    const low = text.charCodeAt(from + MAX_WORD)
    const cut = from + MAX_WORD - (low >= 0xdc00 && low <= 0xdfff ? 1 : 0)
    spans.push(from, cut)
    from = cut
  }
  spans.push(from, end)
}

// "l'eau" is eau where articles are elided; "user's" is user everywhere; what remains is joined ("don't" -> dont).
function pushApostrophised(spans: number[], text: string, start: number, end: number, language: Language): void {
  let from = start
  let until = end
  for (let at = start; at < until; at += 1) {
    if (kindAt(text, at) !== APOSTROPHE) continue
    if (isElided(normalise(text.slice(from, at)), language)) from = at + 1
    else if (at > from && normalise(text.slice(at + 1, until)) === 's') until = at
  }
  pushSpan(spans, text, from, until)
}

/**
 * Where the words of a text are: a flat list of start, end, start, end… in UTF-16 units, ascending, never overlapping, never empty,
 * each at most 64 long. Any string is accepted. Points and commas end a word between digits too: numbers kept whole (1.5, 1,000) ranked no
 * better on twelve judged collections.
 */
export function segment(text: string, language: Language): number[] {
  const spans: number[] = []
  for (let at = 0; at < text.length;) {
    const kind = kindAt(text, at)
    if (kind === LETTER || kind === DIGIT) {
      let end = at
      let next = kind
      while ((next === LETTER || next === DIGIT) && text.charCodeAt(end) < 0x80) next = kindAt(text, ++end)
      if (next === OTHER) {
        pushSpan(spans, text, at, end)
      } else {
        end = scanWord(text, at)
        pushApostrophised(spans, text, at, end, language)
      }
      at = end
    } else if (kind === DICTIONARY) {
      const end = scanDictionaryRun(text, at)
      for (const [from, until] of segmentDictionaryRun(text.slice(at, end))) pushSpan(spans, text, at + from, at + until)
      at = end
    } else if (kind === PICTOGRAPH || kind === FLAG) {
      const end = scanPictograph(text, at, kind)
      spans.push(at, end)
      at = end
    } else at += kind === OTHER ? 1 : widthAt(text, at)
  }
  return spans
}
