import { describe, expect, test, vi } from 'vitest'
import type { SearchResponse } from '../../../../src/contracts/search.ts'
import { DEFINITION } from '../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

async function open(documents: readonly unknown[], options: { embedded?: boolean; definition?: object } = {}) {
  const harness = createSearchHarness()
  await harness.create('things', { ...DEFINITION, ...options.definition })
  await harness.write('things', documents)
  if (options.embedded === true) await harness.embed('things')
  return { harness, search: harness.searcher('things') }
}

const shown = ({ hits }: SearchResponse) => hits.map(({ id, group }) => [id, group?.value, group?.total, group?.hits.map((inner) => inner.id).join()])
const keyword = { mode: 'keyword' as const, q: 'walnut' }

/** Variants of three desks; the shorter the title, the higher the score. */
const DESKS = [
  { id: 'a1', title: 'walnut desk', brand: 'acme', price: 30 },
  { id: 'a2', title: 'walnut desk large', brand: 'acme', price: 10 },
  { id: 'a3', title: 'walnut desk large round table', brand: 'acme', price: 20, kind: 'cheap' },
  { id: 'b1', title: 'walnut desk small', brand: 'birch', price: 40, kind: 'cheap' },
  { id: 'n1', title: 'walnut', price: 25 },
  { id: 'n2', title: 'walnut lamp with a very long title indeed', price: 5, kind: 'cheap' },
]

