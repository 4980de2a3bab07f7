import { AppError } from '../../contracts/errors.ts'
import type { JobSlice } from '../../contracts/jobs.ts'
import type { Job, JobChange, JobHandler, OperationsPorts } from './ports.ts'
import { MAX_ATTEMPTS, backOff } from './schedule.ts'

/** Slices an alarm does: each is one or two D1 batches and at most about 50 ms of computing. */
const SLICES_AN_ALARM = 20

const ACTIVE = ['queued', 'running'] as const

/** Works on due jobs in turn, a slice each. Returns the number of slices done. */
export async function runDueJobs(ports: OperationsPorts, now: () => number, slices = SLICES_AN_ALARM): Promise<number> {
  const kinds = Object.keys(ports.handlers)
  for (let slice = 0; slice < slices; slice++) {
    const job = await ports.jobs.nextDue(kinds, now())
    const handler = job && ports.handlers[job.kind]
    if (!job || !handler) return slice
    await runSlice(ports, handler, job, now)
    await ports.breathe()
  }
  return slices
}

/** Only a job that is still queued or running is changed: what was cancelled meanwhile stays cancelled. */
async function runSlice(ports: OperationsPorts, handler: JobHandler, job: Job, now: () => number): Promise<void> {
  let outcome: JobSlice
  try {
    outcome = await handler.advance(job)
  } catch (error) {
    ports.report(`job ${job.kind} ${job.id}`, error)
    await ports.jobs.change(job.id, ACTIVE, describeFailure(job, error, now()))
    return
  }
  await ports.jobs.change(job.id, ACTIVE, { startedAt: job.startedAt ?? now(), attempts: 0, error: null, ...describeOutcome(outcome, now()) })
}

/** A running job goes to the back of the queue: jobs take turns. */
function describeOutcome(outcome: JobSlice, now: number): JobChange {
  if (outcome.state === 'running')
    return {
      state: 'running',
      done: outcome.done,
      cursor: outcome.cursor,
      dueAt: now + (outcome.wait ?? 0),
      ...(outcome.total === undefined ? {} : { total: outcome.total }),
    }
  if (outcome.state === 'cancelled') return { state: 'cancelled', finishedAt: now }
  if (outcome.state === 'failed') return { state: 'failed', error: outcome.error, finishedAt: now }
  return { state: 'succeeded', done: outcome.done, result: outcome.result ?? null, finishedAt: now }
}

function describeFailure(job: Job, error: unknown, now: number): JobChange {
  const attempts = job.attempts + 1
  const code = error instanceof AppError ? error.code : 'internal'
  if (attempts >= MAX_ATTEMPTS) return { state: 'failed', attempts, error: code, finishedAt: now }
  return { state: 'running', startedAt: job.startedAt ?? now, attempts, error: code, dueAt: now + backOff(attempts) }
}
