import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src/contracts/errors.ts'
import { viewCollection } from '../../../../src/domain/catalog/index.ts'
import { searchFacetValues } from '../../../../src/domain/search/index.ts'
import { DEFINITION, HIDDEN_WORD, makeDocuments } from '../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

const harness = createSearchHarness()
await harness.create('things', {
  ...DEFINITION,
  fields: [...(DEFINITION.fields ?? []), { name: 'box.secret', type: 'string', search: 'a', facet: 'disjunctive', hidden: true }],
})
await harness.write('things', [
  ...makeDocuments(5, 200),
  { id: 'nested', title: 'crate', box: { secret: HIDDEN_WORD, width: 3 }, 'box.secret': HIDDEN_WORD },
  { id: 'listed', title: 'crate', box: [{ secret: HIDDEN_WORD, width: 1 }, [{ secret: HIDDEN_WORD }]] },
])
await harness.embed('things')
const open = harness.searcher('things')
const trusted = harness.searcher('things', { scopes: ['documents:readHidden'] })

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('hidden fields', () => {
  test('are in no document, highlight, facet or trace of a caller without documents:readHidden', async () => {
    for (const mode of ['keyword', 'semantic', 'hybrid'] as const) {
      const { hits, facets, facetStats } = await open({
        q: 'desk oak crate',
        mode,
        facets: ['*'],
        explain: true,
        perPage: 250,
        highlight: ['title', 'brand'],
      })
      expect(hits.length).toBeGreaterThan(10)
      for (const hit of hits) {
        expect(JSON.stringify(hit)).not.toMatch(/embargoed|"cost"|secret/)
        expect(Object.keys(hit.document)).not.toContain('note')
      }
      expect(Object.keys({ ...facets, ...facetStats }).filter((name) => /cost|note|secret/.test(name))).toEqual([])
    }
  })

  test('leave the rest of a nested or listed object', async () => {
    const { hits } = await open({ q: 'crate', mode: 'keyword', fields: ['box'] })
    expect(hits.map(({ id, document }) => [id, document])).toEqual([
      ['listed', { box: [{ width: 1 }, [{}]] }],
      ['nested', { box: { width: 3 } }],
    ])
  })

  test('are there for a caller with it', async () => {
    const { hits, facets } = await trusted({ q: '', facets: ['*'], perPage: 250, filter: 'cost EXISTS', sort: ['cost:asc'] })
    expect(hits.length).toBeGreaterThan(10)
    expect(facets['cost']?.values.length).toBeGreaterThan(1)
    expect(facets['box.secret']).toBeDefined()
    expect(hits.every(({ document }) => typeof document['cost'] === 'number')).toBe(true)
  })

  test('are never found by their words, not even by a caller that may read them', async () => {
    for (const search of [open, trusted]) expect((await search({ q: HIDDEN_WORD, mode: 'keyword' })).query.unknown).toEqual([HIDDEN_WORD])
  })

  test('answer as if they did not exist to filters, refinements, facets, sorts, fields and highlights', async () => {
    expect(await codeOf(open({ filter: 'cost > 1' }))).toBe('filter.field')
    expect(await codeOf(open({ refine: 'box.secret EXISTS' }))).toBe('filter.field')
    expect(await codeOf(open({ facets: ['cost'] }))).toBe('search.facet_field')
    expect(await codeOf(open({ sort: ['cost:asc'] }))).toBe('search.sort_field')
    // as any name that nothing declares: documents may hold it, and none shows it
    const [hidden, undeclared] = await Promise.all(
      ['note', 'nothing'].map((name) => open({ q: 'oak', mode: 'keyword', fields: [name], highlight: false, perPage: 250 })),
    )
    expect(hidden?.hits).toEqual(undeclared?.hits)
    expect(await codeOf(open({ highlight: ['box.secret'] }))).toBe('search.field')
    const ctx = harness.context('search')
    expect(await codeOf(searchFacetValues(harness.search, ctx, { collection: 'things', field: 'cost', query: '', limit: 5 }))).toBe(
      'search.facet_field',
    )
  })

  test('are not described to a caller that may not read them', async () => {
    const collection = await harness.find('things')
    const view = await viewCollection(harness.catalog, harness.context(), { collection })
    expect(view.fields?.map(({ name }) => name)).not.toContain('cost')
    expect((await viewCollection(harness.catalog, harness.context('documents:readHidden'), { collection })).fields).toHaveLength(17)
  })

  test('do not share a kept result set between callers of different rights', async () => {
    const mine = await trusted({ q: 'desk', facets: ['*'] })
    const theirs = await open({ q: 'desk', facets: ['*'], resultSetId: mine.resultSetId })
    expect(theirs.resultSetId).not.toBe(mine.resultSetId)
    expect(theirs.facets['cost']).toBeUndefined()
  })
})
