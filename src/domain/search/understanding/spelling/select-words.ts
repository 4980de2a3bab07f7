import type { WordCounts } from './count-words.ts'

export type CountedWord = { word: string; count: number }

/** Frequencies from here on are put in order by sorting; few words of any collection have them. */
const COMMON = 1_024

/** The `most` commonest words, commonest first, so that a word's id is its rank. Counting sort: no step is longer than a shard. */
export function* selectWords(words: WordCounts, most: number): Generator<void, CountedWord[]> {
  const byCount: CountedWord[][] = []
  const common: CountedWord[] = []
  for (const shard of words.read()) {
    for (const entry of shard) {
      if (entry.count >= COMMON) common.push(entry)
      else (byCount[entry.count] ??= []).push(entry)
    }
    yield
  }
  const chosen = common.sort((left, right) => right.count - left.count || (left.word < right.word ? -1 : 1)).slice(0, most)
  for (let count = byCount.length - 1; count > 0 && chosen.length < most; count--) {
    for (const entry of byCount[count] ?? []) {
      if (chosen.length < most) chosen.push(entry)
      if (chosen.length % 20_000 === 0) yield
    }
  }
  return chosen
}
