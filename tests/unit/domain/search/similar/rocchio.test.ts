import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combineTerms, combineVectors } from '../../../../../src/domain/search/similar/rocchio.ts'

const unit = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 })
  .filter((values) => values.some((value) => value !== 0))
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)))
const dot = (left: Float32Array, right: Float32Array): number => left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)
const rounding = 1e-6

describe('Rocchio over vectors', () => {
  test('has unit length, or nothing is left of it', () => {
    fc.assert(
      fc.property(fc.option(unit), fc.array(unit, { maxLength: 3 }), fc.array(unit, { maxLength: 3 }), (text, liked, unliked) => {
        const query = combineVectors({ text, liked, unliked }, 6)
        const length = Math.hypot(...query)
        expect(length === 0 || Math.abs(length - 1) < rounding).toBe(true)
      }),
    )
  })

  test('is no farther from what is liked and no nearer to what is not than the text alone', () => {
    fc.assert(
      fc.property(unit, unit, (text, other) => {
        expect(dot(combineVectors({ text, liked: [other], unliked: [] }, 6), other)).toBeGreaterThanOrEqual(dot(text, other) - rounding)
        expect(dot(combineVectors({ text, liked: [], unliked: [other] }, 6), other)).toBeLessThanOrEqual(dot(text, other) + rounding)
      }),
    )
  })

  test('of one liked document is that document, and means leave out what has no vector', () => {
    fc.assert(
      fc.property(unit, (liked) => {
        const nothing = new Float32Array(6)
        for (const given of [[liked], [liked, nothing], [liked, liked]])
          expect(dot(combineVectors({ text: null, liked: given, unliked: [nothing] }, 6), liked)).toBeCloseTo(1, 6)
      }),
    )
    expect(combineVectors({ text: null, liked: [], unliked: [] }, 6)).toEqual(new Float32Array(6))
  })
})

describe('Rocchio over terms', () => {
  test('keeps what weighs something: text 1, mean of the liked 0.75, mean of the unliked -0.15', () => {
    const combined = combineTerms({
      text: new Map([['desk', 1]]),
      liked: [
        new Map([
          ['oak', 1],
          ['desk', 1],
        ]),
        new Map([['oak', 1]]),
      ],
      unliked: [
        new Map([
          ['desk', 1],
          ['brass', 1],
        ]),
      ],
    })
    expect(combined).toEqual(
      new Map([
        ['desk', 1 + 0.375 - 0.15],
        ['oak', 0.75],
      ]),
    )
  })
})
