/** A text with the documents it stands in; `categories` are pairs: category, documents in it. */
export type Counted = { text: string; field: string; value: string; count: number; categories: number[] }

/** Categories kept a text: the rarest give way. */
const MAX_CATEGORIES = 32
/** Texts looked at for one that may give way. */
const CLOCK_STEPS = 16

/**
 * Counts texts in bounded memory. Counts are exact until `limit` texts are there; from then on the rare ones give way to new
 * ones, clockwise, and what comes back begins at 1 again: a count may be too low, never too high.
 */
export class Tally {
  private readonly counted = new Map<string, Counted>()
  private readonly limit: number
  private clock: MapIterator<[string, Counted]> | null = null
  private floor = 1

  constructor(limit: number) {
    this.limit = limit
  }

  /** Counts one document; `make` is asked for what is not known yet. */
  add(key: string, categories: readonly number[], make: () => Pick<Counted, 'text'> & Partial<Pick<Counted, 'field' | 'value'>>): void {
    let entry = this.counted.get(key)
    if (entry === undefined) {
      if (this.counted.size >= this.limit && !this.makeRoom()) return
      entry = { field: '', value: '', count: 0, categories: [], ...make() }
      this.counted.set(key, entry)
    }
    entry.count += 1
    for (const category of categories) countCategory(entry.categories, category)
  }

  get(key: string): Counted | undefined {
    return this.counted.get(key)
  }

  entries(): IterableIterator<[string, Counted]> {
    return this.counted.entries()
  }

  get size(): number {
    return this.counted.size
  }

  private makeRoom(): boolean {
    for (let step = 0; step < CLOCK_STEPS; step++) {
      this.clock ??= this.counted.entries()
      const next = this.clock.next()
      if (next.done === true) {
        this.clock = null
        this.floor += 1
        continue
      }
      const [key, { count }] = next.value
      if (count <= this.floor) return this.counted.delete(key)
    }
    return false
  }
}

function countCategory(pairs: number[], category: number): void {
  for (let at = 0; at < pairs.length; at += 2) {
    if (pairs[at] === category) {
      pairs[at + 1] = (pairs[at + 1] ?? 0) + 1
      return
    }
  }
  if (pairs.length >= 2 * MAX_CATEGORIES) {
    const single = pairs.findIndex((count, at) => at % 2 === 1 && count === 1)
    if (single < 0) return
    pairs.splice(single - 1, 2)
  }
  pairs.push(category, 1)
}
