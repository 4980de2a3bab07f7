import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseSemanticWeight, coverVectors, trustVector } from '../../../../src/domain/ranking/index.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const weight = fc.double({ min: 0.001, max: 10, noNaN: true })
const several = fc.array(fc.record({ weight, coverage: share }), { minLength: 1, maxLength: 16 })

const nameAll = (drawn: readonly { weight: number; coverage: number }[]) => ({
  vectors: drawn.map((vector, at) => ({ name: `v${at}`, weight: vector.weight })),
  coverage: Object.fromEntries(drawn.map((vector, at) => [`v${at}`, vector.coverage])),
})

describe('coverage of the vectors that answer', () => {
  test('lies in [0, 1] and does not depend on the unit of the weights', () => {
    fc.assert(
      fc.property(several, weight, (drawn, unit) => {
        const { vectors, coverage } = nameAll(drawn)
        const covered = coverVectors(vectors, coverage) ?? -1
        expect(covered >= 0 && covered <= 1).toBe(true)
        const scaled = coverVectors(
          vectors.map((vector) => ({ ...vector, weight: vector.weight * unit })),
          coverage,
        )
        expect(scaled).toBeCloseTo(covered, 9)
      }),
    )
  })

  test('of one is its own; one that nobody has changes nothing, and alone covers nothing', () => {
    fc.assert(
      fc.property(several, share, weight, (drawn, own, heavy) => {
        expect(coverVectors([{ name: 'v', weight: heavy }], { v: own })).toBeCloseTo(own, 9)
        const { vectors, coverage } = nameAll(drawn)
        const beside = [...vectors, { name: 'nobody', weight: heavy }]
        expect(coverVectors(beside, { ...coverage, nobody: 0 })).toBe(coverVectors(vectors, coverage))
        expect(coverVectors([{ name: 'nobody', weight: heavy }], { nobody: 0 })).toBe(0)
      }),
    )
  })

  test('is 1 beside a vector that all have and none outweighs, and small where a heavy one is rare', () => {
    expect(
      coverVectors(
        [
          { name: 'title', weight: 1 },
          { name: 'rare', weight: 1 },
        ],
        { title: 1, rare: 0.01 },
      ),
    ).toBe(1)
    expect(
      coverVectors(
        [
          { name: 'title', weight: 0.1 },
          { name: 'rare', weight: 1 },
        ],
        { title: 1, rare: 0.01 },
      ),
    ).toBeCloseTo(0.11, 9)
  })

  test('is unknown where one was not counted, whatever it is called', () => {
    expect(coverVectors([{ name: 'v', weight: 1 }], undefined)).toBeUndefined()
    expect(coverVectors([{ name: 'constructor', weight: 1 }], { v: 0.4 })).toBeUndefined()
    expect(coverVectors([], { v: 0.4 })).toBeUndefined()
  })

  test('of a vector times the trust in the model is the trust in it, 0..1', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 2, noNaN: true }), share, (agreement, own) => {
        const trust = trustVector(agreement, { v: own }, 'v') ?? -1
        expect(trust >= 0 && trust <= own).toBe(true)
      }),
    )
    expect(trustVector(0.6, { v: 0 }, 'v')).toBe(0)
    expect(trustVector(0.6, { v: 0.5 }, 'toString')).toBeUndefined()
    expect(trustVector(undefined, { v: 0.5 }, 'v')).toBeUndefined()
  })
})

describe('the weight of the semantic side', () => {
  const scores = Array.from({ length: 12 }, (_unused, at) => 12 - at)
  const query = { keywordScores: scores, similarities: scores.map((score) => score / 20), largestSimilarity: 0.6, captured: 0.8 }
  const weigh = (coverage: number | undefined, agreement: number | undefined = 0.6) =>
    chooseSemanticWeight({ collection: { meanDocumentLength: 40, agreement, coverage }, query })

  test('is in proportion to coverage, which is named, and what it was where nothing was counted', () => {
    fc.assert(
      fc.property(share, fc.option(share, { nil: undefined }), (coverage, agreement) => {
        const whole = weigh(undefined, agreement)
        expect(weigh(1, agreement).weight).toBe(whole.weight)
        expect(weigh(coverage, agreement).weight).toBeCloseTo(coverage * whole.weight, 12)
        expect(weigh(coverage, agreement).reasons).toContainEqual({ name: 'coverage', value: coverage })
        expect(whole.reasons.map(({ name }) => name)).not.toContain('coverage')
      }),
    )
  })

  test('is not all of it because no keyword match has the vector', () => {
    const nobody = { ...query, similarities: scores.map(() => null) }
    const { weight: unknown } = chooseSemanticWeight({ collection: { meanDocumentLength: 40, agreement: 0.6 }, query: nobody })
    expect(unknown).toBeGreaterThan(0)
    expect(unknown).toBeLessThanOrEqual(0.65)
  })
})
