// What measurements of the vector index share: rows as it takes them, and the exact neighbours of a query.
import { rotateVector } from '../src/adapters/embedded/vector-index/rotation.ts'
import { quantise } from '../src/domain/embedding/quantize.ts'
import type { VectorSet } from './vector-sets.ts'

/** How many of the exact neighbours were found. */
export function countFound(exact: readonly number[], docs: Float64Array): number {
  const found = new Set(docs)
  return exact.filter((doc) => found.has(doc)).length
}

/** Rows `from` to `to` as an index takes them; the key of a document is its row + 1. */
export function packRows({ dimensions, vectors }: VectorSet, from: number, to: number) {
  const bytes = new Int8Array((to - from) * dimensions)
  const scales = new Float32Array(to - from)
  for (let row = from; row < to; row++) {
    const { values, scale } = quantise(rotateVector(vectors.subarray(row * dimensions, (row + 1) * dimensions)))
    bytes.set(values, (row - from) * dimensions)
    scales[row - from] = scale
  }
  return { docs: Float64Array.from(scales, (_, at) => from + at + 1), scales, bytes }
}

/** Document keys (row + 1) by exact cosine, ties by key. */
export function rankExactly(vectors: Float32Array, query: Float32Array, most: number): number[] {
  const dimensions = query.length
  const scores = new Float64Array(vectors.length / dimensions)
  for (let row = 0; row < scores.length; row++) {
    let sum = 0
    for (let at = 0, from = row * dimensions; at < dimensions; at++) sum += (query[at] as number) * (vectors[from + at] as number)
    scores[row] = sum
  }
  const floor = scores.toSorted()[Math.max(0, scores.length - most)] ?? -1
  const rows = Array.from(scores.keys()).filter((row) => (scores[row] as number) >= floor)
  return rows
    .sort((left, right) => (scores[right] as number) - (scores[left] as number) || left - right)
    .slice(0, most)
    .map((row) => row + 1)
}

export function formatTable(header: string[], rows: string[][]): string[] {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
