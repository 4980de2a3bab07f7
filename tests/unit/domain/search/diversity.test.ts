import { describe, expect, test } from 'vitest'
import type { SearchHit } from '../../../../src/contracts/search.ts'
import type { Collection } from '../../../../src/domain/catalog/index.ts'
import { DEFINITION } from '../../../support/search-corpus.ts'
import { type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'

async function open(documents: readonly unknown[], options: { embedded?: boolean; definition?: object } = {}) {
  const harness = createSearchHarness()
  await harness.create('things', { ...DEFINITION, ...options.definition })
  await harness.write('things', documents)
  if (options.embedded === true) await harness.embed('things')
  return { harness, search: harness.searcher('things') }
}

const walnut: SearchInput = { mode: 'keyword', q: 'walnut', explain: true, perPage: 250 }
const ids = (hits: readonly SearchHit[]): string => hits.map(({ id }) => id).join(' ')
const told = (hits: readonly SearchHit[]): unknown[] =>
  hits.flatMap(({ id, trace }) => trace?.reasons?.flatMap(({ name, value }) => (name === 'moved' ? [`${id} ${value}`] : [])) ?? [])

/** 24 desks that tie, by id: five of acme, four of birch, then one of a brand each. */
const DESKS = Array.from({ length: 24 }, (_unused, at) => ({
  id: `d${String(at).padStart(2, '0')}`,
  title: 'walnut desk',
  brand: at < 5 ? 'acme' : at < 9 ? 'birch' : `brand${at}`,
  kind: at % 2 === 0 ? 'even' : 'odd',
}))
const cap = { field: 'brand', cap: 2, window: 20 }

describe('a cap', () => {
  test('moves what is beyond it behind the window, in order, scores and counts as they were', async () => {
    const { search } = await open(DESKS)
    const plain = await search(walnut)
    const capped = await search({ ...walnut, diversity: cap })
    expect(ids(plain.hits)).toBe(DESKS.map(({ id }) => id).join(' '))
    // two of acme and two of birch stay, 15 others follow and do not fill the window: then those beyond the cap, in order
    const moved = ['d02', 'd03', 'd04', 'd07', 'd08']
    expect(ids(capped.hits)).toBe([...DESKS.map(({ id }) => id).filter((id) => !moved.includes(id)), ...moved].join(' '))
    expect(told(capped.hits)).toEqual([
      'd02 moved from rank 3: third of brand acme',
      'd03 moved from rank 4: fourth of brand acme',
      'd04 moved from rank 5: fifth of brand acme',
      'd07 moved from rank 8: third of brand birch',
      'd08 moved from rank 9: fourth of brand birch',
    ])
    expect(capped.hits[0]?.trace?.reasons).toEqual([{ name: 'diversity', value: 'at most 2 of one brand among the first 20' }])
    expect(capped.total).toBe(24)
    expect(new Map(capped.hits.map(({ id, score }) => [id, score]))).toEqual(new Map(plain.hits.map(({ id, score }) => [id, score])))
    expect(capped.hits.map(({ rank }) => rank)).toEqual(capped.hits.map((_hit, at) => at + 1))
  })

  test('is decided before refinements: refining takes hits away and moves none', async () => {
    const { search } = await open(DESKS)
    const capped = await search({ ...walnut, diversity: cap })
    const refined = await search({ ...walnut, diversity: cap, refine: 'kind = "even"' })
    expect(ids(refined.hits)).toBe(ids(capped.hits.filter(({ document }) => document['kind'] === 'even')))
  })

  test('leaves documents without a value, and those of several collections of one brand each, where they are', async () => {
    const { search } = await open(DESKS.map(({ brand: _brand, ...document }) => document))
    expect(ids((await search({ ...walnut, diversity: cap })).hits)).toBe(ids((await search(walnut)).hits))
  })

  test('counts groups where hits are groups, and moves a group as a whole', async () => {
    const models = DESKS.flatMap((document, at) => [
      { ...document, attr_model: `m${at}` },
      { ...document, id: `${document.id}b`, title: 'walnut desk again', attr_model: `m${at}` },
    ])
    const { search } = await open(models)
    const grouped = await search({ ...walnut, diversity: cap, group: { field: 'attr_model', size: 2 } })
    expect(ids(grouped.hits)).toBe(ids((await (await open(DESKS)).search({ ...walnut, diversity: cap })).hits))
    for (const { id, group } of grouped.hits)
      expect({ total: group?.total, inner: group?.hits.map((inner) => inner.id) }).toEqual({ total: 2, inner: [`${id}b`] })
    expect(told(grouped.hits)[0]).toBe('d02 moved from rank 3: third of brand acme')
  })

  test('holds for a window however much is found, and beyond the first 500 moves nothing', async () => {
    const many = Array.from({ length: 1_200 }, (_unused, at) => ({
      id: `d${String(at).padStart(4, '0')}`,
      title: 'walnut desk',
      brand: at < 490 ? 'acme' : `brand${at}`,
      kind: at < 600 ? 'first' : 'last',
    }))
    const { search } = await open(many)
    const diversity = { field: 'brand', cap: 1, window: 20 }
    const { hits } = await search({ ...walnut, diversity })
    // one of acme and the ten others of the first 500; the other 489 come next, and the 501st is still the 501st
    expect(hits.slice(0, 12).map(({ document }) => document['brand'])).toEqual(['acme', ...many.slice(490, 500).map(({ brand }) => brand), 'acme'])
    const page = await search({ ...walnut, diversity, page: 3 })
    expect(page.hits[0]?.id).toBe('d0500')
    const refined = await search({ ...walnut, diversity, refine: 'kind = "last"' })
    expect(refined.hits[0]?.id).toBe('d0600')
  })
})

describe('diversity', () => {
  test('of the collection serves searches that ask for none of their own and for no sort', async () => {
    const { search } = await open(DESKS, { definition: { ranking: { diversity: cap } } })
    const plain = ids((await search({ ...walnut, diversity: false })).hits)
    const capped = ids((await search({ ...walnut, diversity: cap })).hits)
    expect(ids((await search(walnut)).hits)).toBe(capped)
    expect(capped).not.toBe(plain)
    expect(ids((await search({ ...walnut, q: '' })).hits)).toBe(capped)
    expect(ids((await search({ ...walnut, sort: ['size:asc'] })).hits)).toBe(plain)
    expect(ids((await search({ ...walnut, sort: ['size:asc'], diversity: cap })).hits)).toBe(capped)
  })

  test('of a collection by a field that a caller may not be told of is refused when it is defined', async () => {
    const harness = createSearchHarness()
    for (const [field, path] of [
      ['nobody', 'ranking.diversity.field'],
      ['cost', 'ranking.diversity.field'],
      ['title', 'ranking.diversity.field'],
      ['colors', 'ranking.diversity.field'],
    ])
      await expect(harness.create('things', { ...DEFINITION, ranking: { diversity: { ...cap, field: field ?? '' } } })).rejects.toMatchObject({
        code: 'collections.schema',
        errors: [{ path }],
      })
    const mmr = { lambda: 0.5, window: 50, field: 'cost' }
    await expect(harness.create('things', { ...DEFINITION, ranking: { diversity: { mmr } } })).rejects.toMatchObject({
      errors: [{ path: 'ranking.diversity.mmr.field' }],
    })
  })

  test.each([
    [{ ...cap, field: 'nobody' }, 'diversity.field'],
    [{ ...cap, field: 'cost' }, 'diversity.field'],
    [{ ...cap, field: 'title' }, 'diversity.field'],
    [{ ...cap, field: 'tags' }, 'diversity.field'],
    [{ mmr: { lambda: 0.5, window: 50, field: 'note' } }, 'diversity.mmr.field'],
    [{ mmr: { lambda: 0.5, window: 50, field: 'price' } }, 'diversity.mmr.field'],
  ])('refuses %j', async (diversity, path) => {
    const { search } = await open(DESKS)
    await expect(search({ ...walnut, diversity })).rejects.toMatchObject({ code: 'search.diversity_field', errors: [{ path }] })
  })
})

describe('maximal marginal relevance', () => {
  const PAIRS = [
    { id: '1', title: 'walnut oak desk' },
    { id: '2', title: 'walnut oak desk' },
    { id: '3', title: 'walnut oak desk' },
    { id: '4', title: 'walnut brass lamp' },
    { id: '5', title: 'walnut linen chair' },
  ]
  const mmr = { lambda: 0.5, window: 20 }

  test('puts first what is different, by the words of the title without vectors', async () => {
    const { search } = await open(PAIRS)
    const { hits } = await search({ ...walnut, diversity: { mmr } })
    expect(ids(hits)).toBe('1 4 5 2 3')
    expect(told(hits)).toEqual(['2 moved from rank 2: 1.00 like 1, which stands above it', '3 moved from rank 3: 1.00 like 1, which stands above it'])
    expect(hits[0]?.trace?.reasons).toEqual([
      { name: 'diversity', value: 'maximal marginal relevance, lambda 0.5, over the first 20, by terms of title' },
    ])
    expect(ids((await search({ ...walnut, diversity: { mmr: { ...mmr, lambda: 1 } } })).hits)).toBe('1 2 3 4 5')
  })

  test('compares by a field where one is named', async () => {
    const { search } = await open(PAIRS.map((document, at) => ({ ...document, brand: at < 4 ? 'acme' : 'birch' })))
    expect(ids((await search({ ...walnut, diversity: { mmr: { ...mmr, field: 'brand' } } })).hits)).toBe('1 5 2 3 4')
  })

  test('compares by vectors where a learnt model makes them, and says so when they are not to be had', async () => {
    const { harness } = await open(PAIRS, { embedded: true })
    const learnt = (collection: Collection | null): Collection | null =>
      collection?.model ? { ...collection, model: { ...collection.model, blob: 'learnt' } } : collection
    const collections = {
      ...harness.search.collections,
      find: async (tenant: string, name: string) => learnt(await harness.search.collections.find(tenant, name)),
    }
    const known = { get: () => undefined, put: () => {} }
    const found = await harness.searcher('things', { ports: { collections, known } })({ ...walnut, diversity: { mmr } })
    expect(ids(found.hits).slice(0, 1)).toBe('1')
    expect(ids(found.hits).slice(-3)).toBe('2 3')
    expect(found.hits[0]?.trace?.reasons?.at(-1)?.value).toContain('by vectors of content')
    const embedDocuments = () => Promise.reject(new Error('no model'))
    harness.results.clear()
    const without = await harness.searcher('things', { ports: { collections, known, embedDocuments } })({ ...walnut, diversity: { mmr } })
    expect(ids(without.hits)).toBe('1 4 5 2 3')
    expect(without.degraded).toEqual(['semantic'])
    expect(without.resultSetId).not.toBe(found.resultSetId)
  })
})
