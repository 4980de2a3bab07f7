import { describe, expect, test, vi } from 'vitest'
import { AppError } from '../../../../src/contracts/errors.ts'
import { INTENT_WEIGHT } from '../../../../src/domain/search/decide-weights.ts'
import { deleteDocuments } from '../../../../src/domain/ingestion/index.ts'
import { DEFINITION, makeDocuments } from '../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

const words = (count: number, text: string, prefix: string) =>
  Array.from({ length: count }, (_unused, index) => ({ id: `${prefix}${index}`, title: text, kind: index % 2 === 0 ? 'even' : 'odd' }))

async function open(documents: readonly unknown[], embedded = false) {
  const harness = createSearchHarness()
  await harness.create('things', DEFINITION)
  await harness.write('things', documents)
  if (embedded) await harness.embed('things')
  return { harness, search: harness.searcher('things') }
}

describe('the keyword level', () => {
  test('is all words when 20 documents of the scope have them, whatever is refined', async () => {
    const { search } = await open([...words(20, 'walnut desk', 'b'), ...words(5, 'walnut', 'c')])
    expect((await search({ q: 'walnut desk', mode: 'keyword' })).query.plan).toBe('all')
    const refined = await search({ q: 'walnut desk', mode: 'keyword', refine: 'kind = "even"' })
    expect(refined.query.plan).toBe('all')
    expect(refined.total).toBe(10)
  })

  test('is any word when fewer than 20 of the scope have them all', async () => {
    const { search } = await open([...words(20, 'walnut desk', 'b'), ...words(5, 'walnut', 'c')])
    const scoped = await search({ q: 'walnut desk', mode: 'keyword', filter: 'kind = "even"' })
    expect(scoped.query.plan).toBe('any')
    expect(scoped.total).toBe(10 + 3)
    const { search: fewer } = await open([...words(19, 'walnut desk', 'b'), ...words(5, 'walnut', 'c')])
    expect((await fewer({ q: 'walnut desk', mode: 'keyword' })).total).toBe(24)
  })

  test('passes over words that occur nowhere and names them', async () => {
    const { search } = await open([...words(20, 'walnut desk', 'b'), ...words(5, 'walnut', 'c')])
    const { query, total } = await search({ q: 'Walnuts gryphon', mode: 'keyword' })
    expect({ unknown: query.unknown, total }).toEqual({ unknown: ['gryphon'], total: 25 })
    expect((await search({ q: 'gryphon', mode: 'keyword' })).total).toBe(0)
  })
})

describe('a clause with alternatives', () => {
  const form = (terms: string[], weight = 1, prefix = false) => ({ terms, prefix, weight })

  test('counts for the level by any of its forms, and is known by any', async () => {
    const { search } = await open([...words(12, 'walnut desk', 'b'), ...words(8, 'walnut table', 'c'), ...words(5, 'walnut', 'd')])
    const alternatives = { desk: [form(['tabl'])], gryphon: [form(['walnut', 'tabl'])] }
    expect((await search({ q: 'walnut desk', mode: 'keyword' })).query.plan).toBe('any')
    const { query, total } = await search({ q: 'walnut desk', mode: 'keyword', alternatives })
    expect({ plan: query.plan, total }).toEqual({ plan: 'all', total: 20 })
    const unknown = await search({ q: 'gryphon', mode: 'keyword', alternatives })
    expect({ unknown: unknown.query.unknown, total: unknown.total }).toEqual({ unknown: undefined, total: 8 })
  })

  test('counts as its best form and not as their sum', async () => {
    const { search } = await open([
      { id: 'both', title: 'lawnmower lawn mower' },
      { id: 'joined', title: 'lawnmower petrol here' },
      { id: 'apart', title: 'mower for lawn' },
      ...words(60, 'something else entirely', 'x'),
    ])
    const joined = [form(['lawnmow'], 0.9)]
    const { hits } = await search({
      q: 'lawn mower',
      mode: 'keyword',
      explain: true,
      understand: false,
      alternatives: { lawn: joined, mower: joined },
    })
    const raw = new Map(hits.map((hit) => [hit.id, hit.trace?.features[0]?.raw ?? 0]))
    expect(hits.map(({ id }) => id)).toEqual(['apart', 'both', 'joined'])
    // every word stands in two documents of equal length
    expect(raw.get('both')).toBeCloseTo(raw.get('apart') ?? 0, 9)
    expect(raw.get('joined')).toBeCloseTo(0.9 * (raw.get('apart') ?? 0), 9)
  })

  test('is marked and named by every form that stands in a text, phrases as a whole', async () => {
    const { search } = await open([
      { id: '1', title: 'A lawnmower', description: 'mower without the first word' },
      { id: '2', title: 'Lawn mowers', description: 'lawn' },
    ])
    const alternatives = { lawnmow: [form(['lawn', 'mow'], 1, true)] }
    const { hits } = await search({ q: 'lawnmower', mode: 'keyword', explain: true, alternatives })
    const shown = Object.fromEntries(hits.map(({ id, highlights, trace }) => [id, { ...highlights, matched: trace?.matched }]))
    expect(shown).toEqual({
      1: { title: 'A <mark>lawnmower</mark>', description: 'mower without the first word', matched: { lawnmower: ['title'] } },
      2: { title: '<mark>Lawn</mark> <mark>mowers</mark>', description: 'lawn', matched: { lawnmower: ['title'] } },
    })
  })
})

