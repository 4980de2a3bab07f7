import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareScored,
  measureAge,
  scoreAvailability,
  scoreDistance,
  scoreFreshness,
  scorePopularity,
  scoreRating,
} from '../../../../../src/domain/ranking/index.ts'

/** Best first: each document with its value to three digits; ties by id. */
function order<Raw>(documents: Readonly<Record<string, Raw>>, score: (raw: Raw) => number): [id: string, value: number][] {
  return Object.entries(documents)
    .map(([id, raw]) => ({ id, score: score(raw) }))
    .sort(compareScored)
    .map((document) => [document.id, Number(document.score.toFixed(3))])
}

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1)

describe('popularity, where 1,000 sales are as good as any', () => {
  test('goes by the logarithm', () => {
    const sales = { record: 50_000, best: 1000, good: 999, steady: 100, few: 9, one: 1, none: 0, returned: -3, silent: null }
    expect(order(sales, (count) => scorePopularity(count, { scale: 1000 }))).toEqual([
      ['best', 1], // the scale itself
      ['record', 1], // no more than the scale: fifty times as many sales are not fifty times as good; ties go by id
      ['good', 1], // 0.99986: one sale hardly matters up here
      ['steady', 0.668], // a tenth of the sales is two thirds of the value
      ['few', 0.333], // log 10 of log 1001
      ['one', 0.1], // and down here it matters
      ['none', 0], // log 1
      ['returned', 0], // a count below 0 is none
      ['silent', 0], // nobody is known to want it
    ])
  })
})

describe('freshness, with a half-life of 30 days', () => {
  test('halves with every half-life', () => {
    const released = { announced: 90, now: 0, month: -30, twoMonths: -60, year: -365, ancient: -36_500, undated: null }
    const score = (days: number | null): number => scoreFreshness(measureAge(days === null ? null : NOW + days * DAY, NOW), { halfLifeDays: 30 })
    expect(order(released, score)).toEqual([
      ['announced', 1], // to come counts as new
      ['now', 1], // just out
      ['month', 0.5], // one half-life
      ['twoMonths', 0.25], // two
      ['year', 0], // 0.0002: twelve of them, still above what follows
      ['ancient', 0], // 2^-1217 is 0 in doubles
      ['undated', 0], // can not be told from old; ties go by id
    ])
  })

  test('is the same within the hour that the plan rounds to', () => {
    expect(measureAge(NOW - 36 * 3_600_000, NOW)).toBe(1.5)
    expect(measureAge(null, NOW)).toBeNull()
  })
})

describe('rating of 5, where an unrated document is expected to have 3.5 and that is worth 10 ratings', () => {
  const scale = { largest: 5, prior: 3.5, priorCount: 10 }

  test('trusts many ratings more than few', () => {
    const rated: Record<string, [number | null, number | null]> = {
      loved: [4.6, 1000],
      perfectOnce: [5, 1],
      perfectTen: [5, 10],
      uncounted: [4.5, null],
      unrated: [null, null],
      countOnly: [null, 500],
      ratedByNone: [5, 0],
      poorOnce: [1, 1],
      poor: [1, 1000],
    }
    expect(order(rated, ([rating, count]) => scoreRating(rating, count, scale))).toEqual([
      ['loved', 0.918], // (4600 + 35) / 1010 / 5
      ['perfectTen', 0.85], // as many as the prior is worth: half way
      ['uncounted', 0.8], // taken as worth as much as the prior: (4.5 + 3.5) / 2 / 5
      ['perfectOnce', 0.727], // (5 + 35) / 11 / 5: one voice
      ['countOnly', 0.7], // without a rating the count says nothing
      ['ratedByNone', 0.7], // a rating that nobody gave
      ['unrated', 0.7], // the prior; ties go by id
      ['poorOnce', 0.655], // (1 + 35) / 11 / 5
      ['poor', 0.205], // (1000 + 35) / 1010 / 5
    ])
  })

  test('without a prior goes by the rating alone, and none is the prior', () => {
    const plain = { largest: 10, prior: 6, priorCount: 0 }
    expect(scoreRating(8, null, plain)).toBe(0.8)
    expect(scoreRating(8, 3, plain)).toBe(0.8)
    expect(scoreRating(8, 0, plain)).toBe(0.6)
    expect(scoreRating(null, null, plain)).toBe(0.6)
    expect(scoreRating(40, 3, plain)).toBe(1)
  })
})

describe('availability', () => {
  test('is what can be had, then what does not say, then what can not', () => {
    expect(order({ inStock: 1, plenty: 250, soldOut: 0, owed: -2, silent: null }, scoreAvailability)).toEqual([
      ['inStock', 1], // true
      ['plenty', 1], // any stock is enough
      ['silent', 0.5], // not known to be sold out
      ['owed', 0], // less than none
      ['soldOut', 0], // false or none; ties go by id
    ])
  })
})

describe('distance, where 2 km count half', () => {
  test('halves with every two kilometres', () => {
    const metres = { here: 0, street: 200, district: 2000, town: 10_000, country: 400_000, moon: 384_400_000, nowhere: null }
    expect(order(metres, (far) => scoreDistance(far, { halfMetres: 2000 }))).toEqual([
      ['here', 1],
      ['street', 0.933], // a tenth of the half distance
      ['district', 0.5], // the half distance
      ['town', 0.031], // five of them
      ['country', 0], // 2^-200, still above what follows
      ['moon', 0], // 0 in doubles
      ['nowhere', 0], // no place to go to; ties go by id
    ])
  })
})

describe('every feature', () => {
  const raw = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }))
  const above = fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-6, max: 1e9 })

  test('lies in [0, 1] whatever is stored', () =>
    fc.assert(
      fc.property(raw, raw, above, fc.double({ noNaN: true, min: 0, max: 1e6 }), (value, count, scale, prior) => {
        const values = [
          scorePopularity(value, { scale }),
          scoreFreshness(measureAge(value, NOW), { halfLifeDays: scale }),
          scoreRating(value, count, { largest: scale, prior, priorCount: prior }),
          scoreAvailability(value),
          scoreDistance(value, { halfMetres: scale }),
        ]
        for (const one of values) {
          expect(one).toBeGreaterThanOrEqual(0)
          expect(one).toBeLessThanOrEqual(1)
        }
      }),
    ))

  test('never falls with more sales, a later date, a better rating, more stock, a shorter way', () =>
    fc.assert(
      fc.property(raw, raw, above, (one, other, scale) => {
        const [less, more] = [Math.min(one ?? 0, other ?? 0), Math.max(one ?? 0, other ?? 0)]
        expect(scorePopularity(more, { scale })).toBeGreaterThanOrEqual(scorePopularity(less, { scale }))
        expect(scoreFreshness(measureAge(more, NOW), { halfLifeDays: scale })).toBeGreaterThanOrEqual(
          scoreFreshness(measureAge(less, NOW), { halfLifeDays: scale }),
        )
        const rate = (rating: number): number => scoreRating(rating, 7, { largest: scale, prior: 3, priorCount: 5 })
        expect(rate(more)).toBeGreaterThanOrEqual(rate(less))
        expect(scoreAvailability(more)).toBeGreaterThanOrEqual(scoreAvailability(less))
        expect(scoreDistance(less, { halfMetres: scale })).toBeGreaterThanOrEqual(scoreDistance(more, { halfMetres: scale }))
      }),
    ))
})
