// A fixed random rotation, so that every bit of a code says about as much as any other: learnt vectors put most of their
// length into a few components. Randomised Hadamard rounds (Ailon & Chazelle 2006) cost d log d instead of d^2; dimensions
// of the form 3 * 2^n are rotated in power-of-two blocks, and the random order of each round mixes the blocks.
import { randomBitsAt } from '../../../shared/math/random.ts'

const ROUNDS = 3
const SEED = 0x6d657269

export type Rotation = {
  readonly dimensions: number
  /** the largest power of two that divides `dimensions` */
  readonly block: number
  readonly signs: Int8Array
  readonly order: Uint16Array
  readonly scratch: Float32Array
}

/** The rotation of a dimension is the same for ever: stored codes depend on it (a test pins it). */
export function createRotation(dimensions: number): Rotation {
  const signs = new Int8Array(ROUNDS * dimensions)
  const order = new Uint16Array(ROUNDS * dimensions)
  for (let at = 0; at < signs.length; at++) signs[at] = randomBitsAt(SEED, at) & 1 ? 1 : -1
  for (let round = 0; round < ROUNDS; round++) {
    const places = order.subarray(round * dimensions, (round + 1) * dimensions)
    for (let at = 0; at < dimensions; at++) places[at] = at
    for (let at = dimensions - 1; at > 0; at--) {
      const other = randomBitsAt(SEED + 1 + round, at) % (at + 1)
      const moved = places[at] as number
      places[at] = places[other] as number
      places[other] = moved
    }
  }
  return { dimensions, block: dimensions & -dimensions, signs, order, scratch: new Float32Array(dimensions) }
}

/** Writes the rotated vector to `target` (`dimensions` long); lengths and angles stay what they were. */
export function rotateInto(rotation: Rotation, vector: Float32Array | Int8Array, target: Float32Array): void {
  const { dimensions, block, signs, order, scratch } = rotation
  const norm = 1 / Math.sqrt(block)
  for (let at = 0; at < dimensions; at++) target[at] = vector[at] as number
  for (let round = 0; round < ROUNDS; round++) {
    const base = round * dimensions
    for (let at = 0; at < dimensions; at++) {
      scratch[at] = (target[order[base + at] as number] as number) * (signs[base + at] as number) * norm
    }
    for (let start = 0; start < dimensions; start += block) transformBlock(scratch, start, block)
    target.set(scratch)
  }
}

/** Walsh-Hadamard transform in place, without its factor 1/sqrt(size). */
function transformBlock(values: Float32Array, start: number, size: number): void {
  for (let half = 1; half < size; half *= 2) {
    for (let left = start; left < start + size; left += 2 * half) {
      for (let at = left; at < left + half; at++) {
        const a = values[at] as number
        const b = values[at + half] as number
        values[at] = a + b
        values[at + half] = a - b
      }
    }
  }
}
