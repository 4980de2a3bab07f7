import { expect, test } from 'vitest'
import { retrieveStatement } from '../../../../src/adapters/d1/search/retrieve-statement.ts'
import type { RetrievalRequest } from '../../../../src/domain/search/index.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

const harness = createSearchHarness()
await harness.create('things', {
  fields: [
    { name: 'brand', type: 'string', facet: 'disjunctive' },
    { name: 'tags', type: 'string[]', facet: 'conjunctive' },
    { name: 'price', type: 'number', facet: 'range', sort: true },
    { name: 'place', type: 'geo' },
  ],
  vectors: [],
})
await harness.write(
  'things',
  Array.from({ length: 40 }, (_unused, at) => ({
    id: `d${(at * 7) % 40}`,
    brand: `b${at % 3}`,
    ...(at % 4 === 0 ? {} : { tags: [`t${at % 2}`] }),
    price: at,
    place: { lat: at, lng: 0 },
  })),
)

/** How SQLite finds the documents of a browse. */
async function planOf(filter: string): Promise<string> {
  const seen: RetrievalRequest[] = []
  const retrieve = async (request: RetrievalRequest) => (seen.push(request), harness.search.index.retrieve(request))
  await harness.searcher('things', { ports: { index: { ...harness.search.index, retrieve } } })({ q: '', filter, perPage: 1 })
  const [statement] = seen.map(retrieveStatement)
  if (statement === undefined) throw new Error('expected a statement')
  const { rows } = await harness.db.all({ sql: `EXPLAIN QUERY PLAN ${statement.sql}`, params: statement.params })
  return rows
    .map((row) => String(row['detail']))
    .filter((detail) => detail.startsWith('SEARCH o') || detail.startsWith('SCAN o'))
    .at(0) as string
}

test.each([
  'brand = "b1"',
  'brand IN ["b1", "b2"] AND NOT price > 20',
  'price > 3 AND price < 9',
  'tags EXISTS AND (brand = "b1" OR id = "d3")',
  '_geoRadius(place, 3, 0, 500000)',
])('what %s lists is looked up by key, without the bodies', async (filter) => {
  expect(await planOf(filter)).toBe('SEARCH o USING COVERING INDEX documents_by_key (key=? AND collection_id=?)')
})

test.each(['NOT brand = "b1"', 'brand != "b1"', 'tags IS NULL', 'id != "d1" AND price != 3', 'brand = "b1" OR NOT price > 2', 'NOT tags EXISTS'])(
  'under %s the collection is walked along its ids, and no other is read',
  async (filter) => {
    expect(await planOf(filter)).toBe('SEARCH o USING COVERING INDEX documents_by_id (collection_id=?)')
  },
)
