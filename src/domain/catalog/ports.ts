import type { ResolvedDefinition } from '../../contracts/collection.ts'
import type { Collection } from './collection.ts'

export type NewJob = { id: string; kind: string; collectionId: number; payload: unknown; total: number; createdAt: number }

/** Where collections and aliases live. Names are looked up as alias first, then as collection. */
export type CollectionStore = {
  find(tenant: string, name: string): Promise<Collection | null>
  findById(id: number): Promise<Collection | null>
  /** Name order; `after` is the last name of the page before. */
  list(tenant: string, limit: number, after: string | null): Promise<readonly Collection[]>
  /** Creates the row and its keyword tables. Throws aliases.conflict when the name is taken. */
  create(tenant: string, name: string, definition: ResolvedDefinition, now: number): Promise<Collection>
  /** Replaces the definition when configVersion is still `expected`; null when it is not. */
  updateDefinition(id: number, expected: number, definition: ResolvedDefinition, relearn: boolean, now: number): Promise<Collection | null>
  /** Prepares a new generation beside the old one and records the job; null when configVersion moved. */
  beginRebuild(id: number, expected: number, definition: ResolvedDefinition, job: NewJob, now: number): Promise<Collection | null>
  /** Hides the collection at once and records the job that clears its stores. */
  markDeleted(collection: Collection, job: NewJob, now: number): Promise<void>
  pendingVectors(collection: Collection): Promise<number>
  setAlias(tenant: string, alias: string, collectionId: number, now: number): Promise<void>
  listAliases(tenant: string, limit: number, after: string | null): Promise<readonly { name: string; collection: string; updatedAt: number }[]>
  deleteAlias(tenant: string, alias: string): Promise<boolean>
}

/** Wakes what works in the background; losing a call delays work, never loses it. */
export type Waker = { wake(): Promise<void> }

export type CatalogPorts = { collections: CollectionStore; waker: Waker }
