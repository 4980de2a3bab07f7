import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCandidates } from '../../../../src/adapters/embedded/vector-index/rank-rows.ts'
import { type RankedIndex, searchScope } from '../../../../src/adapters/embedded/vector-index/search-scope.ts'

const QUERY = new Float32Array(0)

/** Documents 1..size, each as near as its key is small; the order by code swaps neighbours. */
function createIndex(size: number, calls: string[] = []): RankedIndex {
  const order = Array.from({ length: size }, (_, at) => at + 1)
  for (let at = 0; at + 1 < size; at += 2) [order[at], order[at + 1]] = [order[at + 1] as number, order[at] as number]
  const rank: RankedIndex['rank'] = async (_query, wanted, k) => {
    calls.push(`rank ${wanted.length}`)
    const sorted = wanted.toSorted((left, right) => left - right).slice(0, k)
    return {
      docs: Float64Array.from(sorted),
      scores: Float64Array.from(sorted, (doc) => 1 - doc / size),
      exact: true,
      candidates: wanted.length,
      rowsRead: wanted.length,
    }
  }
  return {
    rank,
    nearest: (query, k) => rank(query, Float64Array.from(order.slice(0, countCandidates(k))), k),
    async list(_query, limit) {
      calls.push('list')
      return { docs: Float64Array.from(order.slice(0, limit)), total: size }
    },
  }
}

function watchScope(isInside: (doc: number) => boolean) {
  const asked: number[] = []
  let calls = 0
  const contains = async (docs: readonly number[]) => {
    calls++
    asked.push(...docs)
    return new Set(docs.filter(isInside))
  }
  return { scope: { contains }, asked, countCalls: () => calls }
}

describe('the nearest inside a scope', () => {
  it('are the k nearest of those inside, whatever the scope', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.nat(30_000),
        async (size, k, every, beyond) => {
          const isInside = (doc: number) => doc > beyond && doc % every === 0
          const { scope, asked } = watchScope(isInside)
          const { neighbours, exhaustive } = await searchScope(createIndex(size), QUERY, k, scope)
          const expected = Array.from({ length: size }, (_, at) => at + 1).filter(isInside)
          expect(neighbours.map(({ doc }) => doc)).toEqual(expected.slice(0, k))
          expect(exhaustive).toBe(true)
          expect(new Set(asked).size).toBe(asked.length)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('take one step when nearly all documents are inside', async () => {
    const calls: string[] = []
    const { scope, asked, countCalls } = watchScope((doc) => doc % 10 > 0)
    await searchScope(createIndex(100_000, calls), QUERY, 100, scope)
    expect(calls).toHaveLength(1)
    expect(countCalls()).toBe(1)
    expect(asked).toHaveLength(125)
  })

  it('read no more rows when the scope is small, and take few steps', async () => {
    for (const every of [3, 20, 300]) {
      const calls: string[] = []
      const { scope, asked } = watchScope((doc) => doc % every === 0)
      const { rowsRead } = await searchScope(createIndex(100_000, calls), QUERY, 100, scope)
      expect(rowsRead).toBeLessThanOrEqual(2_500 + 6_000)
      expect(asked.length).toBeLessThanOrEqual(Math.min(100_000, 5_000 * Math.ceil((1_100 * every) / 5_000) + 5_000))
      expect(calls.length).toBeLessThanOrEqual(5)
    }
  })

  it('reach the end of the index in a few steps when nothing near is inside', async () => {
    const calls: string[] = []
    const { scope, asked, countCalls } = watchScope((doc) => doc > 99_990)
    const { neighbours, rowsRead } = await searchScope(createIndex(100_000, calls), QUERY, 100, scope)
    expect(neighbours).toHaveLength(10)
    expect(asked).toHaveLength(100_000)
    expect(calls.length).toBeLessThanOrEqual(5)
    expect(countCalls()).toBeLessThanOrEqual(24)
    expect(rowsRead).toBe(2_510)
  })
})
