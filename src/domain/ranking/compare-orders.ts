/** Two orders of documents, best first, without repetitions. What one of them does not name stands behind everything it does. */
type Order = readonly string[]

/** Share of the first `depth` that both orders have: 1 when the same documents stand there, whatever their places; 1 for two empty orders. */
export function measureOverlap(left: Order, right: Order, depth = 10): number {
  const first = left.slice(0, depth)
  const other = right.slice(0, depth)
  const longer = Math.max(first.length, other.length)
  const known = new Set(first)
  return longer === 0 ? 1 : other.filter((id) => known.has(id)).length / longer
}

/**
 * Kendall's tau over every pair of documents that either order has among its first `depth`, in [-1, 1]: pairs in the same order less
 * pairs in opposite order, as a share of the pairs that both orders tell apart (Goodman and Kruskal's gamma). An order that was cut tells
 * apart what it names, and that from what it does not; two documents that it does not name, it does not. Null without a pair to compare.
 */
export function measureKendallTau(left: Order, right: Order, depth = 10): number | null {
  const union = [...new Set([...left.slice(0, depth), ...right.slice(0, depth)])]
  const placesIn = (order: Order): number[] => {
    const known = new Map(order.map((id, at) => [id, at]))
    return union.map((id) => known.get(id) ?? order.length)
  }
  const [ours, theirs] = [placesIn(left), placesIn(right)]
  let same = 0
  let opposite = 0
  for (let at = 0; at < union.length; at++) {
    for (let other = at + 1; other < union.length; other++) {
      const sign = Math.sign((ours[at] ?? 0) - (ours[other] ?? 0)) * Math.sign((theirs[at] ?? 0) - (theirs[other] ?? 0))
      if (sign > 0) same++
      else if (sign < 0) opposite++
    }
  }
  return same + opposite === 0 ? null : (same - opposite) / (same + opposite)
}

/** Mean of the absolute differences of two lists of scores, parallel; 0 for empty ones. */
export function measureScoreDifference(left: readonly number[], right: readonly number[]): number {
  if (left.length === 0) return 0
  return left.reduce((sum, score, at) => sum + Math.abs(score - (right[at] ?? 0)), 0) / left.length
}
