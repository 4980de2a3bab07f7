import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correlate } from '../../../../src/shared/math/correlation.ts'

describe('correlation', () => {
  it('is 1 for a rising line, -1 for a falling one, and known for a known case', () => {
    expect(correlate([1, 2, 3], [10, 20, 30], 3)).toBeCloseTo(1, 12)
    expect(correlate([1, 2, 3], [3, 2, 1], 3)).toBeCloseTo(-1, 12)
    expect(correlate([1, 2, 3, 4], [1, 3, 2, 4], 4)).toBeCloseTo(0.8, 12)
  })

  it('reads only the first pairs it is told to', () => {
    expect(correlate([1, 2, 3, -99], [1, 2, 3, 99], 3)).toBeCloseTo(1, 12)
  })

  it('is nothing where a side is constant or there are no pairs', () => {
    expect(correlate([2, 2, 2], [1, 2, 3], 3)).toBeNull()
    expect(correlate([1], [1], 1)).toBeNull()
    expect(correlate([], [], 0)).toBeNull()
  })

  it('lies in [-1, 1], the same from either side', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { maxLength: 60 }), (pairs) => {
        const [left, right] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
        const found = correlate(left, right, pairs.length)
        expect(correlate(right, left, pairs.length)).toBe(found)
        if (found !== null) expect(Math.abs(found)).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })
})
