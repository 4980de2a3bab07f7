import fc from 'fast-check'
import type { Rule } from '../../../../src/contracts/rules.ts'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { ProfileDefinition } from '../../../../src/contracts/ranking.ts'
import { DEFINITION, PROFILE, SINGLE_FACETS, makeDocuments } from '../../../support/search-corpus.ts'
import { makeLive } from '../../../support/live-rules.ts'
import { makeRule, onWords } from '../../../support/rules.ts'
import { type Harness, type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'
import { checkFacetChoice, checkFacetSums, checkFolding, checkIdentity, checkPages, checkPermutation, checkScores, checkSubsequence } from './laws.ts'
import { arbitraryBrowsed, arbitraryDiverse, arbitraryGrouped, arbitraryVaried } from './requests.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

/**
 * Corpora of 200 to 500 documents, built once and searched by every property; two of them rank by a profile, two have rules that most
 * searches fire.
 */
const CORPORA: readonly { size: number; profile?: ProfileDefinition; ruled?: boolean }[] = [
  { size: 200 },
  { size: 330 },
  { size: 500 },
  { size: 250, profile: PROFILE },
  { size: 400, profile: { ...PROFILE, fusion: 'reciprocal-rank' } },
  { size: 240, ruled: true },
  { size: 300, ruled: true },
]
const corpora = await Promise.all(
  CORPORA.map(async ({ size, profile, ruled }, index) => {
    const harness = createSearchHarness()
    await harness.create('things', DEFINITION)
    const documents = makeDocuments(11 + index, size)
    await harness.write('things', documents)
    await harness.embed('things')
    if (profile) await harness.serve('things', profile)
    if (ruled) await makeLive(harness, 'things', rulesFor(documents.map(({ id }) => String(id))))
    return harness
  }),
)
const RUNS = 60

/** Every effect, on words, on scopes, on everything; with pins that lie outside some scopes, and one that does not exist. */
function rulesFor(ids: readonly string[]): Rule[] {
  const at = (place: number): string => ids[place] ?? ''
  return [
    makeRule('everywhere', {}, [{ pin: [{ id: at(5), position: 2 }] }, { hide: { ids: [at(6), at(7)] } }]),
    makeRule('desks', onWords('contains', 'desk'), [{ pin: { ids: [at(9), 'nowhere', at(30), at(31)] } }, { hide: { filter: 'colors = "red"' } }]),
    makeRule('lamps', onWords('contains', 'lamp'), [
      { boost: { filter: 'brand = "acme"', weight: 3 } },
      { bury: { filter: 'kind = "two" OR cost > 2', weight: 1 } },
    ]),
    makeRule('chairs', onWords('regex', 'cha.r'), [{ filter: { filter: 'price < 150' } }, { pin: [{ id: at(40), position: 50 }] }]),
    makeRule('oak', onWords('exact', 'oak'), [{ rewrite: { query: 'walnut lamp' } }]),
    // what most choices of a facet would demand, were refinements looked at
    ...['brand', 'kind', 'colors', 'tags', 'inStock'].map((field, place) =>
      makeRule(`any-${field}`, { filter: `${field} EXISTS` }, [
        { hide: { ids: ids.slice(60 + place * 20, 80 + place * 20) } },
        { boost: { filter: 'price < 90', weight: 5 } },
      ]),
    ),
    makeRule('liked', { segment: 'browsing' }, [
      { boost: { filter: 'brand = "acme" OR colors = "red"', weight: 3 } },
      { boost: { filter: 'price < 90', weight: 0.1 } },
      { bury: { filter: 'kind = "two"', weight: 2 } },
    ]),
    makeRule('home', { filter: 'category = "Home"' }, [{ pin: { ids: [at(12), at(13)] } }, { boost: { filter: 'price < 60', weight: 0.5 } }]),
  ]
}

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
  rules: 0,
  refinedRules: 0,
  pins: 0,
  browseBoosts: 0,
  groups: 0,
  refinedGroups: 0,
  diverse: 0,
}

function holds(
  law: (harness: Harness, request: SearchInput) => Promise<string[]>,
  requests = arbitraryVaried,
  { among = fc.nat(CORPORA.length - 1), runs = RUNS } = {},
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(among, requests, async (corpus, request) => {
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
      if (response.total > 0 && response.appliedRules.length > 1) reached[request.refine ? 'refinedRules' : 'rules']++
      if (response.total > 0 && response.appliedRules.some(({ effects }) => effects.includes('pin'))) reached.pins++
      if (response.total > 0 && response.query.plan === 'browse' && response.appliedRules.some(({ effects }) => effects.includes('boost')))
        reached.browseBoosts++
      if (response.total > 0 && request.group) reached[request.refine ? 'refinedGroups' : 'groups']++
      if (response.total > 0 && request.diversity) reached.diverse++
      harness.results.clear()
      expect(await law(harness, request)).toEqual([])
    }),
    { numRuns: runs },
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
  test('groups are the documents, folded', () => holds((harness, request) => checkFolding(harness.searcher('things'), request), arbitraryGrouped))
  test('all of them when rules boost what is browsed', () =>
    holds(
      async (harness, request) => {
        const search = harness.searcher('things')
        return [
          ...(await checkPages(search, request, 41, harness.results.clear)),
          ...(await checkFacetChoice(search, request)),
          ...(await checkSubsequence(search, request)),
          ...(await checkFacetSums(search, request, SINGLE_FACETS)),
          ...(await checkIdentity(search, request, harness.results.clear)),
          ...(await checkScores(search, request)),
          ...(await checkFolding(search, request)),
          ...(await checkPermutation(search, request)),
        ]
      },
      arbitraryBrowsed,
      { among: fc.constantFrom(...CORPORA.flatMap(({ ruled }, at) => (ruled ? [at] : []))), runs: RUNS / 2 },
    ))
  test('diversity only moves', () => holds((harness, request) => checkPermutation(harness.searcher('things'), request), arbitraryDiverse))
})

afterAll(() => {
  for (const [name, count] of Object.entries(reached)) expect(count, name).toBeGreaterThan(10)
})
