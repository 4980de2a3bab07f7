/**
 * The vector store port (DESIGN section 3). A space is one named vector of one collection in one vector set;
 * documents are named by their key, the integer that D1 gives every document row.
 */
export const VECTOR_DIMENSIONS = [256, 384, 768, 1024, 1536] as const
export type VectorDimension = (typeof VECTOR_DIMENSIONS)[number]

/**
 * What a store keeps of a vector, where it has the choice. high: bytes and codes in memory; medium: bytes on disk, codes in
 * memory; low: codes only, so that scores are estimates, for blending.
 */
export type VectorPriority = 'high' | 'medium' | 'low'

export type VectorSpace = {
  tenant: string
  /** id of the collection row; stable when a collection is renamed or aliased */
  collection: number
  /** name of the vector in the collection's definition */
  vector: string
  /** version of the vector set: a new model means a new set built beside the old */
  set: number
  dimensions: VectorDimension
  /** A space keeps bytes or not as its first write said, until it is dropped; high and medium may change at any time. */
  priority: VectorPriority
}

/** A filter value that a store may use to narrow a query by itself; slots are mapped per collection. */
export type SlotValue = string | number | boolean | readonly string[]

export type VectorRecord = {
  doc: number
  /** the document's id, from which stores with their own ids derive theirs */
  id: string
  /** unit length, `dimensions` long */
  values: Float32Array
  /** values of the filter slots s0..s6 and n0..n2 of this collection, for stores that filter */
  slots?: Readonly<Record<string, SlotValue>>
}

/** `replaced`: another document has the id by now, so a store that names vectors by id leaves the vector to it. */
export type RemovedVector = { doc: number; id: string; replaced?: boolean }

/** What exists for a query. `contains` answers which of the given documents lie inside (from D1). */
export type VectorScope = {
  contains(docs: readonly number[]): Promise<ReadonlySet<number>>
  /** what a store may send along to narrow by itself: a sound over-approximation of the scope */
  slotFilter?: Readonly<Record<string, unknown>>
}

/** `score` is the cosine similarity in [-1, 1], exact up to the store's stored precision unless the result says that it is an estimate. */
export type Neighbour = { doc: number; score: number }

export type NearestResult = {
  /** best first; equal scores by document key */
  neighbours: readonly Neighbour[]
  /** false when the store may have missed neighbours inside the scope */
  exhaustive: boolean
  /** false when the scores, and the order by them, are estimates from codes */
  exact: boolean
  /** documents scored to find them */
  candidates: number
  /** rows read from storage; what is answered from memory reads none */
  rowsRead: number
}

export type VectorStore = {
  /** Idempotent by document key. Throws AppError vectors.dimensions on a vector of another length. */
  upsert(space: VectorSpace, records: readonly VectorRecord[]): Promise<void>
  remove(space: VectorSpace, documents: readonly RemovedVector[]): Promise<void>
  /** The `k` nearest inside the scope (the whole space when null). 1 <= k <= 1000. */
  nearest(space: VectorSpace, vector: Float32Array, k: number, scope: VectorScope | null): Promise<NearestResult>
  /** Similarity of the given documents, the same number as `nearest` gives; documents without a vector are absent from the map, also where an earlier document of the same id has left one. */
  score(space: VectorSpace, vector: Float32Array, documents: readonly { doc: number; id: string }[]): Promise<ReadonlyMap<number, number>>
  count(space: VectorSpace): Promise<number>
  /** Removes every vector of the space. Safe to repeat. */
  drop(space: VectorSpace): Promise<void>
}
