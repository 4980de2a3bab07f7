/** Applies `work` to every item, at most `width` at a time; results keep the order of the items. The first failure stops the rest. */
export async function runConcurrently<T, R>(items: readonly T[], width: number, work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length)
  let next = 0
  let stopped = false
  const drain = async () => {
    while (!stopped) {
      const index = next
      next += 1
      const item = items[index]
      if (index >= items.length || item === undefined) return
      results[index] = await work(item, index)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.max(1, width) }, drain))
  } finally {
    stopped = true
  }
  return results
}