describe('a boost', () => {
  test('lifts what lies beyond the first 1,000 by words, refined or not, and leaves the counts alone', async () => {
    const { search } = await open([...words(1300, 'walnut desk', 'd'), { id: 'deep', title: 'walnut desk', kind: 'wished' }])
    const boosts = [{ filter: 'kind = "wished"', weight: 1 }]
    for (const request of [{ boosts }, { boosts, refine: 'kind != "odd"' }, { boosts, sort: ['_score'] }]) {
      const { hits, total } = await search({ q: 'walnut', mode: 'keyword', explain: true, ...request })
      expect(total).toBe(request.refine === undefined ? 1301 : 651)
      expect(hits[0]?.id).toBe('deep')
      expect(hits[0]?.score).toBe(1)
      expect(hits[0]?.trace?.features.at(-1)).toMatchObject({ name: 'intent', raw: 1, value: 1 })
      expect(hits[1]?.score).toBeCloseTo(1 / (1 + INTENT_WEIGHT), 9)
    }
    expect((await search({ q: 'walnut', mode: 'keyword', explain: true })).hits[0]?.trace?.features).toHaveLength(2)
  })

  test('does nothing where nothing is searched for', async () => {
    const { search } = await open(words(5, 'walnut desk', 'd'))
    const { hits } = await search({ q: '', explain: true, boosts: [{ filter: 'kind = "odd"', weight: 1 }] })
    expect(hits.map(({ id, score }) => [id, score])).toEqual(['d0', 'd1', 'd2', 'd3', 'd4'].map((id) => [id, 0]))
  })
})

describe('a result set', () => {
  test('of more than 1,000 hits shows the first 1,000 in pages and counts them all', async () => {
    const { search } = await open(words(1300, 'walnut desk', 'd'))
    for (const request of [{ q: 'walnut', mode: 'keyword' as const }, { q: '' }]) {
      const first = await search({ ...request, perPage: 250, facets: ['kind'] })
      expect(first.total).toBe(1300)
      const ids = first.hits.map(({ id }) => id)
      for (const page of [2, 3, 4])
        ids.push(...(await search({ ...request, perPage: 250, page, facets: ['kind'], resultSetId: first.resultSetId })).hits.map(({ id }) => id))
      expect(new Set(ids).size).toBe(1000)
      expect(first.facets['kind']?.values.map(({ count }) => count)).toEqual([650, 650])
    }
    await expect(search({ q: 'walnut', page: 5, perPage: 250 })).rejects.toMatchObject({ code: 'search.page_too_deep' })
  })

  test('holds at most 100 neighbours, and all of them when documents were deleted since they were embedded', async () => {
    const { harness, search } = await open(words(150, 'walnut desk', 'd'), true)
    expect((await search({ q: 'desk', mode: 'semantic' })).total).toBe(100)
    await deleteDocuments(harness.ingestion, harness.context(), {
      collection: 'things',
      ids: Array.from({ length: 15 }, (_unused, index) => `d${index}`),
    })
    const after = await search({ q: 'desk', mode: 'semantic', perPage: 250 })
    expect(after.total).toBe(100)
    expect(after.hits).toHaveLength(100)
  })

  test('stays as it was for later pages while the collection changes, and is new for a first page', async () => {
    const { harness, search } = await open(words(30, 'walnut desk', 'd'))
    const first = await search({ q: 'walnut', mode: 'keyword', perPage: 10 })
    await harness.write('things', words(5, 'walnut desk', 'a'))
    const second = await search({ q: 'walnut', mode: 'keyword', perPage: 10, page: 2, resultSetId: first.resultSetId })
    expect({ resultSet: second.resultSet, total: second.total, id: second.resultSetId }).toEqual({
      resultSet: 'kept',
      total: 30,
      id: first.resultSetId,
    })
    const fresh = await search({ q: 'walnut', mode: 'keyword', perPage: 10 })
    expect({ resultSet: fresh.resultSet, total: fresh.total }).toEqual({ resultSet: 'fresh', total: 35 })
    harness.results.clear()
    const lost = await search({ q: 'walnut', mode: 'keyword', perPage: 10, page: 2, resultSetId: first.resultSetId })
    expect({ resultSet: lost.resultSet, total: lost.total }).toEqual({ resultSet: 'recomputed', total: 35 })
  })

  test('of another configuration is not shown again', async () => {
    const { harness, search } = await open(words(30, 'walnut desk', 'd'))
    const first = await search({ q: 'walnut', mode: 'keyword', perPage: 10, facets: ['*'] })
    await harness.create('things', {
      ...DEFINITION,
      fields: (DEFINITION.fields ?? []).map(({ facet, ...field }) => (field.name === 'kind' || facet === undefined ? field : { ...field, facet })),
    })
    const second = await search({ q: 'walnut', mode: 'keyword', perPage: 10, page: 2, facets: ['*'], resultSetId: first.resultSetId })
    expect(first.facets['kind']).toBeDefined()
    // the isolate may still hold the old definition: what is shown is of one configuration either way
    expect(second.facets['kind'] === undefined).toBe(second.configVersion === 2)
    const third = await search({ q: 'walnut', mode: 'keyword', perPage: 10, facets: ['*'] })
    expect([third.configVersion, third.facets['kind']]).toEqual([2, undefined])
    const fourth = await search({ q: 'walnut', mode: 'keyword', perPage: 10, page: 2, facets: ['*'], resultSetId: first.resultSetId })
    expect([fourth.configVersion, fourth.facets['kind'], fourth.resultSet]).toEqual([2, undefined, 'recomputed'])
  })

  test('without the semantic side has a name of its own and lives ten seconds', async () => {
    const { harness, search } = await open(words(30, 'walnut desk', 'd'), true)
    const whole = await search({ q: 'walnut' })
    const ports = { semantic: { open: async () => Promise.reject(new Error('down')) } }
    harness.results.clear()
    const broken = harness.searcher('things', { ports })
    const degraded = await broken({ q: 'walnut' })
    expect(degraded.degraded).toEqual(['semantic'])
    expect(degraded.resultSetId).not.toBe(whole.resultSetId)
    harness.clock.now += 9_000
    expect((await search({ q: 'walnut' })).resultSetId).toBe(degraded.resultSetId)
    harness.clock.now += 2_000
    expect((await search({ q: 'walnut' })).degraded).toEqual([])
  })
})

