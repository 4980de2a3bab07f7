/** Where each document went: places of the input in their new order, and what was demoted with how many of its value stood before it or were it. */
export type Capped = { order: readonly number[]; demoted: ReadonlyMap<number, number> }

/**
 * At most `cap` documents of one value among the first `window` places. `values` are those of the documents in order, null for a
 * document without one, which is never demoted. Documents beyond the cap move behind the window, in their order; later documents
 * move up to fill it. Where too few others follow, those beyond the cap end the window themselves. A permutation: nothing is removed.
 */
export function capValues(values: readonly (string | number | null)[], { cap, window }: { cap: number; window: number }): Capped {
  const placed: number[] = []
  const deferred: number[] = []
  const demoted = new Map<number, number>()
  const seen = new Map<string | number, number>()
  let at = 0
  for (; at < values.length && placed.length < window; at++) {
    const value = values[at] ?? null
    const nth = value === null ? 0 : (seen.get(value) ?? 0) + 1
    if (value !== null) seen.set(value, nth)
    if (nth <= cap) placed.push(at)
    else {
      deferred.push(at)
      demoted.set(at, nth)
    }
  }
  const rest = Array.from({ length: values.length - at }, (_unused, place) => at + place)
  const order = [...placed, ...deferred, ...rest]
  order.forEach((from, to) => {
    // where nothing moved up before it, it was not demoted after all
    if (to <= from) demoted.delete(from)
  })
  return { order, demoted }
}
