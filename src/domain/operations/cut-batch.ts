import type { OutboxRow } from './ports.ts'

/** What Queues take: messages of 128 KB, calls of 100 messages and 256 KB; about 100 bytes of each are the platform's own. */
const MESSAGE_BYTES = 128_000
const BATCH_BYTES = 256_000
export const BATCH_MESSAGES = 100
const OVERHEAD_BYTES = 100

const encoder = new TextEncoder()

export type MeasuredRow = { row: OutboxRow; body: unknown }
export type OutboxBatch = {
  /** the oldest rows that fit one call */
  send: readonly MeasuredRow[]
  /** rows no queue would take; they must not hold up the others */
  refuse: readonly OutboxRow[]
  /** rows left for the next call */
  more: boolean
}

/** Cuts what one call can carry from rows, oldest first. Whatever the rows, at least one is sent or refused. */
export function cutBatch(rows: readonly OutboxRow[]): OutboxBatch {
  const send: MeasuredRow[] = []
  const refuse: OutboxRow[] = []
  let bytes = 0
  for (const row of rows) {
    const size = encoder.encode(row.message).length + OVERHEAD_BYTES
    const body = size > MESSAGE_BYTES ? undefined : parseMessage(row.message)
    if (body === undefined) {
      refuse.push(row)
      continue
    }
    if (send.length === BATCH_MESSAGES || bytes + size > BATCH_BYTES) break
    bytes += size
    send.push({ row, body })
  }
  return { send, refuse, more: send.length + refuse.length < rows.length }
}

function parseMessage(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
