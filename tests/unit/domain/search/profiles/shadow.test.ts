import { describe, expect, test } from 'vitest'
import type { ShadowReport } from '../../../../../src/contracts/ranking.ts'
import { type SearchPorts, promoteProfile, putProfile, reportShadow, setShadow } from '../../../../../src/domain/search/index.ts'
import { FEATURES, openShop } from '../../../../support/formula-shop.ts'
import type { Harness } from '../../../../support/search-harness.ts'

const collection = 'shop'
/** Ten desks, the last ones sold most. */
const DOCUMENTS = Array.from({ length: 10 }, (_unused, at) => ({ id: `d${at}`, sales: at * 10, title: at === 9 ? 'Chair' : 'Desk' }))
const BY_SALES = { features: FEATURES, weights: { popularity: 1 } }
const logging: Partial<SearchPorts> = { queryLog: { record: async () => {} } }

async function open(definition = BY_SALES) {
  const harness = await openShop(DOCUMENTS)
  const ctx = harness.context('collections:write')
  await putProfile(harness.ranking, ctx, { collection, name: 'sales', definition })
  await setShadow(harness.ranking, ctx, { collection, name: 'sales' })
  return { harness, ctx, search: harness.searcher(collection, { ports: logging }), report: () => reportShadow(harness.ranking, ctx, { collection }) }
}

const pairOf = ({ pairs: [pair] }: ShadowReport) => pair

async function breakShadow(harness: Harness, shadow: unknown): Promise<void> {
  const { id, ranking } = await harness.find(collection)
  const sql = 'UPDATE collections SET ranking = ?2, config_version = config_version + 1 WHERE id = ?1'
  await harness.db.all({ sql, params: [id, JSON.stringify({ ...ranking, shadow })] })
}

describe('a profile in the shadow', () => {
  test('changes nothing of what is served, and what it would have changed is recorded', async () => {
    const { search, report } = await open()
    const plain = (await openShop(DOCUMENTS)).searcher(collection)
    const request = { q: 'Desk', mode: 'keyword' as const, explain: true }
    const served = await search(request)
    expect(served.hits).toEqual((await plain(request)).hits)
    expect(await report()).toEqual({
      shadow: { name: 'sales', version: 1 },
      pairs: [
        {
          served: { name: 'default', version: 0 },
          shadow: { name: 'sales', version: 1 },
          searches: 1,
          errors: 0,
          lastError: null,
          overlap: { mean: 1, least: 1 }, // the same nine desks
          tau: { mean: -1, least: -1 }, // the other way round
          // half of what is missing to full popularity: 1/2 x (1 - log(1 + 10k) / log 1001), over k = 0 to 8
          difference: { mean: expect.closeTo(0.264, 3), largest: expect.closeTo(0.264, 3) },
          sameFirst: 0,
          from: '2026-01-05T12:30:00.000Z',
          to: '2026-01-05T12:30:00.000Z',
          furthest: [{ query: 'desk', overlap: 1, tau: -1 }],
        },
      ],
    })
  })

  test('that ranks as what is served agrees with it in everything', async () => {
    const { harness, ctx, search, report } = await open()
    await promoteProfile(harness.ranking, ctx, { collection, name: 'sales' })
    // promoting ended it: whoever asks for it again may still have it
    await setShadow(harness.ranking, ctx, { collection, name: 'sales', version: 1 })
    await search({ q: 'desk', mode: 'keyword' })
    const pair = pairOf(await report())
    expect(pair).toMatchObject({ overlap: { mean: 1 }, tau: { mean: 1 }, difference: { mean: 0 }, sameFirst: 1, furthest: [] })
    expect(pair?.served).toEqual(pair?.shadow)
  })

  test('is compared where hits are ordered by score, once a result set, when somebody has finished typing', async () => {
    const { harness, search, report } = await open()
    const request = { q: 'desk', mode: 'keyword' as const }
    await search({ ...request, typing: true })
    await search({ ...request, q: '' })
    await search({ ...request, sort: ['releasedAt:desc'] })
    expect((await report()).pairs).toEqual([])
    await search(request)
    await search(request)
    await search({ ...request, page: 2, perPage: 5 })
    expect(pairOf(await report())?.searches).toBe(1)
    harness.clock.now += 3_600_000
    await search(request)
    expect(pairOf(await report())?.searches).toBe(2)
  })

  test('leaves no words behind where queries are not logged, nor of what looks personal', async () => {
    const { harness, report, search } = await open()
    await harness.searcher(collection)({ q: 'desk', mode: 'keyword' })
    await search({ q: 'desk someone@example.com', mode: 'keyword' })
    const { id } = await harness.find(collection)
    expect((await harness.ranking.shadows.list(id)).map(({ query }) => query)).toEqual([null, null])
    expect(pairOf(await report())).toMatchObject({ searches: 2, furthest: [] })
  })

  test.each([
    ['is not there', null],
    ['weighs nothing', { weights: null, features: 7 }],
    ['names a kernel that there is none of', { fusion: 'borda', features: { popularity: null } }],
    ['reads what can not be read', { weights: { popularity: 1 }, features: { popularity: { field: { toString: null }, scale: 1 } } }],
  ])('whose definition %s fails no search, and says so where it throws', async (_how, definition) => {
    const { harness, search, report } = await open()
    await breakShadow(harness, { name: 'broken', version: 3, definition })
    const { hits, degraded } = await search({ q: 'desk', mode: 'keyword' })
    expect([hits.length, hits[0]?.id, degraded]).toEqual([9, 'd0', []])
    expect(pairOf(await report())).toMatchObject({ shadow: { name: 'broken', version: 3 }, searches: 1 })
  })

  test('that throws is recorded with its reason', async () => {
    const { harness, search, report } = await open()
    await breakShadow(harness, { name: 'broken', version: 3, definition: { weights: null } })
    await search({ q: 'desk', mode: 'keyword' })
    expect(pairOf(await report())).toMatchObject({ searches: 1, errors: 1, lastError: expect.stringContaining('null'), overlap: { mean: null } })
  })
})

