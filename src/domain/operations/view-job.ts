import type { JobView } from '../../contracts/documents.ts'
import type { Job } from './ports.ts'

/** What a caller sees of a job (CONTRACT: Jobs). */
export function viewJob(job: Job): JobView {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    progress: measureProgress(job),
    done: job.done,
    total: job.total,
    attempts: job.attempts,
    createdAt: toTime(job.createdAt) ?? '',
    startedAt: toTime(job.startedAt),
    finishedAt: toTime(job.finishedAt),
    error: job.error,
    result: job.result,
  }
}

/** Totals are counted at the start and documents come and go: only success is 1. */
function measureProgress(job: Job): number {
  if (job.state === 'succeeded') return 1
  return job.total <= 0 ? 0 : Math.min(0.99, Math.max(0, job.done / job.total))
}

function toTime(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString()
}
