/** Connections that may wait for headers leave room for this many vectors at a time (DESIGN section 4). */
const WAVE = 5

/** Results in the order of the items; the first failure is thrown when its wave has ended. */
export async function inWaves<Item, Result>(items: readonly Item[], run: (item: Item, at: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += WAVE)
    results.push(...(await Promise.all(items.slice(from, from + WAVE).map((item, at) => run(item, from + at)))))
  return results
}
