import { AppError } from '../../contracts/errors.ts'
import type { Timers } from './timers.ts'

/**
 * Runs `work` with a signal that aborts after `ms`, and stops waiting then, also for work that ignores the signal. Everything that
 * is not an AppError becomes service.unavailable in the name of `subject` ("The embeddings endpoint").
 */
export async function withinDeadline<Result>(
  ms: number,
  timers: Timers,
  subject: string,
  work: (signal: AbortSignal, deadline: number) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController()
  let cancel = (): void => {}
  const late = new Promise<never>((_, reject) => {
    cancel = timers.after(ms, () => {
      abort.abort()
      reject(new Error('late'))
    })
  })
  try {
    return await Promise.race([work(abort.signal, timers.now() + ms), late])
  } catch (error) {
    if (error instanceof AppError && !abort.signal.aborted) throw error
    const detail = abort.signal.aborted ? `${subject} did not answer within ${ms} ms.` : `${subject} can not be reached.`
    throw Object.assign(new AppError('service.unavailable', detail), { cause: error })
  } finally {
    cancel()
  }
}
