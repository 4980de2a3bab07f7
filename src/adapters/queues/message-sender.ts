import type { MessageSender } from '../../domain/operations/index.ts'

export function createMessageSender(queue: Queue): MessageSender {
  return {
    async send(messages) {
      await queue.sendBatch(messages.map((body) => ({ body, contentType: 'json' as const })))
    },
  }
}
