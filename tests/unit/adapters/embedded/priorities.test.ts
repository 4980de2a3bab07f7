// What priority changes, and what it does not: docs/design/vector-index.md.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rotateVector } from '../../../../src/adapters/embedded/vector-index/rotation.ts'
import { RowBudget } from '../../../../src/adapters/embedded/vector-index/row-budget.ts'
import type { RankedRows } from '../../../../src/adapters/embedded/vector-index/rank-rows.ts'
import { quantise } from '../../../../src/domain/embedding/quantize.ts'
import { makeSet } from '../../../../bench/vector-sets.ts'
import { createVector } from '../../../contract/vector-fixtures.ts'
import { openNodeDatabase } from '../../../support/node-index-database.ts'
import { DIMENSIONS, QUERY, ROW_BLOCK, type Seeds, applyTo, createOperation, openIndex, pack, scoreExactly, send } from './index-fixtures.ts'

function createSeeds(count: number): Seeds {
  return new Map(Array.from({ length: count }, (_, at) => [at + 1, at]))
}

const pause = () => Promise.resolve()
const listHits = ({ docs, scores }: RankedRows) => Array.from(docs, (doc, at) => [doc, scores[at]] as const)

/** The share of the query's length that the signs of the document agree with, less the rest. */
function estimateNaively(seeds: Seeds): { doc: number; score: number }[] {
  const length = QUERY.reduce((sum, value) => sum + Math.abs(value), 0)
  const scored = Array.from(seeds, ([doc, seed]) => {
    const { values } = quantise(createVector(DIMENSIONS, seed))
    return { doc, score: QUERY.reduce((sum, value, at) => sum + ((values[at] ?? 0) >= 0 ? value : -value), 0) / length }
  })
  return scored.sort((left, right) => right.score - left.score || left.doc - right.doc)
}

describe('high priority', () => {
  it('reads no row of what was written, and after a restart each row once', async () => {
    const database = openNodeDatabase()
    const index = openIndex(database)
    await index.upsert(DIMENSIONS, 'high', pack([...createSeeds(500)]))
    const written = await index.nearest(QUERY, 500, 'high')
    expect(written).toMatchObject({ exact: true, candidates: 500, rowsRead: 0 })
    const restarted = openIndex(database)
    expect(await restarted.nearest(QUERY, 500, 'high')).toEqual({ ...written, rowsRead: 500 })
    expect(await restarted.nearest(QUERY, 500, 'high')).toEqual(written)
  })

  it('answers the same from storage for what its bytes have no room for', async () => {
    const index = openIndex(openNodeDatabase(), pause, new RowBudget(2 * ROW_BLOCK))
    await index.upsert(DIMENSIONS, 'high', pack([...createSeeds(700)]))
    const high = await index.nearest(QUERY, 700, 'high')
    expect(high).toMatchObject({ candidates: 700, rowsRead: 700 - 512 })
    expect(await index.nearest(QUERY, 700, 'medium')).toEqual({ ...high, rowsRead: 700 })
  })

  it('shares its bytes among all indexes, and gives them back when it ends', async () => {
    const budget = new RowBudget(ROW_BLOCK)
    const [first, second] = [openIndex(openNodeDatabase(), pause, budget), openIndex(openNodeDatabase(), pause, budget)]
    for (const index of [first, second]) await index.upsert(DIMENSIONS, 'high', pack([...createSeeds(100)]))
    const countRead = async () => (await second.nearest(QUERY, 100, 'high')).rowsRead
    expect([await countRead(), await countRead()]).toEqual([100, 100])
    await first.nearest(QUERY, 100, 'medium')
    expect([await countRead(), await countRead()]).toEqual([100, 0])
    await second.drop()
    await first.nearest(QUERY, 100, 'high')
    expect((await first.nearest(QUERY, 100, 'high')).rowsRead).toBe(0)
  })

  it('scores given documents from memory, those without a vector left out', async () => {
    const seeds = createSeeds(300)
    const index = openIndex(openNodeDatabase())
    await index.upsert(DIMENSIONS, 'high', pack([...seeds]))
    const ranked = await index.rank(QUERY, Float64Array.of(900, 7, 300, 1_000), 4, 'high')
    const expected = scoreExactly(seeds).filter(({ doc }) => doc === 7 || doc === 300)
    expect([...ranked.docs]).toEqual(expected.map(({ doc }) => doc))
    expect(ranked.rowsRead).toBe(0)
  })
})

