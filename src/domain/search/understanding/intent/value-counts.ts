/** Values counted at a time: about 15 MB whatever comes. */
const MOST_VALUES = 120_000
/** Looked at for each value that is added beyond that, so that no call is long. */
const SWEEP = 4

type Counted = { readonly field: string; readonly value: string; count: number }

/**
 * Documents a facet value. When there are too many values the rarest go (lossy counting, Manku and Motwani 2002: a
 * sweep that never stops drops what was seen no more often than there were full sweeps).
 */
export class ValueCounts {
  #counts = new Map<string, Counted>()
  #sweep = this.#counts.entries()
  #floor = 1

  add(field: string, value: string): void {
    const key = `${field}\u0000${value}`
    const known = this.#counts.get(key)
    if (known !== undefined) known.count += 1
    else {
      this.#makeRoom()
      if (this.#counts.size < MOST_VALUES + MOST_VALUES / 4) this.#counts.set(key, { field, value, count: 1 })
    }
  }

  values(): IterableIterator<Counted> {
    return this.#counts.values()
  }

  #makeRoom(): void {
    for (let looked = 0; looked < SWEEP && this.#counts.size >= MOST_VALUES; looked += 1) {
      const next = this.#sweep.next()
      if (next.done === true) {
        this.#sweep = this.#counts.entries()
        this.#floor += 1
      } else if (next.value[1].count <= this.#floor) this.#counts.delete(next.value[0])
    }
  }
}
