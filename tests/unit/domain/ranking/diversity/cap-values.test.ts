import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capValues } from '../../../../../src/domain/ranking/diversity/index.ts'

const values = fc.array(fc.option(fc.constantFrom('acme', 'birch', 'cedar', 1, '1'), { nil: null }), { maxLength: 60 })
const limits = fc.record({ cap: fc.integer({ min: 1, max: 4 }), window: fc.integer({ min: 1, max: 30 }) })
const holds = (law: (list: readonly (string | number | null)[], limit: { cap: number; window: number }) => void): void =>
  fc.assert(fc.property(values, limits, law), { numRuns: 300 })

/** The most documents that fit the first places under the cap. */
function countFitting(list: readonly (string | number | null)[], { cap, window }: { cap: number; window: number }): number {
  const counts = new Map<string | number | null, number>()
  for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1)
  const fitting = [...counts].reduce((sum, [value, count]) => sum + (value === null ? count : Math.min(cap, count)), 0)
  return Math.min(window, fitting)
}

describe('a cap on one value', () => {
  test('removes nothing', () =>
    holds((list, limit) => {
      const { order } = capValues(list, limit)
      expect(order.toSorted((left, right) => left - right)).toEqual(list.map((_value, at) => at))
    }))

  test('holds among the first places as far as other documents can fill them', () =>
    holds((list, limit) => {
      const { order } = capValues(list, limit)
      const first = order.slice(0, countFitting(list, limit)).map((at) => list[at] ?? null)
      for (const value of new Set(first)) if (value !== null) expect(first.filter((other) => other === value).length).toBeLessThanOrEqual(limit.cap)
    }))

  test('keeps the order of what it demotes and of everything else', () =>
    holds((list, limit) => {
      const { order, demoted } = capValues(list, limit)
      const rising = (places: readonly number[]): boolean => places.every((at, index) => index === 0 || (places[index - 1] ?? -1) < at)
      expect(rising(order.filter((at) => demoted.has(at)))).toBe(true)
      expect(rising(order.filter((at) => !demoted.has(at)))).toBe(true)
    }))

  test('demotes only what is beyond the cap, and says how many there were', () =>
    holds((list, limit) => {
      for (const [at, nth] of capValues(list, limit).demoted) {
        expect(nth).toBeGreaterThan(limit.cap)
        expect(list.slice(0, at + 1).filter((value) => value === list[at])).toHaveLength(nth)
      }
    }))

  test('moves the third of a brand behind the window, and the next other one up', () => {
    const { order, demoted } = capValues(['a', 'a', 'a', 'b', null, 'b', 'a'], { cap: 2, window: 4 })
    // a a . b null | a b a: the third a leaves the first four places, b and the one without a brand move up
    expect(order).toEqual([0, 1, 3, 4, 2, 5, 6])
    expect([...demoted]).toEqual([[2, 3]])
  })
})
