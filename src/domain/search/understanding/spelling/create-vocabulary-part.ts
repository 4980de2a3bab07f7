import { hashWord } from '../../../../shared/math/random.ts'
import { type Language, stopWords } from '../../../../shared/text/index.ts'
import type { LexiconDocument, LexiconPart } from '../lexicon.ts'
import { PairCounts, adjacentKey, nearKey } from './count-pairs.ts'
import { WordCounts } from './count-words.ts'
import { type VocabularyLimits, packVocabulary } from './pack-vocabulary.ts'

export type VocabularyOptions = { language: Language } & Partial<VocabularyLimits>

/** Words read of one document: keeps `add` below 1 ms; what a longer text says further on it has mostly said before. */
const MAX_WORDS = 3_000
/** Content words this far apart or less are near each other. */
const WINDOW = 3

/**
 * Counts a collection's surface words and their neighbours, and packs the 100,000 commonest words with what correction looks up. Holds at most
 * about 40 MB however many distinct words come (count-words.ts, count-pairs.ts).
 */
export function createVocabularyPart({ language, words: mostWords = 100_000, pairs: mostPairs = 400_000 }: VocabularyOptions): LexiconPart {
  const words = new WordCounts()
  const pairs = new PairCounts()
  const stops = stopWords(language)
  let documents = 0

  function addText(surfaces: readonly string[]): void {
    const near: number[] = []
    let previous = 0
    for (const surface of surfaces) {
      words.add(surface, documents)
      const hash = hashWord(surface)
      if (previous !== 0) pairs.add(adjacentKey(previous, hash), documents)
      previous = hash
      if (stops.has(surface)) continue
      for (const other of near) if (other !== hash) pairs.add(nearKey(other, hash), documents)
      near.push(hash)
      if (near.length > WINDOW) near.shift()
    }
  }

  return {
    add(document: LexiconDocument): void {
      documents += 1
      let left = MAX_WORDS
      for (const { tokens } of document.texts) {
        addText(tokens.slice(0, left).map(({ surface }) => surface))
        left = Math.max(0, left - tokens.length)
      }
    },
    finish: () => packVocabulary(words, pairs, documents, language, { words: mostWords, pairs: mostPairs }),
  }
}
