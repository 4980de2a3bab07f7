/** The name closest to a mistyped one (restricted Damerau-Levenshtein, at most a third of its letters wrong), or undefined. */
export function findNearestName(wanted: string, names: Iterable<string>): string | undefined {
  const target = [...wanted.toLowerCase()]
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(target.length / 3)) + 1
  for (const name of names) {
    if (name.includes('*')) continue
    const distance = measureDistance(target, [...name.toLowerCase()], bestDistance)
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && name < best)) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

function measureDistance(left: readonly string[], right: readonly string[], limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1
      let distance = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost)
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (swapped) distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1)
      current.push(distance)
    }
    beforeLast = last
    last = current
  }
  return last[right.length] ?? limit + 1
}