describe('a grouped search', () => {
  test('shows each group where its best document stands, with the next ones inside it', async () => {
    const { search } = await open(DESKS)
    const response = await search({ ...keyword, group: { field: 'brand', size: 2 } })
    expect(shown(response)).toEqual([
      ['n1', null, 1, ''], // one word: the shortest title
      ['a1', 'acme', 3, 'a2'], // two words; a3 is beyond the size and counted
      ['b1', 'birch', 1, ''],
      ['n2', null, 1, ''], // without a brand: a group of its own
    ])
    expect({ total: response.total, documents: response.totalDocuments }).toEqual({ total: 4, documents: 6 })
    expect(response.hits[1]?.group?.hits[0]).toEqual({
      id: 'a2',
      score: expect.any(Number),
      document: DESKS[1],
      highlights: { title: '<mark>walnut</mark> desk large' },
    })
  })

  test('follows the sort of the request, and counts what the refinements leave', async () => {
    const { search } = await open(DESKS)
    const group = { field: 'brand', size: 3 }
    expect(shown(await search({ ...keyword, group, sort: ['price:asc'] }))).toEqual([
      ['n2', null, 1, ''],
      ['a2', 'acme', 3, 'a3,a1'],
      ['n1', null, 1, ''],
      ['b1', 'birch', 1, ''],
    ])
    const refined = await search({ ...keyword, group, refine: 'kind = "cheap"', facets: ['brand'] })
    expect(shown(refined)).toEqual([
      ['b1', 'birch', 1, ''],
      ['a3', 'acme', 1, ''],
      ['n2', null, 1, ''],
    ])
    expect({ total: refined.total, documents: refined.totalDocuments, missing: refined.facets['brand']?.missing }).toEqual({
      total: 3,
      documents: 3,
      missing: 1,
    })
  })

  test('browses, and shows values as documents have them', async () => {
    const { search } = await open([
      { id: '1', title: 'x', onSale: true, size: 1 },
      { id: '2', title: 'x', onSale: false, category: 'Home > Desks' },
      { id: '3', title: 'x', onSale: true, category: 'Home > Lamps > Oak' },
    ])
    expect(shown(await search({ q: '', group: { field: 'onSale', size: 2 } }))).toEqual([
      ['1', true, 2, '3'],
      ['2', false, 1, ''],
    ])
    // of a hierarchy the first level
    expect(shown(await search({ q: '', group: { field: 'category', size: 2 } }))).toEqual([
      ['1', null, 1, ''],
      ['2', 'Home', 2, '3'],
    ])
  })

  test('shows of its inner documents only what the caller may see', async () => {
    const documents = DESKS.map((document) => ({ ...document, cost: 3 }))
    const { search } = await open(documents)
    const { hits } = await search({ ...keyword, group: { field: 'brand', size: 3 }, fields: ['title', 'cost'] })
    expect(hits[1]?.group?.hits.map(({ document }) => document)).toEqual([{ title: 'walnut desk large' }, { title: 'walnut desk large round table' }])
  })

  test('by true is one of three documents by the display.group of the collection', async () => {
    const { search } = await open(DESKS, { definition: { display: { title: 'title', group: 'brand' } } })
    expect(shown(await search({ ...keyword, group: true }))).toEqual(shown(await search({ ...keyword, group: { field: 'brand', size: 3 } })))
    expect((await search({ ...keyword, group: false })).totalDocuments).toBeUndefined()
    // the definition alone groups nothing
    expect((await search(keyword)).hits).toHaveLength(6)
  })

  test('serves later pages from what it kept, inner documents included, without counting again', async () => {
    const { harness, search } = await open(DESKS)
    const request = { ...keyword, group: { field: 'brand', size: 2 }, perPage: 1 }
    const first = await search(request)
    await harness.write('things', [{ id: 'a4', title: 'walnut desk', brand: 'acme' }])
    const second = await search({ ...request, page: 2, resultSetId: first.resultSetId })
    expect(second).toMatchObject({ resultSet: 'kept', total: 4, totalDocuments: 6 })
    expect(shown(second)).toEqual([['a1', 'acme', 3, 'a2']])
    expect((await search(request)).totalDocuments).toBe(7)
  })

  test('is no page of a search without groups', async () => {
    const { search } = await open(DESKS)
    const plain = await search({ ...keyword, perPage: 2 })
    const grouped = await search({ ...keyword, perPage: 2, resultSetId: plain.resultSetId, group: { field: 'brand', size: 2 } })
    expect(grouped.resultSet).toBe('recomputed')
    expect(grouped.resultSetId).not.toBe(plain.resultSetId)
    expect(grouped).toMatchObject({ total: 4, totalDocuments: 6 })
  })

  test('of more than 1,000 groups shows the first 1,000 and counts all of them and their documents', async () => {
    const documents = Array.from({ length: 2_600 }, (_unused, at) => ({ id: `d${at}`, title: 'walnut desk', brand: `b${at % 1_300}` }))
    const { search } = await open(documents)
    for (const request of [keyword, { q: '' }]) {
      const seen = new Set<string>()
      for (const page of [1, 2, 3, 4]) {
        const response = await search({ ...request, page, perPage: 250, group: { field: 'brand', size: 2 } })
        expect(response).toMatchObject({ total: 1_300, totalDocuments: 2_600 })
        for (const hit of response.hits) {
          expect(hit.group).toMatchObject({ total: 2, hits: [{ id: expect.any(String) }] })
          for (const { id } of [hit, ...(hit.group?.hits ?? [])]) seen.add(id)
        }
      }
      expect(seen.size).toBe(2_000)
    }
    await expect(search({ ...keyword, page: 5, perPage: 250, group: { field: 'brand', size: 2 } })).rejects.toMatchObject({
      code: 'search.page_too_deep',
    })
  })

  test('tells equal scores by id, in groups however large', async () => {
    const documents = Array.from({ length: 900 }, (_unused, at) => ({
      id: `d${(at * 7919) % 900}`,
      title: 'walnut desk',
      brand: at % 2 === 0 ? 'even' : 'odd',
    }))
    const { search } = await open(documents)
    const least = (brand: string): string[] =>
      documents
        .filter((document) => document.brand === brand)
        .map(({ id }) => id)
        .toSorted()
        .slice(0, 3)
    const { hits } = await search({ ...keyword, group: { field: 'brand', size: 3 } })
    for (const hit of hits) expect([hit.id, ...(hit.group?.hits ?? []).map(({ id }) => id)]).toEqual(least(String(hit.group?.value)))
  })

  test('lets the semantic side choose the best of a group from beyond what words put first', async () => {
    const near = { title: 'walnut oak and a few words more than others have', brand: 'acme' }
    const documents = [
      ...Array.from({ length: 400 }, (_unused, at) => ({ id: `d${at}`, title: 'walnut desk lamp', brand: 'acme' })),
      { id: 'near', ...near },
    ]
    const { search } = await open(documents, { embedded: true })
    const weights = { keyword: 0, semantic: 1 }
    const plain = await search({ q: 'walnut oak', weights, perPage: 2 })
    const { hits } = await search({ q: 'walnut oak', weights, group: { field: 'brand', size: 2 } })
    expect(plain.hits[0]?.id).toBe('near')
    expect([hits[0]?.id, ...(hits[0]?.group?.hits ?? []).map(({ id }) => id)]).toEqual(plain.hits.map(({ id }) => id))
  })

  test('keeps a document that is wished for among the shown ones, however many are better by words', async () => {
    const documents = [
      ...Array.from({ length: 60 }, (_unused, at) => ({ id: `d${at}`, title: 'walnut', brand: 'acme' })),
      { id: 'red', title: 'walnut', brand: 'acme', kind: 'red' },
    ]
    const { search } = await open(documents)
    const boosts = [{ filter: 'kind = "red"', weight: 1 }]
    expect((await search({ ...keyword, boosts, group: { field: 'brand', size: 2 } })).hits[0]?.id).toBe('red')
  })

  test.each([
    ['nothing', 'group.field', 'there is no such field'],
    ['cost', 'group.field', 'there is no such field'],
    ['title', 'group.field', 'a text field has no values to tell apart'],
    ['place', 'group.field', 'a geo field has no values to tell apart'],
    ['colors', 'group.field', 'a document may have several values of it'],
  ])('refuses to group by %s', async (field, path, message) => {
    const { search } = await open(DESKS)
    await expect(search({ ...keyword, group: { field, size: 2 } })).rejects.toMatchObject({ code: 'search.group_field', errors: [{ path, message }] })
  })

  test('of a field that nobody has a value of is every document for itself; a hidden field is open to who may see it', async () => {
    const { harness, search } = await open(DESKS.map((document) => ({ ...document, cost: 1 })))
    expect(await search({ ...keyword, group: { field: 'attr_nobody', size: 2 } })).toMatchObject({ total: 6, totalDocuments: 6 })
    const privileged = harness.searcher('things', { scopes: ['documents:readHidden'] })
    expect(await privileged({ ...keyword, group: { field: 'cost', size: 2 } })).toMatchObject({ total: 1, hits: [{ group: { value: 1, total: 6 } }] })
    await expect(search({ ...keyword, group: true })).rejects.toMatchObject({ code: 'search.group_field', errors: [{ path: 'group' }] })
  })
})
