import { COMPARED } from '../../../contracts/vector-sets.ts'

export type Hit = { id: string; similarity: number }
export type ListComparison = { overlap: number; similarityDifference: number; onlyServed: Hit[]; onlyCompared: Hit[] }

/**
 * Two lists of one query, best first: their best ten. Overlap is in [0, 1]: what both have over the longer one, and 1
 * when neither has any. Similarities of two models have scales of their own: their difference says how the scale moves.
 */
export function compareLists(served: readonly Hit[], compared: readonly Hit[]): ListComparison {
  const [left, right] = [served.slice(0, COMPARED), compared.slice(0, COMPARED)]
  const [leftIds, rightIds] = [new Set(left.map(({ id }) => id)), new Set(right.map(({ id }) => id))]
  const onlyServed = left.filter(({ id }) => !rightIds.has(id))
  const longer = Math.max(left.length, right.length)
  return {
    overlap: longer === 0 ? 1 : (left.length - onlyServed.length) / longer,
    similarityDifference: meanOf(right.map(({ similarity }) => similarity)) - meanOf(left.map(({ similarity }) => similarity)),
    onlyServed,
    onlyCompared: right.filter(({ id }) => !leftIds.has(id)),
  }
}

/** 0 of nothing. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
