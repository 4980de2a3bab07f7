import { sizeOf } from './sizes.ts'

// developers.cloudflare.com/queues/platform/limits: KB of 1,000 bytes, and about 100 bytes of metadata count with each message.
const MESSAGE_BYTES = 128_000
const BATCH_BYTES = 256_000
const BATCH_MESSAGES = 100
const METADATA_BYTES = 100

/** A queue that refuses what production refuses, with its texts. */
export function enforceQueueLimits<Body>(queue: Queue<Body>): Queue<Body> {
  return new Proxy(queue, {
    get(target, name) {
      if (name === 'send') {
        return async (body: Body, options?: QueueSendOptions) => {
          measure('send', body)
          return target.send(body, options)
        }
      }
      if (name === 'sendBatch') {
        return async (messages: Iterable<MessageSendRequest<Body>>, options?: QueueSendBatchOptions) => {
          const batch = [...messages]
          if (batch.length === 0 || batch.length > BATCH_MESSAGES) {
            throw new Error(`Queue sendBatch failed: batch message count of ${batch.length} exceeds limit of ${BATCH_MESSAGES}`)
          }
          const total = batch.reduce((sum, { body }) => sum + measure('sendBatch', body), 0)
          if (total > BATCH_BYTES) throw new Error(`Queue sendBatch failed: batch size of ${total} bytes exceeds limit of ${BATCH_BYTES}`)
          return target.sendBatch(batch, options)
        }
      }
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

function measure(method: string, body: unknown): number {
  const size = (sizeOf(body) ?? sizeOf(JSON.stringify(body)) ?? 0) + METADATA_BYTES
  if (size > MESSAGE_BYTES) throw new Error(`Queue ${method} failed: message length of ${size} bytes exceeds limit of ${MESSAGE_BYTES}`)
  return size
}
