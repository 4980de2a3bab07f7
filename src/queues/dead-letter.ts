import { queryMessage } from '../contracts/queue.ts'
import { storeDeadLetter } from '../domain/operations/index.ts'
import type { Services } from '../services.ts'

/** The only queue whose messages are kept; those of meridian-queries end here as well (wrangler.toml: dead_letter_queue). */
const SOURCE = 'meridian-embed'

/**
 * Keeps every message that its consumer gave up as a failed job; one that can't be stored comes again. A search that could not be counted
 * is dropped: losing a count is harmless, and a replay would put it on the queue of embeddings.
 */
export async function storeDeadLetters({ operations }: Services, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    if (queryMessage.safeParse(message.body).success) {
      message.ack()
      continue
    }
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
