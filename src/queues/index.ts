import { type QueueMessage, queueMessage } from '../contracts/queue.ts'
import { completeReplay, storeDeadLetter } from '../domain/operations/index.ts'
import { type Services, createServices } from '../services.ts'
import { storeDeadLetters } from './dead-letter.ts'
import { consumeEmbed } from './embed.ts'
import { consumeQueries } from './queries.ts'

type Consume = (services: Services, batch: MessageBatch) => Promise<void>

/** The queues of wrangler.toml and who consumes them. */
const CONSUMERS: Readonly<Record<string, Consume>> = {
  'meridian-embed': (services, batch) => consumeMessages(services, batch, consumeEmbed),
  'meridian-queries': consumeQueries,
  'meridian-dead-letters': storeDeadLetters,
}

export async function consumeQueue(batch: MessageBatch, env: Env): Promise<void> {
  const consume = CONSUMERS[batch.queue]
  if (!consume) throw new Error(`No consumer for the queue ${batch.queue}.`)
  await consume(createServices(env, 'first-primary'), batch)
}

/** Seconds before a message that failed comes again: 2, 8, 32. */
function delayRetry(attempts: number): number {
  return Math.min(600, 2 * 4 ** Math.max(0, attempts - 1))
}

/** Each message on its own: one that fails is retried and, after the queue's last attempt, becomes a dead letter. */
async function consumeMessages(
  services: Services,
  batch: MessageBatch,
  consume: (services: Services, message: QueueMessage) => Promise<void>,
): Promise<void> {
  const { operations } = services
  for (const message of batch.messages) {
    try {
      const parsed = queueMessage.safeParse(message.body)
      if (parsed.success) {
        await consume(services, parsed.data)
        if (parsed.data.job !== undefined) await completeReplay(operations, parsed.data.job, Date.now())
      } else {
        // its shape will not be another one next time
        await storeDeadLetter(operations, {
          id: message.id,
          queue: batch.queue,
          body: message.body,
          attempts: message.attempts,
          reason: 'queue.malformed',
          now: Date.now(),
        })
      }
      message.ack()
    } catch (error) {
      operations.report(`queue ${batch.queue} message ${message.id}`, error)
      message.retry({ delaySeconds: delayRetry(message.attempts) })
    }
  }
}
