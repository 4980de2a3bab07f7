import type { QueryLog } from '../../domain/search/index.ts'

export function createQueryLog(queue: Queue): QueryLog {
  return {
    async record(entry) {
      await queue.send(entry, { contentType: 'json' })
    },
  }
}
