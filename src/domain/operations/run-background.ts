import { drainOutbox } from './drain-outbox.ts'
import type { OperationsPorts } from './ports.ts'
import { runDueJobs } from './run-due-jobs.ts'
import { DAY_MS, JOB_KEPT_MS, KEY_KEPT_MS, QUERY_DAYS_KEPT, computeNextAlarm, isSweepDue } from './schedule.ts'

/** What the scheduler keeps between alarms. Losing it costs one early sweep. */
export type BackgroundState = { sweptAt: number; failures: number }

const ROWS_A_SWEEP = 2000

/**
 * One alarm: everything that is due, each part on its own, so that a failing queue never stops jobs or learning.
 * Returns the state to keep and when to come back.
 */
export async function runBackground(
  ports: OperationsPorts,
  state: BackgroundState,
  now: () => number,
): Promise<{ state: BackgroundState; wakeAt: number }> {
  let failed = false
  const attempt = async <T>(where: string, work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      failed = true
      ports.report(where, error)
      return otherwise
    }
  }
  const outboxLeft = await attempt('outbox', () => drainOutbox(ports, now), false)
  const worked = await attempt('jobs', () => runDueJobs(ports, now), null)
  const learnIn = await attempt('runs', async () => (await ports.startDueRuns?.()) ?? null, null)
  // after the runs: words are gathered in seconds, and a job begun here is due at once
  await attempt('rebuild', async () => ports.startDueRebuild?.(), undefined)
  const swept = isSweepDue(state.sweptAt, now()) && (await attempt('sweep', () => sweep(ports, now()), false))
  const jobDueAt = worked === null ? null : await attempt('jobs', () => ports.jobs.nextDueAt(Object.keys(ports.handlers)), null)
  const next: BackgroundState = { sweptAt: swept ? now() : state.sweptAt, failures: failed ? state.failures + 1 : 0 }
  const learnAt = learnIn === null ? null : now() + learnIn
  return { state: next, wakeAt: computeNextAlarm({ now: now(), outboxLeft, failures: next.failures, jobDueAt, learnAt, sweptAt: next.sweptAt }) }
}

/** False while more is left: the next alarm goes on. */
async function sweep(ports: OperationsPorts, now: number): Promise<boolean> {
  const jobs = await ports.jobs.sweep(now - JOB_KEPT_MS, ROWS_A_SWEEP)
  const keys = await ports.idempotency.sweep(now - KEY_KEPT_MS, ROWS_A_SWEEP)
  const counts = (await ports.queryCounts?.sweep(Math.floor(now / DAY_MS) - QUERY_DAYS_KEPT, ROWS_A_SWEEP)) ?? 0
  return jobs < ROWS_A_SWEEP && keys < ROWS_A_SWEEP && counts < ROWS_A_SWEEP
}
