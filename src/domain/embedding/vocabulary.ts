// Which words get a vector: the most widespread ones that occur in at least two documents.
import type { Collected } from './collect.ts'

export interface Vocabulary {
  words: string[]
  documentFrequencies: Uint32Array
  /** Collected word id -> vocabulary id + 1; 0 = not in the vocabulary. */
  places: Uint16Array
}

/**
 * At most `maxTerms` (<= 65,535) words with `minDocumentFrequency` or more documents, most widespread first, ties in
 * the order they were first seen. A counting sort: time is linear in the words and never depends on their order.
 */
export function chooseVocabulary(collected: Collected, maxTerms: number, minDocumentFrequency: number): Vocabulary {
  const starts = new Uint32Array(collected.documents + 2)
  for (let id = 0; id < collected.words.length; id++) {
    const frequency = collected.documentFrequencies[id] as number
    if (frequency >= minDocumentFrequency && frequency > 0) starts[frequency] = (starts[frequency] as number) + 1
  }
  let total = 0
  for (let frequency = collected.documents; frequency >= 0; frequency--) {
    const count = starts[frequency] as number
    starts[frequency] = total
    total += count
  }
  const size = Math.min(total, maxTerms)
  const words = new Array<string>(size).fill('')
  const documentFrequencies = new Uint32Array(size)
  const places = new Uint16Array(collected.words.length)
  for (let id = 0; id < collected.words.length; id++) {
    const frequency = collected.documentFrequencies[id] as number
    if (frequency < minDocumentFrequency || frequency === 0) continue
    const place = starts[frequency] as number
    starts[frequency] = place + 1
    if (place >= size) continue
    words[place] = collected.words[id] as string
    documentFrequencies[place] = frequency
    places[id] = place + 1
  }
  return { words, documentFrequencies, places }
}
