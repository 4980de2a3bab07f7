import { describe, expect, test, vi } from 'vitest'
import { retrieveStatement } from '../../../../src/adapters/d1/search/retrieve-statement.ts'
import type { FieldDefinition } from '../../../../src/contracts/collection.ts'
import type { RetrievalRequest } from '../../../../src/domain/search/index.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

/** As many fields as a collection may have, of every kind that can be counted. */
const KINDS: readonly Partial<FieldDefinition>[] = [
  { type: 'string', facet: 'disjunctive' },
  { type: 'string[]', facet: 'conjunctive' },
  { type: 'string', facet: 'hierarchical' },
  { type: 'number', facet: 'range' },
  { type: 'boolean', facet: 'disjunctive' },
]
const fields = Array.from({ length: 256 }, (_unused, at) => ({ name: `f${at}`, ...KINDS[at % KINDS.length] })) as FieldDefinition[]
const documents = Array.from({ length: 30 }, (_unused, at) => ({
  id: `d${at}`,
  note: 'walnut desk',
  ...Object.fromEntries(
    fields.map(({ name, type }) => [
      name,
      type === 'number' ? at : type === 'boolean' ? at % 2 === 0 : type === 'string[]' ? [`v${at % 3}`] : `a > v${at % 4}`,
    ]),
  ),
}))

const harness = createSearchHarness()
await harness.create('things', { fields, vectors: [] })
await harness.write('things', documents)

/** The statements of a search as the adapter would send them. */
function spy(columns: RetrievalRequest['columns'] = []) {
  const seen: RetrievalRequest[] = []
  const index = {
    ...harness.search.index,
    retrieve: async (given: RetrievalRequest) => {
      const request = { ...given, columns }
      seen.push(request)
      return harness.search.index.retrieve(request)
    },
  }
  const search = harness.searcher('things', { ports: { index } })
  return { search, statements: () => seen.map(retrieveStatement) }
}

const places = fields.map((_field, at) => at)
const strings = places.filter((at) => at % 5 === 0)
const refineBy = (count: number): string =>
  strings
    .slice(0, count)
    .map((at) => `f${at} IN ["a > v0", "a > v1", "a > v2"]`)
    .join(' AND ')

/** The most SELECTs that one UNION of the statement has. */
function mostUnited(sql: string): number {
  const open = [1]
  let most = 1
  for (const [token] of sql.matchAll(/[()]|\bUNION\b/g)) {
    if (token === '(') open.push(1)
    else if (token === ')') open.pop()
    else most = Math.max(most, (open[open.length - 1] = (open.at(-1) ?? 1) + 1))
  }
  return most
}

