import { createIdempotencyStore } from '../../../../src/adapters/d1/idempotency-store.ts'
import { createJobStore } from '../../../../src/adapters/d1/job-store.ts'
import { createOutbox } from '../../../../src/adapters/d1/outbox.ts'
import type { JobSlice, JobTask } from '../../../../src/contracts/jobs.ts'
import type { Job, JobHandler, OperationsPorts } from '../../../../src/domain/operations/index.ts'
import type { Context } from '../../../../src/shared/context.ts'
import { openSqliteDatabase } from '../../../support/sqlite-database.ts'

/** The room over a real schema in SQLite, with a clock that only a test moves. */
export function createRig(handlers: Record<string, JobHandler> = {}) {
  const db = openSqliteDatabase()
  const clock = { now: 1_000_000 }
  const sent: unknown[] = []
  const reported: string[] = []
  const ports: OperationsPorts = {
    jobs: createJobStore(db),
    handlers,
    outbox: createOutbox(db),
    queue: { send: async (messages) => void sent.push(...messages) },
    idempotency: createIdempotencyStore(db),
    waker: { wake: async () => undefined },
    breathe: async () => undefined,
    report: (where) => void reported.push(where),
  }
  const ctx: Context = {
    tenant: 'default',
    requestId: 'r',
    actor: 'test',
    scopes: new Set(),
    now: () => clock.now,
    timer: () => clock.now,
    newId: () => 'id',
    later: () => undefined,
  }
  return { db, clock, sent, reported, ports, ctx, now: () => clock.now }
}

export function createJob(given: Partial<Job> & { id: string }): Job {
  return {
    tenant: 'default',
    collectionId: null,
    kind: 'work',
    state: 'queued',
    done: 0,
    total: 10,
    attempts: 0,
    dueAt: 0,
    cursor: null,
    payload: {},
    error: null,
    result: null,
    createdAt: 1,
    startedAt: null,
    finishedAt: null,
    ...given,
  }
}

/** Counts to the job's total, one a slice, and keeps who had a turn. */
export function createCounter(turns: string[]): JobHandler {
  return {
    async advance({ id, done, total }: JobTask): Promise<JobSlice> {
      turns.push(id)
      return done + 1 >= total
        ? { state: 'succeeded', done: done + 1, result: { counted: done + 1 } }
        : { state: 'running', done: done + 1, cursor: done + 1 }
    },
  }
}
