import { z } from 'zod'
import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import type { Job, OperationsPorts } from './ports.ts'
import { getJob } from './read-jobs.ts'
import { DEAD_LETTER } from './store-dead-letter.ts'

const deadLetter = z.object({ body: z.record(z.string(), z.unknown()) })

/** Goes on where a failed job stopped; a dead letter's message is put back. Throws jobs.not_found, jobs.state. */
export async function retryJob(ports: OperationsPorts, ctx: Context, input: { id: string }): Promise<Job> {
  const job = await getJob(ports, ctx, input)
  if (job.state !== 'failed') throw new AppError('jobs.state', `The job is ${job.state}; only failed jobs can be retried.`)
  if (job.kind === DEAD_LETTER) await replayLetter(ports, ctx, job)
  else await ports.jobs.change(job.id, ['failed'], { state: 'queued', attempts: 0, dueAt: ctx.now(), error: null, finishedAt: null })
  ctx.later(ports.waker.wake())
  return getJob(ports, ctx, input)
}

/** The message carries the job's id, so that whoever handles it can say how it went. */
async function replayLetter(ports: OperationsPorts, ctx: Context, job: Job): Promise<void> {
  const payload = deadLetter.safeParse(job.payload)
  if (!payload.success) throw new AppError('jobs.state', 'The message is not a JSON object: it can not be put back.')
  const { body } = payload.data
  const collectionId = typeof body['collection'] === 'number' ? body['collection'] : 0
  await ports.jobs.replay(job, { collectionId, text: JSON.stringify({ ...body, job: job.id }) }, ctx.now())
}
