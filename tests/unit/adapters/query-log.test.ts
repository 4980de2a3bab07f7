import { describe, expect, test } from 'vitest'
import { createQueryBuffer, createQueryLog } from '../../../src/adapters/queues/query-log.ts'
import type { QueryMessage } from '../../../src/contracts/queue.ts'

const entry = (query: string): QueryMessage => ({ kind: 'query', tenant: 'default', collection: 1, query, language: 'en', empty: false, day: 1 })

/** A queue that remembers what each call sent, and a clock that tests move. */
function rig() {
  const sent: string[][] = []
  const queue = { sendBatch: async (messages: Iterable<{ body: QueryMessage }>) => void sent.push([...messages].map(({ body }) => body.query)) }
  const waiting: (() => void)[] = []
  const clock = { time: 1_000_000, now: () => clock.time, wait: () => new Promise<void>((wake) => void waiting.push(wake)) }
  const buffer = createQueryBuffer()
  const open = () => createQueryLog(queue as unknown as Queue, buffer, { windowMs: 1000, clock })
  const wake = (): void => waiting.splice(0).forEach((resume) => resume())
  return { sent, clock, open, wake, waiting }
}

describe('the query log', () => {
  test('sends what several requests of an isolate leave within a second as one batch', async () => {
    const { sent, open, wake } = rig()
    const first = open().record(entry('lamp'))
    await open().record(entry('desk'))
    await open().record(entry('lamp'))
    expect(sent).toEqual([])
    wake()
    await first
    expect(sent).toEqual([['lamp', 'desk', 'lamp']])
  })

  test('sends a hundred at once without waiting, and nothing twice', async () => {
    const { sent, open, wake } = rig()
    const all = Array.from({ length: 101 }, (_unused, at) => open().record(entry(`q${at}`)))
    wake()
    await Promise.all(all)
    expect(sent.map((batch) => batch.length)).toEqual([100, 1])
    expect(new Set(sent.flat()).size).toBe(101)
  })

  test('opens a new window when the request that held the last one was cut off', async () => {
    const { sent, clock, open, wake, waiting } = rig()
    void open().record(entry('lost with its request'))
    waiting.splice(0)
    clock.time += 2001
    const next = open().record(entry('desk'))
    wake()
    await next
    expect(sent).toEqual([['lost with its request', 'desk']])
  })
})
