import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutBatch } from '../../../../src/domain/operations/cut-batch.ts'
import { enforceQueueLimits } from '../../../support/limits/queue.ts'

const bodies = fc.array(
  fc.oneof(fc.constant(50), fc.integer({ min: 0, max: 140_000 })).map((length) => JSON.stringify({ text: 'é'.repeat(length / 2) })),
  { maxLength: 150 },
)
const toRows = (messages: readonly string[]) => messages.map((message, seq) => ({ seq, tenant: 'default', collectionId: 1, message }))

describe('a batch cut from the outbox', () => {
  it('takes the oldest rows, all of them in the end, each once and in order', () => {
    fc.assert(
      fc.property(bodies, (messages) => {
        let rows = toRows(messages)
        const taken: number[] = []
        while (rows.length > 0) {
          const { send, refuse, more } = cutBatch(rows)
          const seqs = [...send.map(({ row }) => row.seq), ...refuse.map(({ seq }) => seq)].sort((a, b) => a - b)
          expect(seqs).toEqual(rows.slice(0, seqs.length).map(({ seq }) => seq))
          expect(seqs.length).toBeGreaterThan(0)
          taken.push(...seqs)
          rows = rows.slice(seqs.length)
          expect(more).toBe(rows.length > 0)
        }
        expect(taken).toEqual(messages.map((_message, seq) => seq))
      }),
      { numRuns: 40 },
    )
  })

  it('is one that a queue takes', async () => {
    const queue = enforceQueueLimits({ sendBatch: async () => undefined } as unknown as Queue)
    await fc.assert(
      fc.asyncProperty(bodies, async (messages) => {
        const { send } = cutBatch(toRows(messages))
        if (send.length > 0) await queue.sendBatch(send.map(({ body }) => ({ body })))
      }),
      { numRuns: 40 },
    )
  })

  it('sets aside what no queue would take, and nothing else', () => {
    const rows = toRows(['{"a":1}', 'no json', JSON.stringify({ text: 'x'.repeat(128_000) }), '{"b":2}'])
    const { send, refuse } = cutBatch(rows)
    expect(send.map(({ body }) => body)).toEqual([{ a: 1 }, { b: 2 }])
    expect(refuse.map(({ seq }) => seq)).toEqual([1, 2])
  })
})
