import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MarginalRelevance, maximiseMarginalRelevance } from '../../../../../src/domain/ranking/diversity/maximise-marginal-relevance.ts'

const share = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8)
const input: fc.Arbitrary<MarginalRelevance & { table: readonly number[][] }> = fc
  .array(share, { maxLength: 25 })
  .chain((relevance) =>
    fc.record({
      relevance: fc.constant(relevance.toSorted((left, right) => right - left)),
      table: fc.array(fc.array(share, { minLength: relevance.length, maxLength: relevance.length }), {
        minLength: relevance.length,
        maxLength: relevance.length,
      }),
      lambda: share,
      window: fc.integer({ min: 1, max: 30 }),
    }),
  )
  .map((drawn) => ({ ...drawn, similarity: (left, right) => drawn.table[Math.min(left, right)]?.[Math.max(left, right)] ?? 0 }))
const holds = (law: (drawn: MarginalRelevance) => void): void => fc.assert(fc.property(input, law), { numRuns: 300 })

describe('maximal marginal relevance', () => {
  test('removes nothing and leaves what is behind its window', () =>
    holds((drawn) => {
      const { order } = maximiseMarginalRelevance(drawn)
      const places = drawn.relevance.map((_value, at) => at)
      expect(order.toSorted((left, right) => left - right)).toEqual(places)
      expect(order.slice(drawn.window)).toEqual(places.slice(drawn.window))
    }))

  test('of lambda 1 changes nothing', () =>
    holds((drawn) => {
      const { order, demoted } = maximiseMarginalRelevance({ ...drawn, lambda: 1 })
      expect(order).toEqual(drawn.relevance.map((_value, at) => at))
      expect(demoted.size).toBe(0)
    }))

  test('changes nothing among documents that have nothing in common', () =>
    holds((drawn) => {
      const { order } = maximiseMarginalRelevance({ ...drawn, similarity: () => 0 })
      expect(order).toEqual(drawn.relevance.map((_value, at) => at))
    }))

  test('keeps the best first, and every next one is the best that is left', () =>
    holds((drawn) => {
      const { order } = maximiseMarginalRelevance(drawn)
      expect(order[0] ?? 0).toBe(0)
      const marginal = (at: number, before: readonly number[]): number =>
        drawn.lambda * (drawn.relevance[at] ?? 0) - (1 - drawn.lambda) * Math.max(0, ...before.map((other) => drawn.similarity(at, other)))
      order.slice(0, drawn.window).forEach((at, place) => {
        const before = order.slice(0, place)
        for (const other of order.slice(place, drawn.window)) expect(marginal(at, before)).toBeGreaterThanOrEqual(marginal(other, before))
      })
    }))

  test('names for what sank the most similar document above it', () =>
    holds((drawn) => {
      const { order, demoted } = maximiseMarginalRelevance(drawn)
      for (const [at, { like, similarity }] of demoted) {
        const before = order.slice(0, order.indexOf(at))
        expect(order.indexOf(at)).toBeGreaterThan(at)
        expect(before).toContain(like)
        expect(similarity).toBe(Math.max(...before.map((other) => drawn.similarity(at, other))))
      }
    }))
})
