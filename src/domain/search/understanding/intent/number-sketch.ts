import { randomBitsAt } from '../../../../shared/math/random.ts'

const SIZE = 4_096
const SEED = 0x5e7c4

/** Percentiles of a field's numbers, index 0 the smallest value and 100 the largest. */
export type Percentiles = readonly number[]

/** Percentiles of any number of values: exact up to 4,096, from a uniform sample of as many beyond (Vitter's algorithm R, seeded). */
export class NumberSketch {
  #kept: number[] = []
  #seen = 0

  add(value: number): void {
    if (this.#seen < SIZE) this.#kept.push(value)
    else {
      const place = randomBitsAt(SEED, this.#seen) % (this.#seen + 1)
      if (place < SIZE) this.#kept[place] = value
    }
    this.#seen += 1
  }

  /** Empty when nothing was added. */
  percentiles(): Percentiles {
    const sorted = Float64Array.from(this.#kept).toSorted()
    if (sorted.length === 0) return []
    return Array.from({ length: 101 }, (_, percent) => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0)
  }
}
