import type { Job } from './ports.ts'

/** A job that nobody has worked on yet, due at once. */
export function newJob(tenant: string, job: Pick<Job, 'id' | 'kind' | 'payload' | 'total' | 'createdAt' | 'collectionId'>): Job {
  return {
    ...job,
    tenant,
    state: 'queued',
    done: 0,
    attempts: 0,
    dueAt: job.createdAt,
    cursor: null,
    error: null,
    result: null,
    startedAt: null,
    finishedAt: null,
  }
}
