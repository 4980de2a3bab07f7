import type { TestClock } from './clock.ts'

/** Advances the clock whenever nothing but the clock can go on. */
export async function runClock<Result>(clock: TestClock, work: Promise<Result>): Promise<Result> {
  let done = false
  const finished = work.finally(() => {
    done = true
  })
  finished.catch(() => {})
  while (!done) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (!done) clock.advance(250)
  }
  return finished
}