describe('odd queries', () => {
  test('are searched as text, whatever they look like', async () => {
    const { search } = await open(
      [
        { id: '1', title: 'constructor of things' },
        { id: '2', title: 'a "quoted" NEAR(desk) OR 1=1; DROP TABLE documents --' },
      ],
      true,
    )
    const odd = [
      'constructor',
      '__proto__',
      'desk OR',
      'NEAR(desk, 2)',
      '"',
      "'; DROP TABLE documents; --",
      'a:desk',
      '*',
      '^desk',
      '-desk',
      '{a b}: desk',
      '\u0000',
      '\ud800',
      '!!! ??? ...',
      'desk '.repeat(1000),
      '日本語 🙂',
    ]
    for (const q of odd) {
      for (const mode of ['keyword', 'hybrid', 'semantic'] as const) {
        const response = await search({ q, mode, explain: true, typing: true })
        expect(response.total, q).toBeGreaterThanOrEqual(0)
        expect(response.query.effective.length).toBeLessThanOrEqual(512)
      }
    }
    const { hits } = await search({ q: 'constructor', mode: 'keyword', explain: true })
    expect(hits[0]?.trace?.matched).toEqual({ constructor: ['title'] })
    expect((await search({ q: 'desk', mode: 'keyword' })).hits.map(({ id }) => id)).toEqual(['2'])
  })

  test('of a collection that does not exist are 404', async () => {
    const { harness } = await open([])
    await expect(harness.searcher('nothing')({ q: 'x' })).rejects.toThrow(AppError)
    await expect(harness.searcher('nothing')({ q: 'x' })).rejects.toMatchObject({ code: 'collections.not_found' })
  })

  test('of an empty collection find nothing and are not degraded', async () => {
    const { search } = await open([])
    for (const q of ['', 'desk']) expect(await search({ q, facets: ['*'] })).toMatchObject({ total: 0, hits: [], degraded: [] })
  })
})

describe('browsing', () => {
  test('goes by the collection’s browse order, then by id', async () => {
    const documents = makeDocuments(9, 60)
    const { search } = await open(documents)
    const { hits, query } = await search({ q: '  ', perPage: 100 })
    expect(query.plan).toBe('browse')
    const keys = hits.map(({ id, document }) => ({
      id,
      at: document['releasedAt'] === undefined || document['releasedAt'] === null ? -Infinity : new Date(document['releasedAt'] as string).getTime(),
    }))
    const sorted = keys.toSorted((left, right) => right.at - left.at || Buffer.compare(Buffer.from(left.id), Buffer.from(right.id)) || 0)
    expect(keys.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id))
  })
})
