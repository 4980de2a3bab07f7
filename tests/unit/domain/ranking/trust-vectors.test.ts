import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseSemanticWeight, trustVector, trustVectors } from '../../../../src/domain/ranking/index.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const weight = fc.double({ min: 0.001, max: 10, noNaN: true })
const several = fc.array(fc.record({ weight, agreement: share }), { minLength: 1, maxLength: 16 })

const nameAll = (drawn: readonly { weight: number; agreement: number }[]) => ({
  vectors: drawn.map((vector, at) => ({ name: `v${at}`, weight: vector.weight })),
  agreement: Object.fromEntries(drawn.map((vector, at) => [`v${at}`, vector.agreement])),
})

/** Keyword scores and similarities of twelve documents that both sides know. */
const SCORES = Array.from({ length: 12 }, (_unused, at) => 12 - at)
const query = { keywordScores: SCORES, similarities: SCORES.map((score) => score / 20), largestSimilarity: 0.6, captured: 0.8 }
const weigh = (vectorAgreement: number | undefined, agreement: number | undefined = 0.6) =>
  chooseSemanticWeight({ collection: { meanDocumentLength: 40, agreement, vectorAgreement }, query })

describe('trust in the vectors that answer', () => {
  test('lies in [0, 1] and does not depend on the unit of the weights', () => {
    fc.assert(
      fc.property(several, weight, (drawn, unit) => {
        const { vectors, agreement } = nameAll(drawn)
        const trust = trustVectors(vectors, agreement) ?? -1
        expect(trust >= 0 && trust <= 1).toBe(true)
        const scaled = trustVectors(
          vectors.map((vector) => ({ ...vector, weight: vector.weight * unit })),
          agreement,
        )
        expect(scaled).toBeCloseTo(trust, 9)
      }),
    )
  })

  test('of one is its own, and of vectors nobody has 0', () => {
    fc.assert(
      fc.property(share, weight, (own, heavy) => {
        expect(trustVectors([{ name: 'v', weight: heavy }], { v: own })).toBeCloseTo(own, 9)
        expect(trustVectors([{ name: 'v', weight: heavy }], { v: 0, other: own })).toBe(0)
      }),
    )
  })

  test('rises with what was measured of any of them', () => {
    fc.assert(
      fc.property(several, share, (drawn, more) => {
        const { vectors, agreement } = nameAll(drawn)
        const better = { ...agreement, v0: Math.max(agreement['v0'] ?? 0, more) }
        expect(trustVectors(vectors, better) ?? -1).toBeGreaterThanOrEqual(trustVectors(vectors, agreement) ?? 2)
      }),
    )
  })

  test('is unknown where one was not measured, whatever it is called', () => {
    expect(trustVectors([{ name: 'v', weight: 1 }], undefined)).toBeUndefined()
    expect(trustVectors([{ name: 'constructor', weight: 1 }], { v: 0.4 })).toBeUndefined()
    expect(trustVector({ v: 0.4 }, 'toString')).toBeUndefined()
    expect(trustVectors([], { v: 0.4 })).toBeUndefined()
  })
})

describe('the weight of the semantic side', () => {
  test('is what it was where nothing was measured of vectors, and where they keep as much as the model', () => {
    fc.assert(
      fc.property(fc.option(share, { nil: undefined }), (agreement) => {
        const before = weigh(undefined, agreement)
        expect(weigh(agreement ?? 0.6, agreement).weight).toBeCloseTo(agreement === 0 ? 0 : before.weight, 12)
        expect(weigh(1, agreement).weight).toBeCloseTo(agreement === 0 ? 0 : before.weight, 12)
      }),
    )
  })

  test('rises with trust in the vectors from 0 to that of the model', () => {
    const weights = [0, 0.05, 0.2, 0.4, 0.6].map((trust) => weigh(trust).weight)
    expect(weights[0]).toBe(0)
    expect(weights).toEqual(weights.toSorted((left, right) => left - right))
    expect(new Set(weights).size).toBe(5)
    expect(weigh(0.2).reasons).toContainEqual({ name: 'trust', value: 0.2 })
  })
})