describe('low priority', () => {
  it('ranks by the estimate of the codes after any sequence of writes, before and after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(createOperation('low'), { maxLength: 8 }), async (steps) => {
        const database = openNodeDatabase()
        const index = openIndex(database)
        const seeds = new Map<number, number>()
        for (const step of steps) {
          applyTo(seeds, step)
          await send(index, step)
        }
        const expected = estimateNaively(seeds)
        for (const opened of [index, openIndex(database)]) {
          const nearest = await opened.nearest(QUERY, 1_000, 'low')
          const ranked = await opened.rank(QUERY, Float64Array.from([...seeds.keys(), 5_000]), 2_000, 'low')
          expect(listHits(ranked).slice(0, 1_000)).toEqual(listHits(nearest))
          const scores = new Map(listHits(nearest))
          for (const { doc, score } of expected.slice(0, 1_000)) expect(scores.get(doc)).toBeCloseTo(score, 5)
          expect(nearest.rowsRead + ranked.rowsRead).toBe(0)
          if (seeds.size > 0) expect([nearest.exact, ranked.exact]).toEqual([false, false])
        }
      }),
      { numRuns: 30 },
    )
  })

  it('gives a vector the cosine 1 to itself and every other one something between -1 and 1', async () => {
    const index = openIndex(openNodeDatabase())
    await index.upsert(DIMENSIONS, 'low', pack([[1, 123_456], ...Array.from({ length: 50 }, (_, at) => [at + 2, at] as const)]))
    const hits = listHits(await index.nearest(QUERY, 51, 'low'))
    expect(hits[0]).toEqual([1, expect.closeTo(1, 5)])
    expect(hits.slice(1).every(([, score]) => Math.abs(score ?? NaN) < 1)).toBe(true)
  })

  it('answers a query without direction with zeros', async () => {
    const index = openIndex(openNodeDatabase())
    await index.upsert(DIMENSIONS, 'low', pack([...createSeeds(3)]))
    expect(listHits(await index.nearest(new Float32Array(DIMENSIONS), 2, 'low'))).toEqual([
      [1, 0],
      [2, 0],
    ])
  })
})

describe('a change of priority', () => {
  it('between high and medium takes effect with the next call and changes no answer', async () => {
    const index = openIndex(openNodeDatabase())
    await index.upsert(DIMENSIONS, 'medium', pack([...createSeeds(400)]))
    const medium = await index.nearest(QUERY, 400, 'medium')
    const rows = []
    for (const priority of ['high', 'high', 'medium', 'high', 'high'] as const) {
      const found = await index.nearest(QUERY, 400, priority)
      expect({ ...found, rowsRead: 400 }).toEqual(medium)
      rows.push(found.rowsRead)
    }
    expect(rows).toEqual([400, 0, 400, 400, 0])
  })

  it.each([
    ['high', 'low'],
    ['low', 'high'],
  ] as const)('from %s to %s leaves a space as it was first written, until it is dropped', async (before, after) => {
    const database = openNodeDatabase()
    const index = openIndex(database)
    await index.upsert(DIMENSIONS, before, pack([...createSeeds(300)]))
    await index.upsert(DIMENSIONS, after, pack([[301, 9_000]]))
    for (const opened of [index, openIndex(database)]) {
      expect(await opened.count()).toBe(301)
      expect((await opened.nearest(QUERY, 10, after)).exact).toBe(before !== 'low')
    }
    await index.drop()
    await index.upsert(DIMENSIONS, after, pack([[1, 1]]))
    expect((await index.nearest(QUERY, 10, after)).exact).toBe(after !== 'low')
  })
})

describe('the nearest of clustered vectors with a decaying spectrum', () => {
  it.each([
    ['high', 0.99, 0.001],
    ['medium', 0.99, 0.001],
    ['low', 0.65, 0.06],
  ] as const)('with %s priority: at least %d of the exact 100, scores %d off on average', async (priority, recall, distance) => {
    const { vectors, queries } = makeSet(DIMENSIONS, 5_000, 20)
    const index = openIndex(openNodeDatabase())
    const rows = Array.from({ length: 5_000 }, (_, row) => vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS))
    const quantised = rows.map((row) => quantise(rotateVector(row)))
    const bytes = Int8Array.from(quantised.flatMap(({ values }) => [...values]))
    const scales = Float32Array.from(quantised, ({ scale }) => scale)
    await index.upsert(DIMENSIONS, priority, { docs: Float64Array.from(rows.keys()), scales, bytes })
    let found = 0
    let squares = 0
    for (let at = 0; at < 20; at++) {
      const query = queries.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS)
      const exact = Float64Array.from(rows, (row) => row.reduce((sum, value, place) => sum + value * (query[place] ?? 0), 0))
      const order = Array.from(exact.keys()).sort((left, right) => (exact[right] ?? 0) - (exact[left] ?? 0))
      const best = new Set(order.slice(0, 100))
      const nearest = await index.nearest(rotateVector(query), 100, priority)
      expect(nearest.rowsRead).toBeLessThanOrEqual(priority === 'low' ? 0 : 2_000)
      for (const [doc, score] of listHits(nearest)) {
        if (best.has(doc)) found++
        squares += ((score ?? NaN) - (exact[doc] ?? NaN)) ** 2
      }
    }
    expect(found / 2_000).toBeGreaterThanOrEqual(recall)
    expect(Math.sqrt(squares / 2_000)).toBeLessThanOrEqual(distance)
  })
})
