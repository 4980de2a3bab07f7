import fc from 'fast-check'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { DEFINITION, SINGLE_FACETS, makeDocuments } from '../../../support/search-corpus.ts'
import { type Harness, type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'
import { checkFacetChoice, checkFacetSums, checkFolding, checkIdentity, checkPages, checkPermutation, checkScores, checkSubsequence } from './laws.ts'
import { arbitraryDiverse, arbitraryGrouped, arbitraryVaried } from './requests.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

/** Corpora of 200 to 500 documents, built once and searched by every property. */
const SIZES = [200, 330, 500]
const corpora = await Promise.all(
  SIZES.map(async (size, index) => {
    const harness = createSearchHarness()
    await harness.create('things', DEFINITION)
    await harness.write('things', makeDocuments(11 + index, size))
    await harness.embed('things')
    return harness
  }),
)
const RUNS = 60

/** How often the generator reached what the laws are hardest for; a law that is never put to the test holds nothing. */
const reached = {
  all: 0,
  any: 0,
  browse: 0,
  empty: 0,
  semantic: 0,
  hybrid: 0,
  alternatives: 0,
  boosts: 0,
  refinedBoosts: 0,
  groups: 0,
  refinedGroups: 0,
  diverse: 0,
}

function holds(law: (harness: Harness, request: SearchInput) => Promise<string[]>, requests = arbitraryVaried): Promise<void> {
  return fc.assert(
    fc.asyncProperty(fc.nat(SIZES.length - 1), requests, async (corpus, request) => {
      const harness = corpora[corpus] as Harness
      harness.results.clear()
      const response = await harness.searcher('things')(request)
      expect(response.degraded).toEqual([])
      expect(response.exhaustive).toEqual({ total: true, facets: true, semantic: true })
      reached[response.query.plan]++
      if (response.total === 0) reached.empty++
      else if (request.mode !== 'keyword') reached[request.mode ?? 'hybrid']++
      if (response.total > 0 && request.mode !== 'semantic' && Object.keys(request.alternatives ?? {}).length > 0) reached.alternatives++
      if (response.total > 0 && request.boosts?.length) reached[request.refine ? 'refinedBoosts' : 'boosts']++
      if (response.total > 0 && request.group) reached[request.refine ? 'refinedGroups' : 'groups']++
      if (response.total > 0 && request.diversity) reached.diverse++
      harness.results.clear()
      expect(await law(harness, request)).toEqual([])
    }),
    { numRuns: RUNS },
  )
}

describe('the laws of a search', { timeout: 60_000 }, () => {
  test('1: kept pages partition the first hits', () => holds((harness, request) => checkPages(harness.searcher('things'), request, 23, null)))
  test('1: recomputed pages partition the first hits', () =>
    holds((harness, request) => checkPages(harness.searcher('things'), request, 41, harness.results.clear)))
  test('2: choosing a facet value gives as many hits as its count', () =>
    holds((harness, request) => checkFacetChoice(harness.searcher('things'), request)))
  test('3: refined hits are a subsequence of unrefined ones, with the same scores', () =>
    holds((harness, request) => checkSubsequence(harness.searcher('things'), request)))
  test('4: values, other and missing of a single-valued facet sum to the result set', () =>
    holds((harness, request) => checkFacetSums(harness.searcher('things'), request, SINGLE_FACETS)))
  test('5: equal result set ids give equal hits, counts and scores', () =>
    holds((harness, request) => checkIdentity(harness.searcher('things'), request, harness.results.clear)))
  test('scores are sums of contributions in [0, 1], and their order is total', () =>
    holds((harness, request) => checkScores(harness.searcher('things'), request)))
  test('groups are the documents, folded', () => holds((harness, request) => checkFolding(harness.searcher('things'), request), arbitraryGrouped))
  test('diversity only moves', () => holds((harness, request) => checkPermutation(harness.searcher('things'), request), arbitraryDiverse))
})

afterAll(() => {
  for (const [name, count] of Object.entries(reached)) expect(count, name).toBeGreaterThan(10)
})
