/** A clock that stands still until a test advances it; what was scheduled meanwhile runs on the way, in order. */
export type TestClock = {
  now(): number
  advance(ms: number): void
  /** Runs `work` at `now + ms`; the result cancels it. */
  after(ms: number, work: () => void): () => void
  /** How many scheduled runs are still to come. */
  waiting(): number
}

export function createTestClock(start = Date.UTC(2026, 9, 1)): TestClock {
  let time = start
  let scheduled: { at: number; work: () => void }[] = []
  return {
    now: () => time,
    advance(ms) {
      const end = time + ms
      for (;;) {
        const due = scheduled.filter(({ at }) => at <= end).sort((left, right) => left.at - right.at)[0]
        if (!due) break
        scheduled = scheduled.filter((entry) => entry !== due)
        time = Math.max(time, due.at)
        due.work()
      }
      time = end
    },
    after(ms, work) {
      const entry = { at: time + ms, work }
      scheduled.push(entry)
      return () => {
        scheduled = scheduled.filter((other) => other !== entry)
      }
    },
    waiting: () => scheduled.length,
  }
}
