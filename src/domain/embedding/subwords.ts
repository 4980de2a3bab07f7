// Vectors for pieces of words, so that a word the model never saw (a misspelling, a new model number, a compound) still
// points somewhere: each hashed piece holds the mean of the term vectors of the words it occurs in (after Bojanowski
// et al. 2017, but learnt from finished term vectors instead of being trained).
import { hashWord } from '../../shared/math/random.ts'
import type { SubwordWork } from './learner.ts'
import { DIMENSIONS } from './model.ts'
import { quantiseInto } from './quantize.ts'

const SHORTEST_PIECE = 3
const LONGEST_PIECE = 5
// A word longer than this is a file name or a hash; its first pieces are enough.
const LONGEST_WORD = 32

/** The different buckets of a word's pieces of 3 to 5 characters, its ends marked. `buckets` is a power of two. */
export function bucketsOfWord(word: string, buckets: number): Set<number> {
  const marked = `<${word.slice(0, LONGEST_WORD)}>`
  const found = new Set<number>()
  for (let length = SHORTEST_PIECE; length <= Math.min(LONGEST_PIECE, marked.length); length++) {
    for (let at = 0; at + length <= marked.length; at++) {
      found.add(hashWord(marked.slice(at, at + length), length) & (buckets - 1))
    }
  }
  return found
}

/** Adds one term to the sums of its pieces, or after the last term finishes one bucket. */
export function advanceSubwords(work: SubwordWork): { cost: number; finished: boolean } {
  const { model, sums, weights } = work
  const terms = model.words.length
  if (work.term < terms) {
    const pieces = bucketsOfWord(model.words[work.term] as string, model.subwords.buckets)
    const rarity = model.idf[work.term] as number
    const scale = rarity * (model.scales[work.term] as number)
    const row = work.term * DIMENSIONS
    for (const bucket of pieces) {
      const target = bucket * DIMENSIONS
      weights[bucket] = (weights[bucket] as number) + rarity
      for (let j = 0; j < DIMENSIONS; j++) {
        sums[target + j] = (sums[target + j] as number) + scale * (model.vectors[row + j] as number)
      }
    }
    work.term++
    return { cost: pieces.size * DIMENSIONS, finished: false }
  }
  const bucket = work.term - terms
  const total = weights[bucket] as number
  const mean = sums.subarray(bucket * DIMENSIONS, (bucket + 1) * DIMENSIONS)
  if (total > 0) for (let j = 0; j < DIMENSIONS; j++) mean[j] = (mean[j] as number) / total
  model.subwords.scales[bucket] = quantiseInto(mean, model.subwords.vectors, bucket * DIMENSIONS)
  work.term++
  return { cost: 2 * DIMENSIONS, finished: bucket + 1 >= model.subwords.buckets }
}
