import fc from 'fast-check'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { ProfileDefinition } from '../../../../src/contracts/ranking.ts'
import { DEFINITION, PROFILE, SINGLE_FACETS, makeDocuments } from '../../../support/search-corpus.ts'
import { type Harness, type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'
import { checkFacetChoice, checkFacetSums, checkIdentity, checkPages, checkScores, checkSubsequence } from './laws.ts'
import { arbitraryRequest } from './requests.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

/** Corpora of 200 to 500 documents, built once and searched by every property; two of them rank by a profile. */
const CORPORA: readonly { size: number; profile?: ProfileDefinition }[] = [
  { size: 200 },
  { size: 330 },
  { size: 500 },
  { size: 250, profile: PROFILE },
  { size: 400, profile: { ...PROFILE, fusion: 'reciprocal-rank' } },
]
const corpora = await Promise.all(
  CORPORA.map(async ({ size, profile }, index) => {
    const harness = createSearchHarness()
    await harness.create('things', DEFINITION)
    await harness.write('things', makeDocuments(11 + index, size))
    await harness.embed('things')
    if (profile) await harness.serve('things', profile)
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
  profiles: 0,
  refinedProfiles: 0,
}

function holds(law: (harness: Harness, request: SearchInput) => Promise<string[]>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(fc.nat(CORPORA.length - 1), arbitraryRequest, async (corpus, request) => {
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
      if (response.total > 0 && CORPORA[corpus]?.profile) reached[request.refine ? 'refinedProfiles' : 'profiles']++
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
  test('3: also where the 200th keyword score and the next differ in the last digits alone', async () => {
    const forms = [
      { terms: ['shelf'], prefix: false, weight: 1 },
      { terms: ['oak'], prefix: false, weight: 1 },
    ]
    const request: SearchInput = {
      q: 'the quartz chair',
      filter: 'NOT brand = "birch"',
      refine: 'NOT onSale = true AND attr_finish = "matt"',
      sort: ['price:asc'],
      alternatives: { quartz: forms, chair: forms },
    }
    expect(await checkSubsequence((corpora[2] as Harness).searcher('things'), request)).toEqual([])
  })
  test('4: values, other and missing of a single-valued facet sum to the result set', () =>
    holds((harness, request) => checkFacetSums(harness.searcher('things'), request, SINGLE_FACETS)))
  test('5: equal result set ids give equal hits, counts and scores', () =>
    holds((harness, request) => checkIdentity(harness.searcher('things'), request, harness.results.clear)))
  test('scores are sums of contributions in [0, 1], and their order is total', () =>
    holds((harness, request) => checkScores(harness.searcher('things'), request)))
})

afterAll(() => {
  for (const [name, count] of Object.entries(reached)) expect(count, name).toBeGreaterThan(10)
})
