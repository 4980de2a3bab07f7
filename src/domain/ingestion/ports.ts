import type { JsonObject } from '../../contracts/documents.ts'
import type { ResolvedFilter } from '../catalog/filter/index.ts'
import type { Collection, CollectionStore, Waker } from '../catalog/index.ts'
import type { IndexedDocument } from './index-document.ts'

export type StoredDocument = { key: number; id: string; hash: string; body: JsonObject }

export type DocumentUpsert = {
  id: string
  hash: string
  /** the body as JSON text */
  body: string
  index: IndexedDocument
  /** the same document under the definition that a rebuild is moving to */
  building: IndexedDocument | null
  /** refuse to write unless the stored hash is still this one */
  expectedHash?: string
}

/** The write side of the truth: one batch a call, all or nothing (row, values, terms, outbox). */
export type DocumentStore = {
  hashes(collection: Collection, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  read(collection: Collection, ids: readonly string[]): Promise<readonly StoredDocument[]>
  readByKeys(collection: Collection, keys: readonly number[]): Promise<readonly StoredDocument[]>
  /**
   * Returns the new data version, or 'stale' when the collection has changed since it was read (read it again and
   * repeat), or 'conflict' when an expected hash did not hold. Throws collections.not_found when it is gone.
   */
  upsert(collection: Collection, documents: readonly DocumentUpsert[], now: number): Promise<number | 'stale' | 'conflict'>
  remove(collection: Collection, ids: readonly string[], now: number): Promise<{ version: number; removed: readonly string[] } | 'stale'>
  /** Ids in byte order after `after` that satisfy the compiled scope (null: all). */
  listIds(collection: Collection, scope: ResolvedFilter | null, after: string | null, limit: number): Promise<readonly string[]>
}

export type IngestionPorts = {
  collections: CollectionStore
  documents: DocumentStore
  waker: Waker
  /** a filter text, checked against the collection's schema */
  resolveScope(collection: Collection, filter: string, showHidden: boolean): Promise<ResolvedFilter>
}
