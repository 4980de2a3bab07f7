import type { VectorPriority } from '../../../domain/embedding/vector-store.ts'
import type { RankedRows } from './rank-rows.ts'
import type { RankedDocs } from './vector-index.ts'

/**
 * The calls a VectorIndex object answers: lists as typed arrays, never arrays of objects; vectors and queries rotated. What
 * the definition says of priority comes with each call, so that a change takes effect with the next.
 */
export type VectorIndexCalls = {
  upsert(dimensions: number, priority: VectorPriority, docs: Float64Array, scales: Float32Array, bytes: Int8Array<ArrayBuffer>): Promise<void>
  remove(docs: Float64Array): Promise<void>
  nearest(query: Float32Array, k: number, priority: VectorPriority): Promise<RankedRows>
  list(query: Float32Array, limit: number): Promise<RankedDocs>
  rank(query: Float32Array, docs: Float64Array, k: number, priority: VectorPriority): Promise<RankedRows>
  count(): Promise<number>
  drop(): Promise<void>
}
