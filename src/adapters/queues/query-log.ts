import type { QueryMessage } from '../../contracts/queue.ts'
import type { QueryLog } from '../../domain/search/index.ts'

/** Entries wait this long for others: a send a search would cost a busy isolate more than the entry is worth. */
const WINDOW_MS = 1000
/** Messages a batch of the platform. */
const MAX_BATCH = 100

/** What the searches of one isolate have left and not sent yet. */
export type QueryBuffer = { entries: QueryMessage[]; dueAt: number }
export type Clock = { now(): number; wait(milliseconds: number): Promise<void> }

export function createQueryBuffer(): QueryBuffer {
  return { entries: [], dueAt: 0 }
}

/**
 * Sends entries together, at the latest a second after the first. The record that opens a window ends when it is sent, so that
 * waitUntil keeps the isolate until then; others end at once. A window whose request was cut off is opened anew by the next one.
 */
export function createQueryLog(queue: Queue, buffer: QueryBuffer, clock: Clock = SYSTEM): QueryLog {
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
      if (buffer.dueAt + WINDOW_MS > clock.now()) return
      buffer.dueAt = clock.now() + WINDOW_MS
      await clock.wait(WINDOW_MS)
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
