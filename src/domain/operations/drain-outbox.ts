import { BATCH_MESSAGES, cutBatch } from './cut-batch.ts'
import type { OperationsPorts } from './ports.ts'
import { storeDeadLetter } from './store-dead-letter.ts'

/** Calls an alarm makes before it lets jobs have their turn. */
const MAX_BATCHES = 20

/**
 * Sends what was written with the documents, oldest first, and deletes exactly the rows that were sent. A crash between
 * the two sends them again: consumers are idempotent. Returns whether rows are left.
 */
export async function drainOutbox(ports: OperationsPorts, now: () => number): Promise<boolean> {
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const rows = await ports.outbox.read(BATCH_MESSAGES)
    if (rows.length === 0) return false
    const { send, refuse, more } = cutBatch(rows)
    for (const row of refuse) {
      await storeDeadLetter(ports, {
        id: `outbox-${row.seq}`,
        queue: 'outbox',
        body: row.message,
        attempts: 0,
        reason: 'queue.too_large',
        now: now(),
      })
    }
    if (send.length > 0) await ports.queue.send(send.map(({ body }) => body))
    await ports.outbox.delete([...send.map(({ row }) => row.seq), ...refuse.map(({ seq }) => seq)])
    if (!more && rows.length < BATCH_MESSAGES) return false
  }
  return true
}