describe('the comparisons kept', () => {
  const comparison = {
    served: { name: 'default', version: 0 },
    shadow: { name: 'sales', version: 1 },
    query: 'desk',
    overlap: 1,
    tau: 1,
    difference: 0,
    first: true,
    error: null,
  }

  test('are the newest thousand of each collection', async () => {
    const { harness } = await open()
    const other = await harness.create('other', {})
    const { id } = await harness.find(collection)
    await harness.ranking.shadows.record(other.id, comparison, 1)
    const sql = `INSERT INTO shadow_comparisons (collection_id, body, created_at) SELECT ?1, ?2, value FROM json_each(?3)`
    const times = Array.from({ length: 1000 }, (_unused, at) => at)
    await harness.db.all({ sql, params: [id, JSON.stringify(comparison), JSON.stringify(times)] })
    await harness.ranking.shadows.record(id, comparison, 5000)
    const kept = await harness.ranking.shadows.list(id)
    expect([kept.length, kept[0]?.at, kept.at(-1)?.at]).toEqual([1000, 5000, 1])
    expect(await harness.ranking.shadows.list(other.id)).toHaveLength(1)
  })

  test('are at most sixty a minute', async () => {
    const { harness } = await open()
    const { id } = await harness.find(collection)
    const { shadows } = harness.ranking
    for (let at = 0; at < 60; at++) {
      expect(await shadows.hasRoom(id, 100_000 + at)).toBe(true)
      await shadows.record(id, comparison, 100_000 + at)
    }
    expect(await shadows.hasRoom(id, 100_060)).toBe(false)
    expect(await shadows.hasRoom(id, 159_999)).toBe(false)
    expect(await shadows.hasRoom(id, 160_000)).toBe(true)
  })

  test('are none of a collection that is deleted', async () => {
    const { harness } = await open()
    await harness.ranking.shadows.record(4711, comparison, 1)
    expect(await harness.ranking.shadows.list(4711)).toEqual([])
  })
})
