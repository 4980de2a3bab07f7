const DAY_MS = 86_400_000

/** Days between a time and now, both in epoch milliseconds; below 0 for what is still to come, null without a time. */
export function measureAge(time: number | null, now: number): number | null {
  return time === null ? null : (now - time) / DAY_MS
}

/**
 * Freshness halves with every half-life: 2^(-age / halfLifeDays). What is announced for later counts as new, 1. A document without a
 * date has 0: it can not be told from an old one.
 */
export function scoreFreshness(ageDays: number | null, { halfLifeDays }: { halfLifeDays: number }): number {
  return ageDays === null ? 0 : 2 ** (-Math.max(0, ageDays) / halfLifeDays)
}
