import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measureKendallTau, measureOverlap, measureScoreDifference } from '../../../../src/domain/ranking/index.ts'

const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrstuvwx'), { maxLength: 20 })
const twoOrders = ids.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))

/** Tau by its definition: every pair of the union that both orders tell apart. */
function tauNaively(left: readonly string[], right: readonly string[], depth: number): number | null {
  const union = [...new Set([...left.slice(0, depth), ...right.slice(0, depth)])]
  const before = (order: readonly string[], one: string, other: string): boolean | null => {
    const [a, b] = [order.indexOf(one), order.indexOf(other)]
    if (a === -1 && b === -1) return null
    return b === -1 || (a !== -1 && a < b)
  }
  const pairs = union.flatMap((one, at) => union.slice(at + 1).map((other) => [before(left, one, other), before(right, one, other)]))
  const told = pairs.filter(([ours, theirs]) => ours !== null && theirs !== null)
  return told.length === 0 ? null : told.reduce((sum, [ours, theirs]) => sum + (ours === theirs ? 1 : -1), 0) / told.length
}

describe('two orders', () => {
  test('overlap by how many of the first they share', () => {
    expect(measureOverlap(['a', 'b', 'c', 'd'], ['b', 'a', 'x', 'c'], 3)).toBeCloseTo(2 / 3, 12)
    expect(measureOverlap(['a'], ['a', 'b'], 10)).toBe(0.5)
    expect(measureOverlap([], [])).toBe(1)
    expect(measureOverlap(['a'], [])).toBe(0)
  })

  test('agree by how many pairs stand the same way', () => {
    expect(measureKendallTau(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(1)
    expect(measureKendallTau(['a', 'b', 'c'], ['c', 'b', 'a'])).toBe(-1)
    expect(measureKendallTau(['a', 'b', 'c'], ['a', 'c', 'b'])).toBeCloseTo(1 / 3, 12) // ab, ac the same; bc not
    expect(measureKendallTau(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'], 2)).toBeCloseTo(-1 / 3, 12) // of a, b, d: ab the same; ad, bd not
    expect(measureKendallTau(['a'], ['a'])).toBeNull()
  })

  test('are the same to themselves and opposite to their reverse', () =>
    fc.assert(
      fc.property(ids, (order) => {
        expect(measureOverlap(order, order)).toBe(1)
        expect(measureKendallTau(order, order)).toBe(order.length < 2 ? null : 1)
        if (order.length > 1) expect(measureKendallTau(order, order.toReversed(), 30)).toBe(-1)
      }),
    ))

  test('compare alike from either side, in their bounds', () =>
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 1, max: 12 }), (left, right, depth) => {
        const overlap = measureOverlap(left, right, depth)
        expect(overlap).toBe(measureOverlap(right, left, depth))
        expect(overlap).toBeGreaterThanOrEqual(0)
        expect(overlap).toBeLessThanOrEqual(1)
        const tau = measureKendallTau(left, right, depth)
        expect(tau).toBe(measureKendallTau(right, left, depth))
        if (tau !== null) expect(Math.abs(tau)).toBeLessThanOrEqual(1)
      }),
    ))

  test('agree with the definition by brute force', () =>
    fc.assert(
      fc.property(fc.oneof(twoOrders, fc.tuple(ids, ids)), fc.integer({ min: 1, max: 12 }), ([left, right], depth) => {
        const expected = tauNaively(left, right, depth)
        const tau = measureKendallTau(left, right, depth)
        if (expected === null) expect(tau).toBeNull()
        else expect(tau).toBeCloseTo(expected, 12)
      }),
    ))

  test('differ in score by the mean distance', () => {
    expect(measureScoreDifference([1, 0.5], [0.8, 0.7])).toBeCloseTo(0.2, 12)
    expect(measureScoreDifference([], [])).toBe(0)
  })
})
