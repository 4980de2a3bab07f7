import type { QuantisedVector } from '../../domain/embedding/index.ts'
import type { VectorSpace } from '../../domain/embedding/vector-store.ts'
import type { Seen } from './visibility.ts'

export type VectorName = { doc: number; vectorId: string }

/** Which document a vector id of the index stands for. */
export type IdMap = {
  /** The documents of these ids; ids that are not known any more are absent. */
  docsOf(vectorIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  remember(space: VectorSpace, names: readonly VectorName[]): Promise<void>
  /** Only where the id still stands for that document. */
  forget(space: VectorSpace, names: readonly VectorName[]): Promise<void>
  count(space: VectorSpace): Promise<number>
  /** Up to `limit` of the names that are still remembered. */
  list(space: VectorSpace, limit: number): Promise<readonly VectorName[]>
}

/** A write that the index may not show yet; `vector` is null for a removal. */
export type FreshVector = { doc: number; vector: QuantisedVector | null }

export type Overlay = {
  pending: readonly FreshVector[]
  /** whether writes that found the overlay full may still be invisible */
  overflowed: boolean
  /** entries that are visible by now and can be pruned */
  visible: number
}

/** One accepted mutation; `acceptedAt` is in epoch milliseconds. */
export type AcceptedWrite = {
  mutation: string
  acceptedAt: number
  vectors: readonly { doc: number; vector: Float32Array | null }[]
}

/** Keeps what the index was told and may not show yet, by namespace. */
export type FreshVectors = {
  read(namespace: string, seen: Seen): Promise<Overlay>
  /** A later write of a document replaces its earlier one. Prunes by `settled` first, to make room. */
  record(namespace: string, write: AcceptedWrite, settled: Seen): Promise<void>
  prune(namespace: string, settled: Seen): Promise<void>
  /** Removes the entries of documents, without anything taking their place. */
  discard(namespace: string, docs: readonly number[]): Promise<void>
  clear(namespace: string): Promise<void>
}
