import type { Completions } from './completions-format.ts'

type Words = Pick<Completions, 'wordStarts' | 'wordUnits'>
/** Ids of words, `from` to before `to`. */
export type WordRange = { from: number; to: number }

export function countWords({ wordStarts }: Words): number {
  return wordStarts.length - 1
}

/** Words that begin with a text: all of them for an empty one. */
export function findPrefix(words: Words, text: string): WordRange {
  const from = bisect(words, (id) => compareStart(words, id, text) < 0)
  return { from, to: bisect(words, (id) => compareStart(words, id, text) <= 0) }
}

/** The word itself: a range of one or none. */
export function findWord(words: Words, text: string): WordRange {
  const { from } = findPrefix(words, text)
  const found = from < countWords(words) && lengthOf(words, from) === text.length && compareStart(words, from, text) === 0
  return { from, to: found ? from + 1 : from }
}

/** The first word for which `before` no longer holds. */
function bisect(words: Words, before: (id: number) => boolean): number {
  let low = 0
  let high = countWords(words)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (before(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** A word against a text by their units; 0 when the word begins with it. */
function compareStart({ wordStarts, wordUnits }: Words, id: number, text: string): number {
  const start = wordStarts[id] ?? 0
  const length = (wordStarts[id + 1] ?? 0) - start
  for (let at = 0; at < text.length; at++) {
    if (at >= length) return -1
    const difference = (wordUnits[start + at] ?? 0) - text.charCodeAt(at)
    if (difference !== 0) return difference
  }
  return 0
}

export function lengthOf({ wordStarts }: Words, id: number): number {
  return (wordStarts[id + 1] ?? 0) - (wordStarts[id] ?? 0)
}
