import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import type { Job, OperationsPorts } from './ports.ts'
import { getJob } from './read-jobs.ts'

/** Stops a job and takes back what it has begun. A failed one can be given up the same way. Throws jobs.not_found, jobs.state. */
export async function cancelJob(ports: OperationsPorts, ctx: Context, input: { id: string }): Promise<Job> {
  const job = await getJob(ports, ctx, input)
  if (job.state === 'succeeded' || job.state === 'cancelled')
    throw new AppError('jobs.state', `The job has ${job.state === 'succeeded' ? 'succeeded' : 'been cancelled'} already.`)
  const cancel = ports.handlers[job.kind]?.cancel
  if (!cancel) throw new AppError('jobs.state', `A job of the kind ${job.kind} can't be cancelled.`)
  if (!(await cancel(job))) throw new AppError('jobs.state', 'The job has just finished.')
  ctx.later(ports.waker.wake())
  return getJob(ports, ctx, input)
}
