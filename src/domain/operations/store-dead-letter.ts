import type { Job, JobStore } from './ports.ts'

export const DEAD_LETTER = 'dead-letter'

/** Why a message came here: its consumer failed too often, it has no known shape, or no queue would take it. */
export type DeadLetterReason = 'queue.exhausted' | 'queue.malformed' | 'queue.too_large'
export type DeadLetter = { id: string; queue: string; body: unknown; attempts: number; reason: DeadLetterReason; now: number }

/**
 * Keeps a message that could not be handled as a failed job, for somebody to look at and retry. Storing it twice (queues
 * deliver at least once) changes nothing; the failure of a replay goes to the job that the replay answers to.
 */
export async function storeDeadLetter(ports: { jobs: JobStore }, letter: DeadLetter): Promise<void> {
  const body = readMembers(letter.body)
  const failed = { state: 'failed', error: letter.reason, attempts: letter.attempts, finishedAt: letter.now } as const
  if (typeof body['job'] === 'string' && (await ports.jobs.change(body['job'], ['queued', 'running', 'failed'], failed))) return
  const job: Job = {
    id: `letter-${letter.id}`,
    tenant: typeof body['tenant'] === 'string' ? body['tenant'] : 'default',
    collectionId: typeof body['collection'] === 'number' ? body['collection'] : null,
    kind: DEAD_LETTER,
    done: 0,
    total: 1,
    dueAt: 0,
    cursor: null,
    payload: { queue: letter.queue, body: letter.body },
    result: { queue: letter.queue, message: letter.body },
    createdAt: letter.now,
    startedAt: null,
    ...failed,
  }
  await ports.jobs.add(job)
}

function readMembers(body: unknown): Readonly<Record<string, unknown>> {
  return body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {}
}
