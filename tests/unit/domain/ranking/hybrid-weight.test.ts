import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HybridSignals, chooseSemanticWeight, imputeSimilarity, shareOfSimilarity } from '../../../../src/domain/ranking/hybrid-weight.ts'

function makeSignals(changes: Partial<HybridSignals['query']> = {}, meanDocumentLength = 100, agreement: number | undefined = 0.6): HybridSignals {
  const keywordScores = Array.from({ length: 50 }, (_, at) => 20 - at * 0.3)
  const similarities = keywordScores.map((score) => score / 25)
  return { collection: { meanDocumentLength, agreement }, query: { keywordScores, similarities, largestSimilarity: 0.8, captured: 0.6, ...changes } }
}

describe('the weight of learnt similarity', () => {
  it('rises when both sides agree on the keyword matches', () => {
    const { keywordScores } = makeSignals().query
    const opposed = keywordScores.map((score) => 1 - score / 25)
    const mixed = keywordScores.map((score, at) => (at % 2 === 0 ? score / 25 : 1 - score / 25))
    const weights = [opposed, mixed, keywordScores.map((score) => score / 25)].map(
      (similarities) => chooseSemanticWeight(makeSignals({ similarities })).weight,
    )
    expect(weights[0]).toBeLessThan(weights[1] ?? 0)
    expect(weights[1]).toBeLessThan(weights[2] ?? 0)
  })

  it('rises with how well the model keeps the neighbourhoods of words', () => {
    const weights = [0, 0.3, 0.5, 0.7].map((agreement) => chooseSemanticWeight(makeSignals({}, 100, agreement)).weight)
    expect(weights).toEqual(weights.toSorted((a, b) => a - b))
    expect(new Set(weights).size).toBe(4)
  })

  it('takes a model that was not measured for a middling one', () => {
    const { collection, query } = makeSignals()
    const unmeasured = chooseSemanticWeight({ collection: { meanDocumentLength: collection.meanDocumentLength }, query })
    expect(unmeasured.weight).toBe(chooseSemanticWeight(makeSignals({}, 100, 0.6)).weight)
  })

  it('rises with the share of the query that the model sees', () => {
    const weights = [0.05, 0.2, 0.5, 0.9].map((captured) => chooseSemanticWeight(makeSignals({ captured })).weight)
    expect(weights).toEqual(weights.toSorted((a, b) => a - b))
    expect(new Set(weights).size).toBe(4)
  })

  it('rises when keyword scores hardly differ', () => {
    const steep = Array.from({ length: 50 }, (_, at) => 20 / (at + 1))
    const flat = Array.from({ length: 50 }, (_, at) => 20 - at * 0.01)
    const weigh = (keywordScores: number[]): number =>
      chooseSemanticWeight(makeSignals({ keywordScores, similarities: keywordScores.map((score) => score / 25) })).weight
    expect(weigh(steep)).toBeLessThan(weigh(flat))
  })

  it('rises with the length of documents', () => {
    const weights = [3, 12, 60, 250].map((length) => chooseSemanticWeight(makeSignals({}, length)).weight)
    expect(weights).toEqual(weights.toSorted((a, b) => a - b))
    expect(new Set(weights).size).toBe(4)
  })

  it('is all where no keyword matches and nothing where the model sees nothing', () => {
    expect(chooseSemanticWeight(makeSignals({ keywordScores: [], similarities: [] })).weight).toBe(1)
    expect(chooseSemanticWeight(makeSignals({ captured: 0 })).weight).toBe(0)
    expect(chooseSemanticWeight(makeSignals({ largestSimilarity: 0 })).weight).toBe(0)
  })

  it('expects of a single match what the collection lets expect, whatever its similarity', () => {
    const few = chooseSemanticWeight(makeSignals({ keywordScores: [9], similarities: [0.9] }, 100, 0.8))
    expect(few.reasons.find(({ name }) => name === 'agreement')?.value).toBeCloseTo(0.68, 5)
  })

  it('does not depend on the unit of keyword scores or of similarities', () => {
    const signals = makeSignals()
    const scaled = makeSignals({
      keywordScores: signals.query.keywordScores.map((score) => score * 37),
      similarities: signals.query.similarities.map((value) => (value ?? 0) / 3),
    })
    expect(chooseSemanticWeight(scaled).weight).toBeCloseTo(chooseSemanticWeight(signals).weight, 9)
  })

  it('always lies in [0, 1] and states finite reasons', () => {
    const score = fc.double({ min: 0, max: 1e6, noNaN: true })
    const cosine = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 80 }),
        fc.array(cosine, { maxLength: 80 }),
        cosine,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        (scores, similarities, largestSimilarity, captured, length, agreement) => {
          const keywordScores = scores.toSorted((a, b) => b - a)
          const { weight, reasons } = chooseSemanticWeight(
            makeSignals({ keywordScores, similarities, largestSimilarity, captured }, length, agreement),
          )
          expect(weight).toBeGreaterThanOrEqual(0)
          expect(weight).toBeLessThanOrEqual(1)
          expect(reasons.length).toBeGreaterThan(0)
          expect(reasons.every(({ value }) => Number.isFinite(value))).toBe(true)
        },
      ),
    )
  })
})

describe('similarities in the fused score', () => {
  it('are shares of the largest, and a weak largest is not stretched', () => {
    expect(shareOfSimilarity(0.8, 0.8)).toBe(1)
    expect(shareOfSimilarity(0.4, 0.8)).toBe(0.5)
    expect(shareOfSimilarity(-0.2, 0.8)).toBe(0)
    expect(shareOfSimilarity(0.1, 0.1)).toBeCloseTo(1 / 3, 9)
  })

  it('that are missing count as no more than the last of the nearest and the mean of the scored', () => {
    expect(imputeSimilarity([0.6, 0.2], [0.9, 0.3])).toBeCloseTo(0.3, 9)
    expect(imputeSimilarity([0.2, 0], [0.9, 0.3])).toBeCloseTo(0.1, 9)
    expect(imputeSimilarity([], [0.9, 0.3])).toBeCloseTo(0.3, 9)
    expect(imputeSimilarity([], [])).toBe(0)
  })
})
