import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RankInput, rankCandidates } from '../../../../src/domain/ranking/index.ts'

const input = (id: string, keyword: number | null, similarity: number | null, boost = 0): RankInput => ({
  doc: 0,
  id,
  keyword,
  similarity,
  boost,
  refined: true,
})
const order = (
  weights: { keyword: number; semantic: number; intent?: number },
  inputs: readonly RankInput[],
  nearest: readonly number[] = [],
): string[] =>
  rankCandidates(inputs, { intent: 0, ...weights }, Math.max(0, ...inputs.map(({ keyword }) => keyword ?? 0)), nearest).map(({ id }) => id)

const arbitraryInputs = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ unit: fc.constantFrom('a', 'B', 'é', '\u{1F600}', '\ue000'), minLength: 1, maxLength: 4 }),
      keyword: fc.option(fc.constantFrom(0.001, 1, 2, 2, 9.5)),
      similarity: fc.option(fc.constantFrom(-0.3, 0, 0.2, 0.2, 0.8)),
      boost: fc.constantFrom(0, 0.1, 1),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  )
  .map((inputs) => inputs.map(({ id, keyword, similarity, boost }) => input(id, keyword, similarity, boost)))
const weight = fc.constantFrom(0, 0.3, 1, 7)

describe('ranking', () => {
  const documents = [
    input('both', 8, 0.6), // good on either side
    input('words', 10, 0), // the best words, no meaning in common
    input('meaning', null, 0.9), // the nearest, without the words
    input('far', null, 0.1), // hardly near
    input('unscored', 8, null), // the same words as `both`, similarity not known
  ]

  test('by words alone goes by the keyword score; equal ones by id', () => {
    // 10 > 8 = 8 > none = none
    expect(order({ keyword: 1, semantic: 0 }, documents)).toEqual(['words', 'both', 'unscored', 'far', 'meaning'])
  })

  test('by meaning alone goes by similarity, and what is not scored counts as an average match', () => {
    // 0.9 > 0.6 > imputed 0.3 (the mean of both and words) > 0.1 > 0
    expect(order({ keyword: 0, semantic: 1 }, documents)).toEqual(['meaning', 'both', 'unscored', 'far', 'words'])
  })

  test('by both puts what is good at both first', () => {
    // halves: 0.4+0.33, 0.4+0.17, 0+0.5 and 0.5+0 tie and go by id, 0+0.06
    expect(order({ keyword: 1, semantic: 1 }, documents)).toEqual(['both', 'unscored', 'meaning', 'words', 'far'])
  })

  test('with a wish lifts what satisfies it, by as much as its weight', () => {
    const wished = [input('plain', 10, null), input('wished', 9.5, null, 1), input('half', 9.6, null, 0.5), input('weak', 5, null, 1)]
    // of 1.1: 0.95 + 0.1, 0.96 + 0.05, 1 + 0, 0.5 + 0.1
    expect(order({ keyword: 1, semantic: 0, intent: 0.1 }, wished)).toEqual(['wished', 'half', 'plain', 'weak'])
    expect(order({ keyword: 1, semantic: 0 }, wished)).toEqual(['plain', 'half', 'wished', 'weak'])
  })

  test('depends on the ratio of the weights alone', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, (inputs, keyword, semantic, intent) => {
        expect(order({ keyword, semantic, intent }, inputs)).toEqual(
          order({ keyword: keyword * 2, semantic: semantic * 2, intent: intent * 2 }, inputs),
        )
      }),
    ))

  test('gives every feature and score in [0, 1], and scores that are sums of contributions', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, (inputs, keyword, semantic, intent) => {
        for (const document of rankCandidates(inputs, { keyword, semantic, intent }, 9.5, [])) {
          const values = [
            document.score,
            document.keyword.value,
            document.semantic.value,
            document.keyword.contribution,
            document.semantic.contribution,
            document.intent.value,
            document.intent.contribution,
          ]
          expect(values.every((value) => value >= 0 && value <= 1 + 1e-12)).toBe(true)
          expect(document.score).toBeCloseTo(document.keyword.contribution + document.semantic.contribution + document.intent.contribution, 12)
          if (keyword === 0) expect(document.keyword.contribution).toBe(0)
          if (semantic === 0) expect(document.semantic.contribution).toBe(0)
          if (intent === 0) expect(document.intent.contribution).toBe(0)
        }
      }),
    ))

  test('is the same whatever order the candidates come in, to the last digit', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, (inputs, keyword, semantic, intent) => {
        expect(rankCandidates(inputs.toReversed(), { keyword, semantic, intent }, 9.5, [0.8, 0.2])).toEqual(
          rankCandidates(inputs, { keyword, semantic, intent }, 9.5, [0.8, 0.2]),
        )
      }),
    ))

  test('never puts a document that is better in everything below another', () =>
    fc.assert(
      fc.property(arbitraryInputs, weight, weight, weight, (inputs, keyword, semantic, intent) => {
        const ranked = rankCandidates(inputs, { keyword, semantic, intent }, 9.5, [])
        for (const [at, left] of ranked.entries()) {
          for (const right of ranked.slice(at + 1))
            expect(
              right.keyword.value > left.keyword.value &&
                right.semantic.value > left.semantic.value &&
                right.intent.value > left.intent.value &&
                keyword + semantic + intent > 0,
            ).toBe(false)
        }
      }),
    ))
})
