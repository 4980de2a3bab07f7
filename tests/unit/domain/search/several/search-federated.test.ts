import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { FederatedHit, FederatedResponse } from '../../../../../src/contracts/several.ts'
import { severalRequest } from '../../../../../src/contracts/several.ts'
import { deleteDocuments } from '../../../../../src/domain/ingestion/index.ts'
import { type SearchPorts, searchFederated } from '../../../../../src/domain/search/index.ts'
import { compareBytes } from '../../../../../src/shared/compare.ts'
import { DEFINITION, makeDocuments } from '../../../../support/search-corpus.ts'
import { type SearchInput, createSearchHarness } from '../../../../support/search-harness.ts'
import { arbitraryCall } from '../requests.ts'

type Item = SearchInput & { collection: string; weight?: number }
type Federate = { page?: number; perPage?: number; resultSetId?: string }

async function open(things: number, others: number) {
  const harness = createSearchHarness()
  for (const [name, seed, count] of [
    ['things', 21, things],
    ['others', 22, others],
  ] as const) {
    await harness.create(name, DEFINITION)
    await harness.write(name, makeDocuments(seed, count))
    await harness.embed(name)
  }
  const federate = async (items: readonly Item[], federate: Federate = {}, ports: Partial<SearchPorts> = {}): Promise<FederatedResponse> => {
    const request = severalRequest.parse({ searches: items, federate })
    const response = await searchFederated({ ...harness.search, ...ports }, harness.context('search'), {
      searches: request.searches,
      federate: request.federate ?? { page: 1, perPage: 20 },
    })
    await harness.settle()
    return response
  }
  return { harness, federate }
}

const { harness, federate } = await open(260, 120)

/** The whole lists, read as a caller reads them, and their federation by the definition. */
async function federateNaively(items: readonly Item[]): Promise<{ key: string; score: number }[]> {
  type Found = { key: string; id: string; places: { search: number; rank: number; weight: number }[] }
  const found = new Map<string, Found>()
  for (const [search, { collection, weight = 1, ...request }] of items.entries()) {
    const run = harness.searcher(collection)
    for (let page = 1; page <= 4; page++) {
      const { hits } = await run({ ...request, page, perPage: 250 })
      for (const { id, rank } of hits) {
        const key = `${collection}/${id}`
        const known = found.get(key) ?? { key, id, places: [] }
        known.places.push({ search, rank, weight })
        found.set(key, known)
      }
    }
  }
  const scored = [...found.values()].map(({ key, id, places }) => {
    const best = places.toSorted((a, b) => b.weight / (60 + b.rank) - a.weight / (60 + a.rank) || b.weight - a.weight || a.search - b.search)[0]
    return { key, id, score: places.reduce((sum, { rank, weight }) => sum + weight / (60 + rank), 0), ...(best ?? { search: 0, rank: 0, weight: 0 }) }
  })
  scored.sort((a, b) => b.score - a.score || b.weight - a.weight || a.search - b.search || a.rank - b.rank || compareBytes(a.id, b.id))
  return scored.map(({ key, score }) => ({ key, score }))
}

const keyOf = ({ collection, id, score }: Pick<FederatedHit, 'collection' | 'id' | 'score'>) => ({ key: `${collection}/${id}`, score })

const item: fc.Arbitrary<Item> = fc
  .tuple(arbitraryCall, fc.constantFrom('things', 'others'), fc.constantFrom(undefined, 1, 0.5, 3))
  .map(([{ facets, ...request }, collection, weight]) => ({
    ...request,
    facets: (facets ?? []).slice(0, 2),
    collection,
    ...(weight === undefined ? {} : { weight }),
  }))
const items = fc.array(item, { minLength: 1, maxLength: 4 })
const reached = { shared: 0, deep: 0 }

describe('a federated list', { timeout: 60_000 }, () => {
  test('is the federation of the whole lists, and its pages partition it', () =>
    fc.assert(
      fc.asyncProperty(items, fc.constantFrom(7, 20, 60), fc.boolean(), async (searches, perPage, forgotten) => {
        const expected = await federateNaively(searches)
        const first = await federate(searches, { perPage })
        const hits = [...first.hits]
        for (let page = 2; (page - 1) * perPage < expected.length && page * perPage <= 1000 && page <= 6; page++) {
          if (forgotten) harness.results.clear()
          const next = await federate(searches, { page, perPage, resultSetId: first.resultSetId })
          expect([next.resultSet, next.resultSetId]).toEqual([forgotten ? 'recomputed' : 'kept', first.resultSetId])
          expect([next.total, next.exhaustive]).toEqual([first.total, first.exhaustive])
          hits.push(...next.hits)
          reached.deep++
        }
        expect(hits.map(keyOf)).toEqual(expected.slice(0, hits.length))
        expect(hits.length).toBe(Math.min(expected.length, perPage * 6))
        expect(hits.map(({ federated }) => federated.rank)).toEqual(hits.map((_hit, at) => at + 1))
        expect(first).toMatchObject({ total: expected.length, exhaustive: { total: true } })
        if (hits.some(({ federated }) => federated.contributions.length > 1)) reached.shared++
      }),
      { numRuns: 50 },
    ))

  test('under equal ids has equal hits, whatever was kept', () =>
    fc.assert(
      fc.asyncProperty(items, items, async (left, right) => {
        const first = await federate(left)
        harness.results.clear()
        const again = await federate(left, { perPage: 10 })
        expect(again.resultSetId).toBe(first.resultSetId)
        expect(again.hits).toEqual(first.hits.slice(0, 10))
        const other = await federate(right)
        if (other.resultSetId === first.resultSetId) expect(other.hits.map(keyOf)).toEqual(first.hits.map(keyOf))
      }),
      { numRuns: 20 },
    ))

  test('shows a hit as its own search does', async () => {
    const searches = [
      { collection: 'things', q: 'walnut desk', explain: true, fields: ['title'], facets: ['brand'] },
      { collection: 'others', q: 'oak', weight: 1.05 },
    ]
    const { hits, results } = await federate(searches)
    const alone = await harness.searcher('things')({ q: 'walnut desk', explain: true, fields: ['title'], facets: ['brand'] })
    const shown = hits.filter(({ search }) => search === 0)
    expect(shown.length).toBeGreaterThan(0)
    for (const { federated, collection, search, score, ...hit } of shown) {
      expect({ ...hit, score: federated.ownScore }).toEqual(alone.hits[hit.rank - 1])
      expect([collection, search, score]).toEqual(['things', 0, 1 / (60 + hit.rank)])
    }
    expect(results).toMatchObject([
      { collection: 'things', total: alone.total, resultSetId: alone.resultSetId, facets: alone.facets, query: alone.query },
      { collection: 'others' },
    ])
    expect(Object.keys(results[0] ?? {})).not.toContain('hits')
  })

  test('is the same from a store that keeps nothing', async () => {
    const searches = [
      { collection: 'things', q: 'desk' },
      { collection: 'things', q: 'oak' },
      { collection: 'others', q: 'oak' },
    ]
    const nothing = { get: async () => null, latest: () => null, put: async () => {} }
    for (const page of [1, 3]) {
      const kept = await federate(searches, { page })
      const unkept = await federate(searches, { page }, { results: nothing })
      expect(unkept.hits).toEqual(kept.hits)
      expect(unkept.resultSet).toBe('fresh')
    }
  })
})

