import { type QueryMessage, queryMessage } from '../contracts/queue.ts'
import { countQueries } from '../domain/search/index.ts'
import type { Services } from '../services.ts'

const RETRY_SECONDS = 30

/**
 * Adds a batch of searches to the daily counts, in one write. What can't be read is dropped, and so is, after the queue's last
 * attempt, what could not be written: a lost count is harmless, and a failed job a query would bury the others.
 */
export async function consumeQueries({ queryCounts, operations }: Services, batch: MessageBatch): Promise<void> {
  const readable: QueryMessage[] = []
  for (const { body } of batch.messages) {
    const parsed = queryMessage.safeParse(body)
    if (parsed.success) readable.push(parsed.data)
  }
  const unreadable = batch.messages.length - readable.length
  if (unreadable > 0) operations.report(`queue ${batch.queue}`, new Error(`${unreadable} messages of no known shape were dropped`))
  try {
    await countQueries({ counts: queryCounts }, readable)
    batch.ackAll()
  } catch (error) {
    operations.report(`queue ${batch.queue}`, error)
    batch.retryAll({ delaySeconds: RETRY_SECONDS })
  }
}
