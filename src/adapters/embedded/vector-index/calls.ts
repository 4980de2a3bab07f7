import type { ScoredRows } from './score-rows.ts'
import type { RankedDocs, RankedRows } from './vector-index.ts'

/** The calls a VectorIndex object answers: lists as typed arrays, never arrays of objects. */
export type VectorIndexCalls = {
  upsert(dimensions: number, docs: Float64Array, scales: Float32Array, bytes: Int8Array<ArrayBuffer>): Promise<void>
  remove(docs: Float64Array): Promise<void>
  rescore(query: Float32Array, from: number, to: number): Promise<RankedRows>
  list(query: Float32Array, limit: number): Promise<RankedDocs>
  score(query: Float32Array, docs: Float64Array): Promise<ScoredRows>
  count(): Promise<number>
  drop(): Promise<void>
}
