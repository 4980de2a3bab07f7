import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLatest } from '../../../web/src/api/latest.ts'

type Pending = { input: number; signal: AbortSignal; resolve: (value: string) => void; reject: (error: Error) => void }

function createHarness() {
  const pending: Pending[] = []
  const settled: string[] = []
  const latest = createLatest(
    (input: number, signal) => new Promise<string>((resolve, reject) => pending.push({ input, signal, resolve, reject })),
    (outcome, input) => settled.push(outcome.ok ? `${input}:${outcome.value}` : `${input}!`),
  )
  return { latest, pending, settled }
}

describe('the newest request', () => {
  test('aborts the one before', () => {
    const { latest, pending } = createHarness()
    latest.issue(1)
    latest.issue(2)
    expect(pending.map(({ signal }) => signal.aborted)).toEqual([true, false])
  })

  test('is the only one whose answer counts, in whatever order answers and failures arrive', async () => {
    const arrivals = fc
      .integer({ min: 1, max: 6 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
          fc.array(fc.boolean(), { minLength: count, maxLength: count }),
        ),
      )
    await fc.assert(
      fc.asyncProperty(arrivals, async ([count, order, failures]) => {
        const { latest, pending, settled } = createHarness()
        for (let input = 0; input < count; input += 1) latest.issue(input)
        for (const index of order) {
          if (failures[index]) pending[index]?.reject(new Error('late'))
          else pending[index]?.resolve('answer')
          await Promise.resolve()
        }
        await Promise.resolve()
        expect(settled).toEqual([failures[count - 1] ? `${count - 1}!` : `${count - 1}:answer`])
      }),
    )
  })

  test('counts for nothing once cancelled', async () => {
    const { latest, pending, settled } = createHarness()
    latest.issue(1)
    latest.cancel()
    pending[0]?.resolve('late')
    await Promise.resolve()
    await Promise.resolve()
    expect(pending[0]?.signal.aborted).toBe(true)
    expect(settled).toEqual([])
  })
})