afterAll(() => {
  for (const [name, count] of Object.entries(reached)) expect(count, name).toBeGreaterThan(5)
})

describe('the pages of a federated list', () => {
  test('do not move when documents are written, and lose only what is deleted', async () => {
    const { harness, federate } = await open(80, 60)
    const searches = [
      { collection: 'things', q: 'desk' },
      { collection: 'others', q: 'desk' },
    ]
    const first = await federate(searches, { perPage: 10 })
    const second = await federate(searches, { page: 2, perPage: 10, resultSetId: first.resultSetId })
    const gone = second.hits[3] as FederatedHit
    await deleteDocuments(harness.ingestion, harness.context(), { collection: gone.collection, ids: [gone.id] })
    await harness.write('things', [{ id: 'new', title: 'desk desk desk' }])
    const again = await federate(searches, { page: 2, perPage: 10, resultSetId: first.resultSetId })
    expect(again.resultSet).toBe('kept')
    expect(again.hits).toEqual(second.hits.filter(({ id }) => id !== gone.id))
  })

  test('are computed again under another name when their sets are gone and the catalog has changed', async () => {
    const { harness, federate } = await open(80, 60)
    const searches = [{ collection: 'things', q: 'desk' }]
    const first = await federate(searches)
    await harness.write('things', [{ id: 'new', title: 'desk desk desk' }])
    harness.results.clear()
    const again = await federate(searches, { page: 2, resultSetId: first.resultSetId })
    expect(again.resultSet).toBe('recomputed')
    expect(again.resultSetId).not.toBe(first.resultSetId)
  })

  test('of other weights are another list', async () => {
    const searches = [
      { collection: 'things', q: 'desk' },
      { collection: 'others', q: 'desk' },
    ]
    const first = await federate(searches)
    const weighed = await federate([{ ...searches[0], weight: 3, collection: 'things' }, searches[1] as Item], { resultSetId: first.resultSetId })
    expect(weighed.resultSet).toBe('recomputed')
    expect(weighed.resultSetId).not.toBe(first.resultSetId)
  })

  test('reach 1,000 hits and no further', async () => {
    const searches = [{ collection: 'things', q: 'desk' }]
    expect((await federate(searches, { page: 50, perPage: 20 })).hits).toEqual([])
    await expect(federate(searches, { page: 51, perPage: 20 })).rejects.toMatchObject({
      code: 'search.page_too_deep',
      errors: [{ path: 'federate.page' }],
    })
  })

  test('fail with the search that fails, and say which', async () => {
    const good = { collection: 'things', q: 'desk' }
    await expect(federate([good, { collection: 'nobody', q: 'desk' }])).rejects.toMatchObject({
      code: 'collections.not_found',
      errors: [{ path: 'searches[1]' }],
    })
    await expect(federate([good, { ...good, filter: 'price <' }])).rejects.toMatchObject({
      code: 'filter.syntax',
      errors: [{ path: 'searches[1].filter', offset: 7 }],
    })
  })

  test('give a total that is a floor, and say so, where two searches of one collection find more than is listed', async () => {
    const { harness, federate } = await open(0, 0)
    for (const kind of ['one', 'two']) {
      const documents = Array.from({ length: 900 }, (_unused, at) => ({ id: `${kind}${at}`, title: 'desk', kind }))
      await harness.write('things', documents)
    }
    const all = { collection: 'things', mode: 'keyword' as const, q: 'desk' }
    const both = await federate([all, { ...all, filter: 'kind = "two"' }])
    expect([both.total, both.exhaustive.total]).toEqual([1800, false])
    const halves = await federate([
      { ...all, filter: 'kind = "one"' },
      { ...all, filter: 'kind = "two"' },
    ])
    expect([halves.total, halves.exhaustive.total]).toEqual([1800, true])
  })
})
