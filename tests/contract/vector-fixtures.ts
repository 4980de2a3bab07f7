import type { VectorDimension, VectorPriority, VectorRecord, VectorScope, VectorSpace } from '../../src/domain/embedding/vector-store.ts'
import { randomBitsAt } from '../../src/shared/math/random.ts'

let spaces = 0

export function createSpace(dimensions: VectorDimension, priority: VectorPriority): VectorSpace {
  spaces++
  return { tenant: 'contract', collection: spaces * 10, vector: 'content', set: 1, dimensions, priority }
}

export function key(doc: number): { doc: number; id: string } {
  return { doc, id: `doc-${doc}` }
}

export function record(doc: number, values: Float32Array): VectorRecord {
  return { ...key(doc), values }
}

export function containing(isInside: (doc: number) => boolean): VectorScope {
  return { contains: async (docs) => new Set(docs.filter(isInside)) }
}

/** Unit vector in the plane of two axes: `share` of its squared length lies on the second. */
export function createPlaneVector(dimensions: number, first: number, second: number, share: number): Float32Array {
  const values = new Float32Array(dimensions)
  values[second] = Math.sqrt(share)
  values[first] = Math.sqrt(1 - share)
  return values
}

/** A seeded unit vector in no particular direction. */
export function createVector(dimensions: number, seed: number): Float32Array {
  const values = Float32Array.from({ length: dimensions }, (_, at) => randomBitsAt(seed + 1, at) / 2 ** 31 - 1)
  const length = Math.hypot(...values)
  return values.map((value) => value / length)
}

export function negate(vector: Float32Array): Float32Array {
  return vector.map((value) => -value)
}

export function rankExactly(records: readonly VectorRecord[], query: Float32Array): number[] {
  const scored = records.map(({ doc, values }) => ({ doc, score: values.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0) }))
  return scored.sort((left, right) => right.score - left.score || left.doc - right.doc).map(({ doc }) => doc)
}
