import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type FeatureColumn,
  compareScored,
  fuseFeatures,
  keywordColumn,
  normaliseWeights,
  semanticColumn,
  shareColumn,
} from '../../../../src/domain/ranking/index.ts'

type Input = { id: string; keyword: number | null; similarity: number | null; boost: number }
type Weights = { keyword: number; semantic: number; intent?: number }
const KERNELS = ['convex', 'reciprocal-rank', 'max'] as const
type Kernel = (typeof KERNELS)[number]

const input = (id: string, keyword: number | null, similarity: number | null, boost = 0): Input => ({ id, keyword, similarity, boost })

function fuse(inputs: readonly Input[], given: Weights, kernel: Kernel = 'convex', nearest: readonly number[] = []) {
  const weights = normaliseWeights({ intent: 0, ...given })
  const keyword = inputs.map((one) => one.keyword)
  const columns: FeatureColumn[] = [
    keywordColumn(weights.keyword, keyword, Math.max(0, ...keyword.map((score) => score ?? 0))),
    semanticColumn(
      weights.semantic,
      inputs.map(({ similarity }) => similarity),
      keyword,
      nearest,
    ),
    shareColumn(
      'intent',
      weights.intent,
      inputs.map(({ boost }) => boost),
    ),
  ]
  return fuseFeatures(columns, kernel)
}

function rank(inputs: readonly Input[], given: Weights, kernel: Kernel = 'convex', nearest: readonly number[] = []) {
  const { scores } = fuse(inputs, given, kernel, nearest)
  return inputs.map(({ id }, at) => ({ id, score: scores[at] ?? 0 })).toSorted(compareScored)
}

const order = (...args: Parameters<typeof rank>): string[] => rank(...args).map(({ id }) => id)

const arbitraryInputs = fc.uniqueArray(
  fc.record({
    id: fc.string({ unit: fc.constantFrom('a', 'B', 'é', '\u{1F600}', '\ue000'), minLength: 1, maxLength: 4 }),
    keyword: fc.option(fc.constantFrom(0.001, 1, 2, 2, 9.5)),
    similarity: fc.option(fc.constantFrom(-0.3, 0, 0.2, 0.2, 0.8)),
    boost: fc.constantFrom(0, 0.1, 1),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
)
const weight = fc.constantFrom(0, 0.3, 1, 7)
const kernel = fc.constantFrom(...KERNELS)

describe('fusion', () => {
  const documents = [
    input('both', 8, 0.6), // good on either side
    input('words', 10, 0), // the best words, no meaning in common
    input('meaning', null, 0.9), // the nearest, without the words
    input('far', null, 0.1), // hardly near
    input('unscored', 8, null), // the same words as `both`, similarity not known
  ]

  test('by words alone goes by the keyword score; equal ones by id', () => {
    // 10 > 8 = 8 > none = none
    for (const one of KERNELS) expect(order(documents, { keyword: 1, semantic: 0 }, one)).toEqual(['words', 'both', 'unscored', 'far', 'meaning'])
  })

  test('by meaning alone goes by similarity, and what is not scored counts as an average match', () => {
    // 0.9 > 0.6 > imputed 0.3 (the mean of both and words) > 0.1 > 0
    for (const one of KERNELS) expect(order(documents, { keyword: 0, semantic: 1 }, one)).toEqual(['meaning', 'both', 'unscored', 'far', 'words'])
  })

  test('convex puts what is good at both first', () => {
    // halves: 0.4+0.33, 0.4+0.17, 0+0.5 and 0.5+0 tie and go by id, 0+0.06
    expect(order(documents, { keyword: 1, semantic: 1 })).toEqual(['both', 'unscored', 'meaning', 'words', 'far'])
  })

  test('by ranks goes by places and not by how far apart the scores are', () => {
    // 61 x (1/62 + 1/62) for both, 61 x (1/62 + 1/63) for unscored, 61 x 1/61 for words and meaning, which tie; far has 61/64
    expect(order(documents, { keyword: 1, semantic: 1 }, 'reciprocal-rank')).toEqual(['both', 'unscored', 'meaning', 'words', 'far'])
  })

  test('by the better side puts the best of each first', () => {
    // 1 = 1 > 0.8 = 0.8 > 0.1 / 0.9
    expect(order(documents, { keyword: 1, semantic: 1 }, 'max')).toEqual(['meaning', 'words', 'both', 'unscored', 'far'])
    // similarity counts half: words 1 > both 0.8 = unscored 0.8 > meaning 0.5 > far
    expect(order(documents, { keyword: 2, semantic: 1 }, 'max')).toEqual(['words', 'both', 'unscored', 'meaning', 'far'])
  })

  test('with a wish lifts what satisfies it, by as much as its weight', () => {
    const wished = [input('plain', 10, null), input('wished', 9.5, null, 1), input('half', 9.6, null, 0.5), input('weak', 5, null, 1)]
    // of 1.1: 0.95 + 0.1, 0.96 + 0.05, 1 + 0, 0.5 + 0.1
    expect(order(wished, { keyword: 1, semantic: 0, intent: 0.1 })).toEqual(['wished', 'half', 'plain', 'weak'])
    expect(order(wished, { keyword: 1, semantic: 0 })).toEqual(['plain', 'half', 'wished', 'weak'])
  })

  test('depends on the ratio of the weights alone', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, kernel, (inputs, keyword, semantic, intent, one) => {
        expect(order(inputs, { keyword, semantic, intent }, one)).toEqual(
          order(inputs, { keyword: keyword * 2, semantic: semantic * 2, intent: intent * 2 }, one),
        )
      }),
    ))

  test('gives every value and score in [0, 1], scores that are sums of contributions, and nothing to a weight of 0', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, kernel, (inputs, keyword, semantic, intent, one) => {
        const { columns, scores } = fuse(inputs, { keyword, semantic, intent }, one)
        scores.forEach((score, at) => {
          const contributions = columns.map(({ contribution }) => contribution[at] ?? Number.NaN)
          for (const value of [score, ...contributions, ...columns.map(({ value: own }) => own[at] ?? Number.NaN)]) {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(1 + 1e-12)
          }
          expect(Math.abs(score - contributions.reduce((sum, own) => sum + own, 0))).toBeLessThan(1e-12)
          columns.forEach(({ weight: own }, place) => {
            if (own === 0) expect(contributions[place]).toBe(0)
          })
        })
      }),
    ))

  test('is the same whatever order the candidates come in, to the last digit', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, kernel, (inputs, keyword, semantic, intent, one) => {
        expect(rank(inputs.toReversed(), { keyword, semantic, intent }, one, [0.8, 0.2])).toEqual(
          rank(inputs, { keyword, semantic, intent }, one, [0.8, 0.2]),
        )
      }),
    ))

  test('never puts a document that is better in everything below another', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, kernel, (inputs, keyword, semantic, intent, one) => {
        const { columns, scores } = fuse(inputs, { keyword, semantic, intent }, one)
        inputs.forEach((_left, left) => {
          inputs.forEach((_right, right) => {
            const better = columns.every(({ value }) => (value[left] ?? 0) > (value[right] ?? 0))
            if (better && keyword + semantic + intent > 0) expect(scores[left]).toBeGreaterThan(scores[right] ?? 0)
          })
        })
      }),
    ))
})
