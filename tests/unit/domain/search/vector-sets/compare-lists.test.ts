import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Hit, compareLists } from '../../../../../src/domain/search/vector-sets/compare-lists.ts'

const hits = fc
  .uniqueArray(fc.record({ id: fc.stringMatching(/^[a-p]$/), similarity: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    selector: ({ id }) => id,
    maxLength: 16,
  })
  .map((list) => list.toSorted((left, right) => right.similarity - left.similarity))
const best = (list: readonly Hit[]): string[] => list.slice(0, 10).map(({ id }) => id)

describe('two lists compared', () => {
  it('a list with itself has everything in common and no difference', () => {
    fc.assert(
      fc.property(hits, (list) => {
        expect(compareLists(list, list)).toEqual({ overlap: 1, similarityDifference: 0, onlyServed: [], onlyCompared: [] })
      }),
    )
  })

  it('changing places changes the sign of the difference and the sides of what only one has', () => {
    fc.assert(
      fc.property(hits, hits, (left, right) => {
        const [there, back] = [compareLists(left, right), compareLists(right, left)]
        expect(back.overlap).toBe(there.overlap)
        expect(back.similarityDifference).toBeCloseTo(-there.similarityDifference, 12)
        expect([back.onlyServed, back.onlyCompared]).toEqual([there.onlyCompared, there.onlyServed])
      }),
    )
  })

  it('what both have and what only one has make up the best ten of each', () => {
    fc.assert(
      fc.property(hits, hits, (left, right) => {
        const { overlap, onlyServed, onlyCompared } = compareLists(left, right)
        const common = best(left).filter((id) => best(right).includes(id))
        expect([...common, ...onlyServed.map(({ id }) => id)].sort()).toEqual(best(left).sort())
        expect([...common, ...onlyCompared.map(({ id }) => id)].sort()).toEqual(best(right).sort())
        const longer = Math.max(best(left).length, best(right).length)
        expect(overlap).toBeCloseTo(longer === 0 ? 1 : common.length / longer, 12)
      }),
    )
  })
})
