const CHUNK = 2048

/** Sorts a copy: chunks first, then merged two by two; a slice every few thousand comparisons. Stable, as Array.sort is. */
export function* sortInSlices<T>(items: readonly T[], compare: (left: T, right: T) => number): Generator<void, T[]> {
  let runs: T[][] = []
  for (let from = 0; from < items.length; from += CHUNK) {
    runs.push(items.slice(from, from + CHUNK).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

function* merge<T>(left: readonly T[], right: readonly T[], compare: (left: T, right: T) => number): Generator<void, T[]> {
  const merged: T[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    const one = left[i] as T
    const other = right[j] as T
    if (compare(one, other) <= 0) {
      merged.push(one)
      i++
    } else {
      merged.push(other)
      j++
    }
    if (merged.length % (4 * CHUNK) === 0) yield
  }
  for (; i < left.length; i++) merged.push(left[i] as T)
  for (; j < right.length; j++) merged.push(right[j] as T)
  return merged
}
