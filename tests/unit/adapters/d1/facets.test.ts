import { describe, expect, test } from 'vitest'
import { retrieveStatement } from '../../../../src/adapters/d1/search/retrieve-statement.ts'
import type { RetrievalRequest } from '../../../../src/domain/search/index.ts'
import { createMemoryResultSets } from '../../../support/memory-result-sets.ts'
import { type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'

const FACETS = ['brand', 'tags', 'path', 'price', 'sizes', 'sold']
const documents = Array.from({ length: 60 }, (_unused, at) => ({
  id: `d${at}`,
  note: at % 3 === 0 ? 'oak' : 'walnut',
  brand: `b${at % 7}`,
  ...(at % 3 === 0 ? {} : { tags: [`t${at % 5}`, `t${at % 4}`] }),
  path: ['a', 'a > b', `a > b${at % 4}`, 'c'][at % 4],
  price: at / 10,
  sizes: [at % 6, (at % 6) + 0.1],
  sold: at % 4 === 1,
}))

const harness = createSearchHarness()
for (const name of ['things', 'others']) {
  await harness.create(name, {
    fields: [
      { name: 'note', type: 'text', search: 'a' },
      { name: 'brand', type: 'string', facet: 'disjunctive' },
      { name: 'tags', type: 'string[]', facet: 'conjunctive' },
      { name: 'path', type: 'string', facet: 'hierarchical' },
      { name: 'price', type: 'number', facet: 'range' },
      { name: 'sizes', type: 'number[]', facet: 'range' },
      { name: 'sold', type: 'boolean', facet: 'disjunctive' },
    ],
    vectors: [],
  })
  await harness.write(name, documents)
}

/** The facets of a search, never a kept answer's, and its statement; `change` stands in for rules. */
async function facetsOf(input: SearchInput, change: Partial<RetrievalRequest> = {}) {
  const seen: RetrievalRequest[] = []
  const retrieve = async (given: RetrievalRequest) => {
    seen.push({ ...given, ...change })
    return harness.search.index.retrieve({ ...given, ...change })
  }
  const search = harness.searcher('things', {
    ports: { index: { ...harness.search.index, retrieve }, results: createMemoryResultSets(() => harness.clock.now) },
  })
  const { facets, facetStats } = await search({ mode: 'keyword', facets: FACETS, facetLimit: 4, ...input })
  return { counted: { facets, facetStats }, sql: seen.map((request) => retrieveStatement(request).sql).join() }
}

const REFINEMENTS = [
  '',
  'brand = "b1"',
  'tags = "t1"',
  'path = "a > b"',
  'price >= 2.5',
  'sizes < 3',
  'sold = true',
  'brand IN ["b6", "b1"] AND price < 4 AND tags = "t2"',
]

describe('the values of a whole collection, read from their index, count as those of its documents do', () => {
  test.each(REFINEMENTS)('refined by "%s"', async (refine) => {
    const whole = await facetsOf({ q: '', ...(refine ? { refine } : {}) })
    const listed = await facetsOf({ q: '', filter: 'price >= 0', ...(refine ? { refine } : {}) })
    expect(whole.counted).toEqual(listed.counted)
    if (refine === '' || refine === 'brand = "b1"') expect(whole.sql).toContain('facet_values_by_value')
    expect(listed.sql).not.toContain('facet_values v INDEXED BY facet_values_by_value')
  })

  test('and a hidden document counts nowhere', async () => {
    const hidden = await facetsOf({ q: '' }, { hidden: ['d8'] })
    expect(hidden.counted).toEqual((await facetsOf({ q: '', filter: 'id != "d8"' })).counted)
    expect(hidden.counted).not.toEqual((await facetsOf({ q: '' })).counted)
  })
})

test.each(REFINEMENTS)('facets asked for together count as each does alone, refined by "%s"', async (refine) => {
  for (const q of ['', 'walnut']) {
    const request = { q, ...(refine ? { refine } : {}) }
    const { facets, facetStats } = (await facetsOf(request)).counted
    const alone = await Promise.all(FACETS.map(async (name) => (await facetsOf({ ...request, facets: [name] })).counted))
    expect(facets).toEqual(Object.assign({}, ...alone.map((counted) => counted.facets)))
    expect(facetStats).toEqual(Object.assign({}, ...alone.map((counted) => counted.facetStats)))
    expect(Object.keys({ ...facets, ...facetStats }).toSorted()).toEqual(FACETS.toSorted())
  }
})

test('which facets are asked for, how many of a kind and what is chosen leaves the statement as it is', async () => {
  const { sql } = await facetsOf({ q: 'walnut', facets: ['brand'], refine: 'brand = "b1"' })
  expect((await facetsOf({ q: 'walnut', facets: ['brand'], refine: 'brand = "b2"' })).sql).toBe(sql)
  const plain = await facetsOf({ q: 'walnut', facets: ['brand'] })
  expect((await facetsOf({ q: 'walnut', facets: ['sold', 'brand'] })).sql).toBe(plain.sql)
})

test.each(['', 'walnut'])('a chosen value is listed beyond the limit, with its count, of "%s"', async (q) => {
  const facetsWith = async (more: SearchInput) => (await facetsOf({ q, facets: ['brand', 'price'], ...more })).counted.facets['brand']?.values ?? []
  const all = await facetsWith({ facetLimit: 100 })
  const chosen = all.at(-1)
  const shown = await facetsWith({ facetLimit: 2, refine: `brand = ${JSON.stringify(chosen?.value)}` })
  expect(shown).toEqual([...all.slice(0, 2), { ...chosen, selected: true }])
})
