import type { JobState } from '../../contracts/documents.ts'
import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import type { Job, JobPlace, OperationsPorts } from './ports.ts'

/** Throws jobs.not_found. */
export async function getJob(ports: Pick<OperationsPorts, 'jobs'>, ctx: Context, input: { id: string }): Promise<Job> {
  const job = await ports.jobs.find(ctx.tenant, input.id)
  if (!job) throw new AppError('jobs.not_found', `There is no job "${input.id}".`)
  return job
}

/** Newest first. */
export async function listJobs(
  ports: Pick<OperationsPorts, 'jobs'>,
  ctx: Context,
  input: { state: JobState | null; limit: number; after: JobPlace | null },
): Promise<{ items: readonly Job[]; next: JobPlace | null }> {
  const found = await ports.jobs.list(ctx.tenant, input.state, input.limit + 1, input.after)
  const items = found.slice(0, input.limit)
  const last = items.at(-1)
  return { items, next: found.length > input.limit && last ? { createdAt: last.createdAt, id: last.id } : null }
}
