/** What a room that works in the background gets of a job, and what it hands back after one bounded slice of it. */
export type JobTask = {
  readonly id: string
  readonly tenant: string
  readonly collectionId: number | null
  readonly payload: unknown
  /** what the slice before left; null for the first */
  readonly cursor: unknown
  readonly done: number
  readonly total: number
}

export type JobSlice =
  | { state: 'running'; done: number; total?: number; cursor: unknown }
  | { state: 'succeeded'; done: number; result?: unknown }
  /** what the job worked on is gone or has been taken from it */
  | { state: 'cancelled' }
