import { storeDeadLetter } from '../domain/operations/index.ts'
import type { Services } from '../services.ts'

/** The only queue whose messages end here (wrangler.toml: dead_letter_queue). */
const SOURCE = 'meridian-embed'

/** Keeps every message that its consumer gave up as a failed job; one that can't be stored comes again. */
export async function storeDeadLetters({ operations }: Services, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    try {
      await storeDeadLetter(operations, {
        id: message.id,
        queue: SOURCE,
        body: message.body,
        attempts: message.attempts,
        reason: 'queue.exhausted',
        now: Date.now(),
      })
      message.ack()
    } catch (error) {
      operations.report(`dead letter ${message.id}`, error)
      message.retry()
    }
  }
}