describe('the statements of a search', () => {
  test('count every facet there can be, in one statement that D1 takes', async () => {
    const { search, statements } = spy()
    const response = await search({
      q: 'walnut',
      mode: 'keyword',
      facets: ['*'],
      refine: refineBy(8),
      filter: 'f3 >= 0 AND f0 != "none"',
      sort: ['_score'],
    })
    expect(Object.keys({ ...response.facets, ...response.facetStats })).toHaveLength(256)
    const plain = await search({ q: 'walnut', mode: 'keyword', facets: ['f1', 'f255'], refine: refineBy(8), filter: 'f3 >= 0 AND f0 != "none"' })
    for (const name of ['f1', 'f255']) expect(response.facets[name]).toEqual(plain.facets[name])
    expect(response.total).toBe(23)
    expect(response.facetStats['f3']?.count).toBe(23)
    for (const { sql, params } of statements()) {
      expect(params.length).toBeLessThanOrEqual(100)
      expect(sql.length).toBeLessThan(100_000)
      // R is named a few times for every 40 facets: each naming is read anew
      expect(sql.match(/\b(FROM|JOIN) m\b/g)?.length ?? 0).toBeLessThan(40)
    }
    // as many statements as searches: facets never take one of their own
    expect(statements()).toHaveLength(2)
  })

  test('take 32 refinements, and say so clearly beyond', async () => {
    const { search } = spy()
    expect((await search({ q: 'walnut', mode: 'keyword', refine: refineBy(32), facets: ['f0', 'f250'] })).facets['f0']).toBeDefined()
    await expect(search({ q: 'walnut', mode: 'keyword', refine: refineBy(33) })).rejects.toMatchObject({ code: 'filter.too_complex' })
  })

  test('bind at most 100 values whatever a filter lists', async () => {
    const { search, statements } = spy()
    const long = strings.map((at) => `f${at} IN [${Array.from({ length: 15 }, (_unused, value) => `"x${at} ${value}"`).join(', ')}]`)
    const filter = long.slice(0, 40).join(' OR ')
    expect(
      (
        await search({
          q: 'walnut',
          mode: 'keyword',
          filter,
          refine: `f0 IN [${Array.from({ length: 900 }, (_unused, at) => `"${at}"`).join(',')}]`,
          facets: ['f0', 'f2'],
        })
      ).total,
    ).toBe(0)
    for (const { params } of statements()) expect(params.length).toBeLessThanOrEqual(100)
  })

  test('take as many clauses, forms, boosts, groups, diversity and values of two formulas as there may be, in one statement', async () => {
    const fieldColumns = Array.from({ length: 10 }, (_unused, field) => ({ kind: 'field' as const, field }))
    const distances = [1, 2].map((field) => ({ kind: 'distance' as const, field, lat: 52.52, lng: 13.405 }))
    const { search, statements } = spy([...fieldColumns, ...distances])
    const many = Array.from({ length: 48 }, (_unused, at) => `w${String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26))}x`)
    const alternatives = Object.fromEntries(
      many.map((word, at) => [word, [{ terms: at % 2 === 0 ? ['walnut', 'desk'] : ['wal'], prefix: at % 2 === 1, weight: 0.8 }]]),
    )
    const response = await search({
      q: many.join(' '),
      mode: 'keyword',
      alternatives,
      boosts: strings.slice(0, 8).map((at) => ({ filter: `f${at} = "a > v1" OR f${at} = "a > v2"`, weight: 0.3 })),
      refine: refineBy(16),
      facets: ['*'],
      diversity: { field: 'f0', cap: 2, window: 20 },
      group: { field: 'f5', size: 10 },
    })
    expect({ total: response.totalDocuments, plan: response.query.plan, unknown: response.query.unknown }).toEqual({
      total: 23,
      plan: 'all',
      unknown: undefined,
    })
    for (const { sql, params } of statements()) {
      expect(params.length).toBeLessThanOrEqual(96)
      expect(sql.length).toBeLessThan(99_000)
    }
  })

  test('unite at most five SELECTs at once, as D1 demands, whatever makes a document a candidate', async () => {
    await harness.create('many', {
      fields: [{ name: 'note', type: 'text', search: 'a' }, ...fields.slice(0, 10)],
      vectors: [{ name: 'content', fields: ['note'], weight: 1, priority: 'high' }],
    })
    await harness.write('many', documents)
    await harness.embed('many')
    const seen: RetrievalRequest[] = []
    const index = {
      ...harness.search.index,
      retrieve: async (request: RetrievalRequest) => (seen.push(request), harness.search.index.retrieve(request)),
    }
    const search = harness.searcher('many', { ports: { index } })
    const boosts = [{ filter: 'f0 = "a > v1"', weight: 0.3 }]
    for (const refine of [undefined, 'f5 = "a > v1"'])
      for (const group of [undefined, { field: 'f5', size: 3 }])
        await search({
          q: 'walnut',
          boosts,
          diversity: { field: 'f0', cap: 2, window: 20 },
          ...(refine ? { refine } : {}),
          ...(group ? { group } : {}),
        })
    const pinned = seen.flatMap((request) => [request, { ...request, pinned: ['d1', 'd2'] }])
    expect(seen.every(({ neighbours }) => neighbours.length > 0)).toBe(true)
    expect(Math.max(...pinned.map((request) => mostUnited(retrieveStatement(request).sql)))).toBe(5)
    for (const request of pinned) await harness.db.all(retrieveStatement(request))
  })

  test('know no word where the keyword table has been replaced, so that the search goes on and is planned again', async () => {
    const { tenant } = harness.context('search')
    const collection = await harness.search.collections.find(tenant, 'things')
    if (!collection) throw new Error('There is no collection.')
    const words = [{ term: 'plant', prefix: null }]
    const replaced = { ...collection, generation: collection.generation + 1 }
    expect(await harness.search.index.findKnown(replaced, words)).toEqual(new Set())
  })

  test('answer with columns that D1 takes, however long the ids of groups are', async () => {
    await harness.create('long', {
      fields: [
        { name: 'title', type: 'text', search: 'a' },
        { name: 'model', type: 'string' },
      ],
      vectors: [],
    })
    const id = (at: number): string => `${'長'.repeat(122)}${String(at).padStart(6, '0')}`
    const many = Array.from({ length: 4_200 }, (_unused, at) => ({ id: id(at), title: 'walnut', model: `m${at % 420}` }))
    for (let at = 0; at < many.length; at += 1_000) await harness.write('long', many.slice(at, at + 1_000))
    const seen: RetrievalRequest[] = []
    const index = {
      ...harness.search.index,
      retrieve: async (request: RetrievalRequest) => (seen.push(request), harness.search.index.retrieve(request)),
    }
    const search = harness.searcher('long', { ports: { index } })
    const response = await search({ q: 'walnut', mode: 'keyword', perPage: 250, group: { field: 'model', size: 10 } })
    expect({ groups: response.total, documents: response.totalDocuments }).toEqual({ groups: 420, documents: 4_200 })
    // the ids of all would be 1.6 MB: the first documents of every group come before the last of any
    for (const { group } of response.hits) expect(group?.hits.length).toBeGreaterThan(7)
    const { rows } = await harness.db.all(retrieveStatement(seen[0] as RetrievalRequest))
    for (const value of Object.values(rows[0] ?? {})) expect(Buffer.byteLength(String(value))).toBeLessThan(2_000_000)
  })

  test('treat names and values as data', async () => {
    const { search } = spy()
    for (const value of ["'; DROP TABLE documents; --", 'x" OR 1=1', '\u0000', '%', '?1']) {
      expect(
        (await search({ q: '', filter: `f0 = ${JSON.stringify(value)}`, refine: `f2 = ${JSON.stringify(value)}`, facets: ['f2', 'f0'] })).total,
      ).toBe(0)
    }
    expect((await search({ q: '' })).total).toBe(30)
  })
})
