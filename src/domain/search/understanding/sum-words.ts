import { drain } from '../../../shared/drain.ts'
import { mixBits } from '../../../shared/math/random.ts'

/** Words of 32 bits summed in one go: about 2 ms. */
const SLICE = 0x100000

/** A checksum that tells damaged bytes, of the words from `from` on; an unsigned number of 32 bits. Yields between slices. */
export function* sumWords(words: Uint32Array, from: number): Generator<void, number> {
  let hash = 0
  for (let start = from; start < words.length; start += SLICE) {
    const end = Math.min(start + SLICE, words.length)
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193)
    hash = mixBits(hash)
    yield
  }
  return hash
}

/** The same in one go. */
export function sumAtOnce(words: Uint32Array, from: number): number {
  return drain(sumWords(words, from))
}
