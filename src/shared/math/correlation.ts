/**
 * Pearson's correlation of the first `count` pairs, -1..1. Null where either side is constant: there is nothing to
 * correlate. Missing numbers count as 0.
 */
export function correlate(left: ArrayLike<number>, right: ArrayLike<number>, count: number): number | null {
  let sumLeft = 0
  let sumRight = 0
  for (let at = 0; at < count; at++) {
    sumLeft += left[at] ?? 0
    sumRight += right[at] ?? 0
  }
  let cross = 0
  let squaresLeft = 0
  let squaresRight = 0
  for (let at = 0; at < count; at++) {
    const a = (left[at] ?? 0) - sumLeft / count
    const b = (right[at] ?? 0) - sumRight / count
    cross += a * b
    squaresLeft += a * a
    squaresRight += b * b
  }
  const product = squaresLeft * squaresRight
  return product > 1e-18 ? cross / Math.sqrt(product) : null
}
