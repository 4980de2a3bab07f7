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
  /** `wait`: milliseconds in which there is nothing to do, because somebody else does the work */
  | { state: 'running'; done: number; total?: number; cursor: unknown; wait?: number }
  | { state: 'succeeded'; done: number; result?: unknown }
  /** what the job worked on is gone or has been taken from it */
  | { state: 'cancelled' }
  /** for good, with the code of the error: trying again by itself would change nothing */
  | { state: 'failed'; error: string }
