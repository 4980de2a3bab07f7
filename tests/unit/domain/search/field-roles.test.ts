import { describe, expect, test } from 'vitest'
import { createSearchHarness } from '../../../support/search-harness.ts'

/** Words chosen so that no two of them lie in one place of the hashed embedder. */
const harness = createSearchHarness()
await harness.create('films', {
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'plot', type: 'text' },
    { name: 'shelf', type: 'string' },
    { name: 'genre', type: 'string', facet: 'disjunctive' },
  ],
  vectors: [
    { name: 'plot', fields: ['plot'], weight: 1, priority: 'high' },
    { name: 'genre', fields: ['genre'], weight: 1, priority: 'high' },
  ],
})
await harness.write('films', [
  { id: 'harbour', title: 'Nightfall', plot: 'sailor harbour pirates', shelf: 'basement', genre: 'thriller' },
  { id: 'garden', title: 'Daybreak', plot: 'roses orchid spring', shelf: 'attic', genre: 'romance' },
])
await harness.embed('films')
const search = harness.searcher('films')
const find = async (input: Parameters<typeof search>[0]) => (await search({ understand: false, ...input })).hits.map(({ id }) => id)

describe('a field', () => {
  test('of a vector that is neither searched nor counted is found by meaning alone', async () => {
    expect(await find({ q: 'sailor', mode: 'keyword' })).toEqual([])
    expect((await find({ q: 'sailor', mode: 'semantic' }))[0]).toBe('harbour')
    await expect(find({ facets: ['plot'] })).rejects.toMatchObject({ code: 'search.facet_field' })
  })

  test('that only filters is found by neither side', async () => {
    expect(await find({ filter: 'shelf = "attic"' })).toEqual(['garden'])
    expect(await find({ q: 'attic', mode: 'keyword' })).toEqual([])
    expect(await find({ q: 'attic', mode: 'semantic', filter: 'shelf = "attic"' })).toEqual([])
  })

  test('that is both a vector and a filter works as each', async () => {
    expect((await find({ q: 'romance', mode: 'semantic' }))[0]).toBe('garden')
    expect(await find({ filter: 'genre = "romance"' })).toEqual(['garden'])
    expect((await search({ facets: ['genre'] })).facets['genre']?.values.map(({ value }) => value)).toEqual(['romance', 'thriller'])
    expect(await find({ q: 'sailor', mode: 'semantic', filter: 'genre = "romance"' })).toEqual([])
  })
})
