/** When the scheduler comes back: pure, in epoch milliseconds. */
export const MAX_ATTEMPTS = 5
export const DAY_MS = 24 * 3_600_000
export const SWEEP_EVERY_MS = DAY_MS
/** Jobs are kept this long after they finished, idempotency keys this long after their request. */
export const JOB_KEPT_MS = 30 * DAY_MS
export const KEY_KEPT_MS = DAY_MS
/** Daily counts of queries. */
export const QUERY_DAYS_KEPT = 90

const FIRST_BACKOFF_MS = 1000
const LONGEST_BACKOFF_MS = 60_000
/** Between two alarms with work left: requests to the same isolate get their turn. */
const BREATH_MS = 5

/** 1, 2, 4 … at most 60 seconds after `failures` failures in a row. */
export function backOff(failures: number): number {
  return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(10, Math.max(0, failures - 1)))
}

export type AlarmFacts = {
  now: number
  /** rows are left in the outbox */
  outboxLeft: boolean
  /** alarms in a row in which a part failed; single jobs back off by themselves */
  failures: number
  /** when the next job is due; null without one, or when jobs were what failed */
  jobDueAt: number | null
  /** when to look again for collections that need learning; null without one */
  learnAt: number | null
  sweptAt: number
}

/** The next alarm: never in the past, never later than the next sweep. What failed is tried again after its back-off and holds up nothing else. */
export function computeNextAlarm(facts: AlarmFacts): number {
  const { now, failures } = facts
  const wishes = [failures > 0 ? now + backOff(failures) : facts.sweptAt + SWEEP_EVERY_MS]
  if (facts.outboxLeft) wishes.push(now)
  if (facts.jobDueAt !== null) wishes.push(facts.jobDueAt)
  if (facts.learnAt !== null) wishes.push(facts.learnAt)
  return Math.max(now + BREATH_MS, Math.min(...wishes))
}

/** How soon a poke brings the alarm. */
export const POKE_MS = 50

/** Whether a poke has to move the alarm, and to when; null when one is due soon enough. */
export function movePokedAlarm(alarm: number | null, now: number): number | null {
  return alarm === null || alarm > now + POKE_MS ? now + POKE_MS : null
}

export function isSweepDue(sweptAt: number, now: number): boolean {
  return now - sweptAt >= SWEEP_EVERY_MS
}
