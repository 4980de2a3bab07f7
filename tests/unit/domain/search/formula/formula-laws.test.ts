import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FEATURES as FEATURE_NAMES, type ProfileDefinition, type ProfileWeights } from '../../../../../src/contracts/ranking.ts'
import type { SearchResponse } from '../../../../../src/contracts/search.ts'
import { DEFINITION, PROFILE, makeDocuments } from '../../../../support/search-corpus.ts'
import { type Harness, createSearchHarness } from '../../../../support/search-harness.ts'
import { checkScores } from '../laws.ts'
import { arbitraryCall } from '../requests.ts'

/** The same corpus under every profile: once without any, which is what the others are held against. */
async function open(profile: ProfileDefinition | null): Promise<Harness> {
  const harness = createSearchHarness()
  await harness.create('things', DEFINITION)
  await harness.write('things', makeDocuments(21, 240))
  await harness.embed('things')
  if (profile) await harness.serve('things', profile)
  return harness
}

const plain = await open(null)
/** Profiles that say what is done without one, in several ways. */
const silent: ProfileDefinition[] = [
  {},
  { fusion: 'convex', weights: { keyword: 1, semantic: 'auto' } },
  { weights: { keyword: 'auto', popularity: 0, freshness: 0, distance: 0, intent: 0.1, rules: 0.1 }, features: PROFILE.features },
  { vectors: { content: 1, name: 0.5 }, categories: { field: 'category', weights: { Home: {} } } },
]
const defaults = await Promise.all(silent.map(open))
const kernels = await Promise.all((['convex', 'reciprocal-rank', 'max'] as const).map((fusion) => open({ ...PROFILE, fusion })))

const weight = fc.constantFrom(0, 0.1, 1, 7)
const arbitraryWeights = fc.dictionary(fc.constantFrom(...FEATURE_NAMES), weight, { maxKeys: 6 }).map((weights): ProfileWeights => ({ ...weights }))

/** What of a search its ranking decides. */
const decided = ({ total, hits }: SearchResponse): unknown => [
  total,
  hits.map(({ id, score, trace }) => [id, score, trace?.features.filter(({ name }) => name === 'keyword' || name === 'semantic')]),
]

describe('a formula', { timeout: 60_000 }, () => {
  test('that says nothing, or the defaults, ranks to the last digit as no profile does', () =>
    fc.assert(
      fc.asyncProperty(arbitraryCall, fc.nat(defaults.length - 1), async (call, which) => {
        const request = { ...call, explain: true, perPage: 250 }
        plain.results.clear()
        const expected = decided(await plain.searcher('things')(request))
        const harness = defaults[which] as Harness
        harness.results.clear()
        expect(decided(await harness.searcher('things')(request))).toEqual(expected)
      }),
      { numRuns: 60 },
    ))

  test('explains every score to 1e-9 by every kernel, whatever the request weighs', () =>
    fc.assert(
      fc.asyncProperty(arbitraryCall, fc.nat(kernels.length - 1), arbitraryWeights, async (call, which, weights) => {
        const harness = kernels[which] as Harness
        harness.results.clear()
        expect(await checkScores(harness.searcher('things'), { ...call, weights })).toEqual([])
      }),
      { numRuns: 60 },
    ))

  test('gives each feature the share of the weights that it was given, and a weight of 0 exactly nothing', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(kernels.length - 1), arbitraryWeights, async (which, weights) => {
        const harness = kernels[which] as Harness
        harness.results.clear()
        const { hits } = await harness.searcher('things')({ q: 'desk lamp', mode: 'keyword', near: { lat: 10, lng: 20 }, weights, explain: true })
        const given = { ...PROFILE.weights, ...weights }
        const words = typeof given.keyword === 'number' ? given.keyword : 1
        const meaning = typeof given.semantic === 'number' ? given.semantic : 0
        // by words alone the words have what both sides were given; without words meaning has all, and is given 1
        const sides = words === 0 && given.semantic === undefined ? 1 : words + meaning
        const read = ['popularity', 'freshness', 'rating', 'availability', 'distance'] as const
        const sum = sides + read.reduce((total, name) => total + (given[name] ?? 0), 0)
        for (const { trace } of hits) {
          const weightOf = (name: string): number => trace?.features.find((feature) => feature.name === name)?.weight ?? 0
          expect(weightOf('keyword')).toBeCloseTo(sum === 0 ? 0 : sides / sum, 12)
          for (const name of read) expect(weightOf(name)).toBeCloseTo(sum === 0 ? 0 : (given[name] ?? 0) / sum, 12)
          for (const feature of trace?.features ?? []) if (feature.weight === 0) expect(feature.contribution).toBe(0)
        }
      }),
      { numRuns: 60 },
    ))
})
