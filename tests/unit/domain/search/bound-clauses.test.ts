import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundClauses } from '../../../../src/domain/search/bound-clauses.ts'

const clause = fc.record({
  term: fc.string({ minLength: 1, maxLength: 3 }),
  prefix: fc.constant(null),
  alternatives: fc.array(fc.record({ terms: fc.constant(['x']), prefix: fc.boolean(), weight: fc.constantFrom(0.1, 0.5, 0.8, 1) }), { maxLength: 8 }),
})

test('at most 48 clauses and 96 forms are kept, in their order, and what goes weighs no more than what stays', () =>
  fc.assert(
    fc.property(fc.array(clause, { maxLength: 60, size: 'max' }), (clauses) => {
      const bounded = boundClauses(clauses)
      expect(bounded.map(({ term }) => term)).toEqual(clauses.slice(0, 48).map(({ term }) => term))
      const kept = bounded.map(({ alternatives = [] }) => alternatives)
      const given = clauses.slice(0, 48).map(({ alternatives }) => alternatives)
      expect(kept.flat().length).toBe(Math.min(given.flat().length, 96 - bounded.length))
      for (const [at, alternatives] of kept.entries()) expect(given[at]?.filter((form) => alternatives.includes(form))).toEqual(alternatives)
      const gone = given.flatMap((alternatives, at) => alternatives.filter((form) => !(kept[at]?.includes(form) ?? false)))
      expect(Math.max(0, ...gone.map(({ weight }) => weight))).toBeLessThanOrEqual(Math.min(1, ...kept.flat().map(({ weight }) => weight)))
    }),
  ))
