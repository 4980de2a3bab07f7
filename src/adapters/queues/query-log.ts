import type { QueryMessage } from '../../contracts/queue.ts'
import type { QueryLog } from '../../domain/search/index.ts'

/** Messages a batch of the platform. */
const MAX_BATCH = 100

/** What the searches of one isolate have left and not sent yet. */
export type QueryBuffer = { entries: QueryMessage[]; dueAt: number }
/** Entries wait `windowMs` for others: a send a search would cost a busy isolate more than the entry is worth. */
export type QueryWindow = { windowMs: number; clock?: Clock }
export type Clock = { now(): number; wait(milliseconds: number): Promise<void> }

export function createQueryBuffer(): QueryBuffer {
  return { entries: [], dueAt: 0 }
}

/**
 * Sends entries together, at the latest a window after the first. The record that opens a window ends when it is sent, so that
 * waitUntil keeps the isolate until then; others end at once. A window whose request was cut off is opened anew by the next one.
 */
export function createQueryLog(queue: Queue, buffer: QueryBuffer, { windowMs, clock = SYSTEM }: QueryWindow): QueryLog {
  const flush = async (): Promise<void> => {
    buffer.dueAt = 0
    const entries = buffer.entries.splice(0)
    for (let at = 0; at < entries.length; at += MAX_BATCH)
      await queue.sendBatch(entries.slice(at, at + MAX_BATCH).map((body) => ({ body, contentType: 'json' as const })))
  }
  return {
    async record(entry) {
      buffer.entries.push(entry)
      if (buffer.entries.length >= MAX_BATCH) return flush()
      // one window late means that nobody is waiting for it any more
      if (buffer.dueAt + windowMs > clock.now()) return
      buffer.dueAt = clock.now() + windowMs
      await clock.wait(windowMs)
      await flush()
    },
  }
}

const SYSTEM: Clock = {
  now: () => Date.now(),
  wait: (milliseconds) =>
    new Promise((wake) => {
      setTimeout(wake, milliseconds)
    }),
}
