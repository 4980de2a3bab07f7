import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type SearchResponse, searchRequest } from '../../../../src/contracts/search.ts'
import { searchDocuments } from '../../../../src/domain/search/index.ts'
import { COMMON, DEFINITION, SOME, makeDocuments } from '../../../support/search-corpus.ts'
import { type Harness, type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'
import type { Alternative } from '../../../../src/domain/search/understanding/query.ts'
import { understandAs } from '../../../support/understood.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

const RUNS = 150

/** Queries that most documents match, by words of which many documents have the same scores, in scopes and refined. */
const request = fc.record({
  q: fc.array(fc.constantFrom(...COMMON, ...SOME), { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  mode: fc.constantFrom('keyword' as const, 'semantic' as const, 'hybrid' as const),
  filter: fc.constantFrom(undefined, undefined, 'price EXISTS', 'NOT brand = "birch"'),
  refine: fc.constantFrom(undefined, undefined, 'brand != "acme"', 'inStock = true'),
  weights: fc.constantFrom(undefined, undefined, { keyword: 1, semantic: 0 }, { keyword: 0.2, semantic: 0.8 }, { keyword: 0, semantic: 1 }),
  alternatives: fc.constantFrom<Record<string, Alternative[]>[]>(
    {},
    { desk: [{ terms: ['oak', 'lamp'], prefix: false, weight: 0.8 }] },
    { oak: [{ terms: ['chair'], prefix: true, weight: 1 }] },
  ),
  boosts: fc.constantFrom<NonNullable<SearchInput['boosts']>[]>(
    [],
    [],
    [{ filter: 'brand = "acme"', weight: 0.9 }],
    [{ filter: 'price < 20', weight: 0.7 }],
    [
      { filter: 'inStock = true', weight: 0.6 },
      { filter: 'brand = "birch"', weight: 0.9 },
    ],
  ),
})

async function makeShop(size: number): Promise<Harness> {
  const harness = createSearchHarness()
  await harness.create('things', DEFINITION)
  await harness.write('things', makeDocuments(41, size))
  await harness.embed('things')
  return harness
}
const [first, whole] = await Promise.all([makeShop(700), makeShop(700)])

async function ask(harness: Harness, { alternatives, boosts, ...input }: SearchInput, depth: 'page' | 'whole'): Promise<SearchResponse> {
  const request = understandAs(searchRequest.parse(input), { ...(alternatives ? { alternatives } : {}), ...(boosts ? { boosts } : {}) })
  const response = await searchDocuments(harness.search, harness.context('search'), { collection: 'things', request, depth })
  await harness.settle()
  return response
}

async function isCut(harness: Harness, { resultSetId }: SearchResponse): Promise<boolean> {
  return (await harness.results.get(resultSetId))?.set.cut === true
}

/** What two answers share when they show the same result set. */
function view({ resultSetId, hits, total, facets, facetStats, query, exhaustive }: SearchResponse) {
  return { resultSetId, total, facets, facetStats, plan: query.plan, exhaustive, hits: hits.map(({ id, score, trace }) => ({ id, score, trace })) }
}

describe('a first page from 200 candidates', () => {
  test('shows what it would show of all of them, scores to the last bit', async () => {
    let cut = 0
    await fc.assert(
      fc.asyncProperty(request, fc.integer({ min: 1, max: 10 }), async (input, page) => {
        const shown = { ...input, facets: ['brand', 'tags'], page, perPage: 10, explain: true }
        const short = await ask(first, shown, 'page')
        const all = await ask(whole, shown, 'whole')
        expect(view(short)).toEqual(view(all))
        const [some, every] = await Promise.all([first.results.get(short.resultSetId), whole.results.get(all.resultSetId)])
        if (some?.set.cut) cut++
        expect(some?.set.ids).toEqual(every?.set.ids.slice(0, some?.set.ids.length))
      }),
      { numRuns: RUNS },
    )
    expect(cut).toBeGreaterThan(RUNS / 4)
  })

  test('works a later page out anew, and from then on keeps what it is a page of', async () => {
    const harness = await makeShop(1200)
    const asked = { q: 'desk oak', mode: 'keyword', perPage: 50 } as const
    const opening = await ask(harness, asked, 'page')
    expect([opening.total > 250, await isCut(harness, opening)]).toEqual([true, true])
    const pages = await Promise.all([1, 2, 5].map((page) => ask(harness, { ...asked, resultSetId: opening.resultSetId, page }, 'page')))
    expect(pages.map(({ resultSet, resultSetId }) => [resultSet, resultSetId === opening.resultSetId])).toEqual([
      ['kept', true],
      ['kept', true],
      ['recomputed', true],
    ])
    expect(await isCut(harness, opening)).toBe(false)
    expect((await ask(harness, { ...asked, resultSetId: opening.resultSetId, page: 5 }, 'page')).resultSet).toBe('kept')
  })
})
