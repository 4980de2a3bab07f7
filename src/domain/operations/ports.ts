import type { JobState } from '../../contracts/documents.ts'
import type { JobSlice, JobTask } from '../../contracts/jobs.ts'

/** A piece of background work as it is stored. Times are epoch milliseconds. */
export type Job = {
  id: string
  tenant: string
  collectionId: number | null
  kind: string
  state: JobState
  done: number
  total: number
  /** failures in a row */
  attempts: number
  /** not to be worked on before */
  dueAt: number
  cursor: unknown
  payload: unknown
  error: string | null
  result: unknown
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
}

export type JobChange = Partial<
  Pick<Job, 'state' | 'done' | 'total' | 'attempts' | 'dueAt' | 'cursor' | 'error' | 'result' | 'startedAt' | 'finishedAt'>
>

/** Place of a job in a list: newest first, then by id. */
export type JobPlace = { createdAt: number; id: string }

export type JobStore = {
  find(tenant: string, id: string): Promise<Job | null>
  /** Newest first, after a place. */
  list(tenant: string, state: JobState | null, limit: number, after: JobPlace | null): Promise<readonly Job[]>
  /** Adds a job unless its id exists. */
  add(job: Job): Promise<void>
  /** Changes a job that is still in one of the states `from`; null when it is not. */
  change(id: string, from: readonly JobState[], change: JobChange): Promise<Job | null>
  /** The queued or running job of these kinds that has been due longest. */
  nextDue(kinds: readonly string[], now: number): Promise<Job | null>
  /** When the next queued or running job of these kinds becomes due; null when there is none. */
  nextDueAt(kinds: readonly string[]): Promise<number | null>
  /** Puts a message back into the outbox and queues the job that answers to it, together. */
  replay(job: Job, message: { collectionId: number; text: string }, now: number): Promise<void>
  /** Deletes up to `limit` finished jobs that are older; how many there were. Never one that a collection waits for. */
  sweep(before: number, limit: number): Promise<number>
}

/** How one kind of job is worked on. */
export type JobHandler = {
  /** One bounded slice. May be repeated when its outcome could not be stored. */
  advance(task: JobTask): Promise<JobSlice>
  /** Takes back what the job has begun and marks it cancelled, together; false when it is too late. Absent: can't be cancelled. */
  cancel?(task: JobTask): Promise<boolean>
}

export type OutboxRow = { seq: number; tenant: string; collectionId: number; message: string }

/** Messages written together with the rows they are about, oldest first. */
export type Outbox = {
  read(limit: number): Promise<readonly OutboxRow[]>
  delete(seqs: readonly number[]): Promise<void>
}

/** At most 100 messages and 256 KB a call. */
export type MessageSender = { send(messages: readonly unknown[]): Promise<void> }

/** What an earlier request with the same key left; `answer` is null while it runs. */
export type KnownRequest = { hash: string; answer: StoredAnswer | null }
export type StoredAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string }

export type IdempotencyStore = {
  /**
   * Claims the key for this request; the earlier one when it is taken. Claims from before `abandoned`, rows from before `expired` and
   * answers whose collection is gone give way.
   */
  claim(claim: RequestClaim, limits: { abandoned: number; expired: number }): Promise<KnownRequest | null>
  /** Keeps the answer with the collection that the claim names; without one it is released. */
  complete(claim: RequestClaim, answer: StoredAnswer): Promise<void>
  release(claim: RequestClaim): Promise<void>
  sweep(before: number, limit: number): Promise<number>
}
/** `collection`: name or alias of the one that the answer lives and goes with; null for an answer that goes by age alone. */
export type RequestClaim = { tenant: string; key: string; hash: string; collection: string | null; at: number }

export type OperationsPorts = {
  jobs: JobStore
  handlers: Readonly<Record<string, JobHandler>>
  outbox: Outbox
  queue: MessageSender
  idempotency: IdempotencyStore
  waker: { wake(): Promise<void> }
  /** counts of past queries; deletes up to `limit` rows of days (since 1970, UTC) before `beforeDay`, returns how many there were */
  queryCounts?: { sweep(beforeDay: number, limit: number): Promise<number> }
  /** starts learning and gathering where they are due; milliseconds after which to look again, or null */
  startDueRuns?(): Promise<number | null>
  /** begins the next rebuild that nobody asked for and a new version of the code needs */
  startDueRebuild?(): Promise<boolean>
  /** gives way to requests between two slices */
  breathe(): Promise<void>
  /** a failure that nobody waits for */
  report(where: string, error: unknown): void
}
