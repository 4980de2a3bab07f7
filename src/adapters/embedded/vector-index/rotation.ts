// A fixed random rotation before vectors are stored: learnt vectors put most of their length into a few components, which makes
// most bits of a code say little and wastes most of the range of a byte. Randomised Hadamard rounds (Ailon & Chazelle 2006) cost d log d instead of d^2; dimensions
// of the form 3 * 2^n are rotated in power-of-two blocks, and the random order of each round mixes the blocks.
import { randomBitsAt } from '../../../shared/math/random.ts'

const ROUNDS = 3
const SEED = 0x6d657269

type Rotation = {
  /** the largest power of two that divides the dimension */
  readonly block: number
  /** a round after the other */
  readonly signs: Int8Array
  readonly order: Uint16Array
}

const rotations = new Map<number, Rotation>()

/**
 * The rotated vector: same length, and the same angle to every other rotated vector. The rotation of a dimension is the
 * same for ever, because stored vectors depend on it (a test pins it).
 */
export function rotateVector(vector: Float32Array): Float32Array<ArrayBuffer> {
  const dimensions = vector.length
  const { block, signs, order } = openRotation(dimensions)
  const norm = 1 / Math.sqrt(block)
  let rotated = Float32Array.from(vector)
  let mixed = new Float32Array(dimensions)
  for (let round = 0; round < ROUNDS; round++) {
    const base = round * dimensions
    for (let at = 0; at < dimensions; at++) {
      mixed[at] = (rotated[order[base + at] as number] as number) * (signs[base + at] as number) * norm
    }
    for (let start = 0; start < dimensions; start += block) transformBlock(mixed, start, block)
    ;[rotated, mixed] = [mixed, rotated]
  }
  return rotated
}

function openRotation(dimensions: number): Rotation {
  const known = rotations.get(dimensions)
  if (known !== undefined) return known
  const signs = new Int8Array(ROUNDS * dimensions)
  const order = new Uint16Array(ROUNDS * dimensions)
  for (let at = 0; at < signs.length; at++) signs[at] = randomBitsAt(SEED, at) & 1 ? 1 : -1
  for (let round = 0; round < ROUNDS; round++) {
    shuffleInto(order.subarray(round * dimensions, (round + 1) * dimensions), SEED + 1 + round)
  }
  const rotation = { block: dimensions & -dimensions, signs, order }
  rotations.set(dimensions, rotation)
  return rotation
}

function shuffleInto(places: Uint16Array, seed: number): void {
  for (let at = 0; at < places.length; at++) places[at] = at
  for (let at = places.length - 1; at > 0; at--) {
    const other = randomBitsAt(seed, at) % (at + 1)
    const moved = places[at] as number
    places[at] = places[other] as number
    places[other] = moved
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
