/** Time as the adapter needs it, so that tests advance a clock instead of waiting. */
export type Timers = {
  /** epoch milliseconds */
  now(): number
  /** Runs `work` after `ms`; the result cancels it. */
  after(ms: number, work: () => void): () => void
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
