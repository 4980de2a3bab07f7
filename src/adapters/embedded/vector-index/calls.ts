import type { RankedRows } from './rank-rows.ts'
import type { RankedDocs } from './vector-index.ts'

/** The calls a VectorIndex object answers: lists as typed arrays, never arrays of objects; vectors and queries rotated. */
export type VectorIndexCalls = {
  upsert(dimensions: number, docs: Float64Array, scales: Float32Array, bytes: Int8Array<ArrayBuffer>): Promise<void>
  remove(docs: Float64Array): Promise<void>
  nearest(query: Float32Array, k: number): Promise<RankedRows>
  list(query: Float32Array, limit: number): Promise<RankedDocs>
  rank(query: Float32Array, docs: Float64Array, k: number): Promise<RankedRows>
  count(): Promise<number>
  drop(): Promise<void>
}
