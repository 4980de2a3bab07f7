import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCodeBytes, createQueryTables, encodeInto, estimateInto } from '../../../../src/adapters/embedded/vector-index/binary-code.ts'
import { CandidateHeap } from '../../../../src/adapters/embedded/vector-index/candidate-heap.ts'
import { rotateVector } from '../../../../src/adapters/embedded/vector-index/rotation.ts'
import { VECTOR_DIMENSIONS } from '../../../../src/domain/embedding/vector-store.ts'
import { createVector } from '../../../contract/vector-fixtures.ts'

function multiply(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number)
  return sum
}

function encode(vector: Float32Array): Uint8Array {
  const code = new Uint8Array(countCodeBytes(vector.length))
  encodeInto(rotateVector(vector), code)
  return code
}

const PINNED = {
  256: '1b150ade211af1d6',
  384: '0dcddc60e38af3d8',
  768: 'be28a6a22e798357',
  1024: '22471d989e5485c2',
  1536: 'fe491ff0ad518e72',
}

describe.each(VECTOR_DIMENSIONS)('the rotation of %i dimensions', (dimensions) => {
  it('keeps lengths and angles', () => {
    for (const seed of [1, 2, 3]) {
      const left = createVector(dimensions, seed)
      const right = createVector(dimensions, seed + 10)
      expect(multiply(rotateVector(left), rotateVector(left))).toBeCloseTo(1, 5)
      expect(multiply(rotateVector(left), rotateVector(right))).toBeCloseTo(multiply(left, right), 5)
    }
  })

  it('spreads a single component over all of them', () => {
    for (const axis of [0, 1, dimensions >> 1, dimensions - 1]) {
      const vector = new Float32Array(dimensions)
      vector[axis] = 1
      // A random direction keeps its largest component below sqrt(2 ln(2d) / d) or so; twice that is far from 1.
      expect(Math.max(...rotateVector(vector).map(Math.abs))).toBeLessThan(2 * Math.sqrt((2 * Math.log(2 * dimensions)) / dimensions))
    }
  })

  it('never changes: codes that are stored were made with it', () => {
    const hash = createHash('sha256')
    for (const seed of [7, 8, 9]) hash.update(encode(createVector(dimensions, seed)))
    expect(hash.digest('hex').slice(0, 16)).toBe(PINNED[dimensions])
  })
})

describe('codes', () => {
  it('estimate the sum of +q or -q by the signs of the rotated vector', () => {
    for (const dimensions of VECTOR_DIMENSIONS) {
      const query = rotateVector(createVector(dimensions, 99))
      const vectors = [1, 2, 3, 4, 5].map((seed) => createVector(dimensions, seed))
      const codes = Uint8Array.from(vectors.flatMap((vector) => [...encode(vector)]))
      const estimates = new Float32Array(5)
      estimateInto(createQueryTables(query), codes, countCodeBytes(dimensions), 5, estimates)
      for (const [at, vector] of vectors.entries()) {
        const naive = multiply(
          query,
          rotateVector(vector).map((value) => (value >= 0 ? 1 : -1)),
        )
        expect(estimates[at]).toBeCloseTo(naive, 4)
      }
    }
  })
})

describe('the candidate heap', () => {
  it('keeps the best by estimate, then by key, in that order', () => {
    const entry = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 1, max: 1_000_000 }))
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ([, doc]) => doc, maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (entries, limit) => {
        const heap = new CandidateHeap(limit)
        const half = entries.length >> 1
        for (const part of [entries.slice(0, half), entries.slice(half)]) {
          heap.offer(
            Float64Array.from(part, ([, doc]) => doc),
            Float32Array.from(part, ([estimate]) => estimate),
            part.length,
          )
        }
        const naive = entries.toSorted((left, right) => right[0] - left[0] || left[1] - right[1])
        const { docs, estimates } = heap.drain()
        expect([...docs]).toEqual(naive.slice(0, limit).map(([, doc]) => doc))
        expect([...estimates]).toEqual(naive.slice(0, limit).map(([estimate]) => estimate))
      }),
    )
  })
})
