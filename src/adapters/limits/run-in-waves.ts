/**
 * Calls `run` for every item, at most `width` at a time, and returns the results in order. A Worker may have 6
 * connections waiting for headers (developers.cloudflare.com/workers/platform/limits); one more waits for a free one.
 * The first failure stops further calls and is thrown.
 */
export async function runInWaves<Item, Result>(
  items: readonly Item[],
  width: number,
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  let next = 0
  let failed = false
  const work = async (): Promise<void> => {
    while (!failed && next < items.length) {
      const at = next++
      try {
        results[at] = await run(items[at] as Item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work))
  return results
}

/** Consecutive slices of at most `size`. */
export function splitEvery<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const slices: (readonly Item[])[] = []
  for (let from = 0; from < items.length; from += size) slices.push(items.slice(from, from + size))
  return slices
}
