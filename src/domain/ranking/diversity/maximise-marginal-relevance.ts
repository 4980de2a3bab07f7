/** Where each document went: places of the input in their new order, and for what sank the place it is most like among those above it. */
export type Diversified = { order: readonly number[]; demoted: ReadonlyMap<number, { like: number; similarity: number }> }

export type MarginalRelevance = {
  /** of the documents in order, in [0, 1] and not rising */
  relevance: readonly number[]
  /** of two documents by their places, in [0, 1] */
  similarity(left: number, right: number): number
  lambda: number
  window: number
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998) over the first `window` documents: next comes the one with the largest
 * lambda x relevance - (1 - lambda) x similarity to the most similar one before it; of equal ones the earlier. Lambda 1 keeps the
 * order. Documents behind the window stay where they are. Compares every two documents of the window once.
 */
export function maximiseMarginalRelevance({ relevance, similarity, lambda, window }: MarginalRelevance): Diversified {
  const width = Math.min(window, relevance.length)
  const waiting = Array.from({ length: width }, (_unused, at) => at)
  const closest = waiting.map(() => ({ like: -1, similarity: 0 }))
  const order: number[] = []
  const demoted = new Map<number, { like: number; similarity: number }>()
  while (waiting.length > 0) {
    let best = 0
    let most = Number.NEGATIVE_INFINITY
    waiting.forEach((at, place) => {
      const marginal = lambda * (relevance[at] ?? 0) - (1 - lambda) * (closest[at]?.similarity ?? 0)
      if (marginal > most) [best, most] = [place, marginal]
    })
    const [chosen = 0] = waiting.splice(best, 1)
    const nearest = closest[chosen]
    if (order.length > chosen && nearest && nearest.like !== -1) demoted.set(chosen, nearest)
    order.push(chosen)
    for (const at of waiting) {
      const own = similarity(at, chosen)
      if (own > (closest[at]?.similarity ?? 0)) closest[at] = { like: chosen, similarity: own }
    }
  }
  return { order: [...order, ...relevance.map((_value, at) => at).slice(width)], demoted }
}
