import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeMean, computeNdcg, computePercentile, computeRecall, computeReciprocalRank } from '../../../evals/metrics.ts'

const judgments = new Map([
  ['a', 3],
  ['b', 1],
  ['c', 2],
  ['d', 0],
])

describe('figures worked out by hand', () => {
  test('the ideal order has nDCG 1', () => expect(computeNdcg(['a', 'c', 'b', 'd'], judgments)).toBeCloseTo(1, 12))

  test('gain is the grade over log2(rank + 1)', () => {
    // b first, an unjudged one second, a third: 1/1 + 0 + 3/2 = 2.5; ideal 3/1 + 2/log2(3) + 1/2 = 4.76186
    expect(computeNdcg(['b', 'x', 'a'], judgments)).toBeCloseTo(2.5 / (3 + 2 / Math.log2(3) + 0.5), 12)
    expect(computeNdcg(['b', 'x', 'a'], judgments)).toBeCloseTo(0.525_005, 5)
  })

  test('nothing behind the cut counts, neither in the list nor in the ideal', () => {
    expect(computeNdcg(['x', 'a'], judgments, 1)).toBe(0)
    expect(computeNdcg(['c', 'a'], judgments, 1)).toBeCloseTo(2 / 3, 12)
  })

  test('recall is over grades above 0', () => {
    expect(computeRecall(['d', 'a', 'x'], judgments)).toBeCloseTo(1 / 3, 12)
    expect(computeRecall(['x', 'y', 'a', 'b', 'c'], judgments, 4)).toBeCloseTo(2 / 3, 12)
  })

  test('the reciprocal rank is that of the first relevant one', () => {
    expect(computeReciprocalRank(['d', 'x', 'b', 'a'], judgments)).toBeCloseTo(1 / 3, 12)
    expect(computeReciprocalRank(['d', 'x'], judgments)).toBe(0)
  })

  test('percentiles are nearest rank', () => {
    const values = [15, 20, 35, 40, 50]
    expect([0.05, 0.3, 0.4, 0.5, 1].map((p) => computePercentile(values, p))).toEqual([15, 20, 20, 35, 50])
    expect(computePercentile([], 0.5)).toBe(0)
    expect(computePercentile([10, 9, 100], 0.5)).toBe(10)
  })

  test('a query without relevant documents scores 0, and nothing has mean 0', () => {
    expect(computeNdcg(['a'], new Map([['a', 0]]))).toBe(0)
    expect(computeRecall(['a'], new Map())).toBe(0)
    expect(computeMean([])).toBe(0)
    expect(computeMean([1, 2, 6])).toBe(3)
  })

  test('a document listed twice is paid once', () => {
    expect(computeNdcg(['a', 'a'], judgments)).toBe(computeNdcg(['a', 'x'], judgments))
    expect(computeRecall(['a', 'a', 'b'], judgments)).toBeCloseTo(2 / 3, 12)
  })
})

describe('laws', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']
  const graded = fc
    .array(fc.integer({ min: 0, max: 3 }), { minLength: ids.length, maxLength: ids.length })
    .map((grades) => new Map(ids.map((id, index) => [id, grades[index] ?? 0])))
  const order = fc.shuffledSubarray(ids, { minLength: 0, maxLength: ids.length })

  test('every measure lies in [0, 1]', () => {
    fc.assert(
      fc.property(order, graded, (ranked, grades) => {
        for (const value of [computeNdcg(ranked, grades), computeRecall(ranked, grades, 5), computeReciprocalRank(ranked, grades)]) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1 + 1e-12)
        }
      }),
    )
  })

  test('sorting by grade is never worse, and is 1 when anything is relevant', () => {
    fc.assert(
      fc.property(order, graded, (ranked, grades) => {
        const best = [...ids].sort((left, right) => (grades.get(right) ?? 0) - (grades.get(left) ?? 0))
        expect(computeNdcg(ranked, grades)).toBeLessThanOrEqual(computeNdcg(best, grades) + 1e-12)
        if ([...grades.values()].some((grade) => grade > 0)) expect(computeNdcg(best, grades)).toBeCloseTo(1, 10)
      }),
    )
  })

  test('moving a better document one place up never lowers nDCG', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 2, maxLength: ids.length }), graded, fc.nat(), (ranked, grades, at) => {
        const place = at % (ranked.length - 1)
        const upper = ranked[place] ?? ''
        const lower = ranked[place + 1] ?? ''
        const swapped = ranked.with(place, lower).with(place + 1, upper)
        const gains = (grades.get(lower) ?? 0) >= (grades.get(upper) ?? 0)
        const [from, to] = gains ? [ranked, swapped] : [swapped, ranked]
        expect(computeNdcg(to, grades)).toBeGreaterThanOrEqual(computeNdcg(from, grades) - 1e-12)
      }),
    )
  })

  test('recall only grows with the cut and with the list', () => {
    fc.assert(
      fc.property(order, graded, fc.integer({ min: 1, max: 12 }), (ranked, grades, k) => {
        expect(computeRecall(ranked, grades, k)).toBeLessThanOrEqual(computeRecall(ranked, grades, k + 1))
        expect(computeRecall(ranked.slice(0, 3), grades, k)).toBeLessThanOrEqual(computeRecall(ranked, grades, k))
      }),
    )
  })

  test('a percentile is one of the values and grows with p', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p, q) => {
          const [low, high] = p < q ? [p, q] : [q, p]
          expect(values).toContain(computePercentile(values, low))
          expect(computePercentile(values, low)).toBeLessThanOrEqual(computePercentile(values, high))
        },
      ),
    )
  })
})
