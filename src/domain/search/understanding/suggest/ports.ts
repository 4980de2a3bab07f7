import type { QueryMessage } from '../../../../contracts/queue.ts'
import type { Collection, CollectionStore } from '../../../catalog/index.ts'
import type { Words } from '../ports.ts'
import type { Completions } from './completions-format.ts'

/** A past query with its searches, and how many of them found nothing. */
export type PopularQuery = { query: string; searches: number; empty: number }

/** Fewer searches than this never leave the counts: a rare query may tell who asked it. */
export const LEAST_SEARCHES = 3

/** Whether a text holds a blocked word or phrase. */
export type Blocked = (text: string) => boolean

export type SuggestPorts = {
  collections: CollectionStore
  /** null until the collection's words have been gathered */
  completions(collection: Collection): Promise<Completions | null>
  words(collection: Collection): Promise<Pick<Words, 'isBlocked'>>
}

/** Where searches leave what was asked. Losing an entry costs a count. */
export type QueryLog = { record(entry: QueryMessage): Promise<void> }

/** Searches of one query on one day. */
export type QueryCount = { tenant: string; collection: number; day: number; query: string; language: string; searches: number; empty: number }

export type QueryCountStore = {
  /** Adds to what is counted already, in one batch; collections that are gone are left out. */
  add(counts: readonly QueryCount[]): Promise<void>
  /** Queries since a day (days since 1970, UTC) with at least `minimum` searches, never fewer than LEAST_SEARCHES; the commonest first. */
  readPopular(collection: number, sinceDay: number, minimum: number): Promise<readonly PopularQuery[]>
  /** Deletes up to `limit` rows of days before; how many there were. */
  sweep(beforeDay: number, limit: number): Promise<number>
}
