import type { JobStore } from './ports.ts'

/** The message of a retried dead letter has been handled. A second delivery changes nothing. */
export async function completeReplay(ports: { jobs: JobStore }, job: string, now: number): Promise<void> {
  await ports.jobs.change(job, ['queued', 'running', 'failed'], { state: 'succeeded', done: 1, error: null, finishedAt: now })
}
