import type { Language } from './languages.ts'
import { normalise } from './normalise.ts'
import { segment } from './segment.ts'
import { stem } from './stem.ts'

/**
 * One word of a text. `term` is what indexes and queries compare: ASCII letters and digits and non-ASCII characters only, so the FTS5
 * `ascii` tokenizer keeps it whole. `surface` is the normalised word before stemming. `start` and `end` are
 * UTF-16 offsets into the text as given.
 */
export interface Token {
  term: string
  surface: string
  start: number
  end: number
}

interface Word {
  term: string
  surface: string
}

// Two generations of at most this many words: the older is dropped when the younger is full, about 10 MB when all are 64 long.
const MAX_CACHED = 16_384
let young = new Map<Language, Map<string, Word>>()
let old = young
let youngSize = 0

function makeWord(word: string, language: Language): Word {
  const surface = normalise(word)
  return { surface, term: /[0-9]/.test(surface) ? surface : stem(word, surface, language) }
}

function rememberWord(slice: string, language: Language): Word {
  // V8 keeps the whole text alive behind a slice of it: what the cache holds is copied out.
  const key = ` ${slice}`.slice(1)
  const word = old.get(language)?.get(key) ?? makeWord(key, language)
  if (youngSize >= MAX_CACHED) {
    old = young
    young = new Map()
    youngSize = 0
  }
  let words = young.get(language)
  if (words === undefined) young.set(language, (words = new Map()))
  words.set(key, word)
  youngSize += 1
  return word
}

/**
 * The words of a text in order: cut, normalised and stemmed, stop words included. Pure, total (any string, lone surrogates too) and the
 * only way text becomes terms: index, query, highlight, vocabulary and embedder all call it.
 */
export function analyse(text: string, language: Language): Token[] {
  const spans = segment(text, language)
  const tokens: Token[] = []
  let words = young.get(language)
  for (let i = 0; i < spans.length; i += 2) {
    const start = spans[i] ?? 0
    const end = spans[i + 1] ?? 0
    const key = text.slice(start, end)
    let word = words?.get(key)
    if (word === undefined) {
      word = rememberWord(key, language)
      words = young.get(language)
    }
    if (word.surface !== '') tokens.push({ term: word.term, surface: word.surface, start, end })
  }
  return tokens
}
