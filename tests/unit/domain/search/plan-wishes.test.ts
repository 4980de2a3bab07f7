import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ResolvedFilter } from '../../../../src/domain/catalog/filter/index.ts'
import { weighWishes } from '../../../../src/domain/search/plan-wishes.ts'

/** Any filter: what it accepts does not matter here. */
const makeFilter = (): ResolvedFilter => ({ kind: 'and', children: [], start: 0, length: 0 })
const makeFilters = (count: number): ResolvedFilter[] => Array.from({ length: count }, makeFilter)
const confidence = fc.double({ min: 0.5, max: 1, noNaN: true })
const attributes = fc.array(confidence, { maxLength: 10 }).map((weights) => weights.map((weight) => ({ filter: makeFilter(), weight })))

/** What a wish counts, where attributes alone are 1 together. */
const counts = ({ boosts, wished }: ReturnType<typeof weighWishes>): number[] => {
  const sum = boosts.reduce((total, { weight }) => total + weight, 0)
  return boosts.map(({ weight }) => (weight / sum) * wished)
}

test('attributes alone are what they are, and count 1', () => {
  fc.assert(
    fc.property(attributes, (given) => {
      expect(weighWishes([], given)).toEqual({ boosts: given.slice(0, 8), wished: 1 })
    }),
  )
})

test('every category counts 8, and all attributes beside them 1, whatever else is wished', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), attributes, (count, given) => {
      const found = counts(weighWishes(makeFilters(count), given))
      for (const category of found.slice(0, count)) expect(category).toBeCloseTo(8, 9)
      expect(found.slice(count).reduce((sum, one) => sum + one, 0)).toBeCloseTo(given.length === 0 ? 0 : 1, 9)
    }),
  )
})

test('attributes keep their ratio beside a category', () => {
  const given = [
    { filter: makeFilter(), weight: 0.9 },
    { filter: makeFilter(), weight: 0.6 },
  ]
  const [, first = 0, second = 0] = counts(weighWishes(makeFilters(1), given))
  expect(first / second).toBeCloseTo(1.5, 12)
})

test('at most eight count, categories before attributes, with weights in (0, 1]', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), attributes, (count, given) => {
      const categories = makeFilters(count)
      const { boosts } = weighWishes(categories, given)
      const expected = [...categories, ...given.map(({ filter }) => filter)].slice(0, 8)
      expect(boosts.length).toBe(expected.length)
      boosts.forEach(({ filter }, at) => expect(filter).toBe(expected[at]))
      for (const { weight } of boosts) expect(weight > 0 && weight <= 1).toBe(true)
    }),
  )
})
