// Which documents a model is learnt from: the keys with the smallest hashes. The choice depends on the keys and the seed
// alone, never on the order they come in, and two runs over slightly different catalogs share most of their sample.
import { hashWord } from '../../shared/math/random.ts'

/**
 * A bounded set of document keys, kept as a heap whose top is the largest hash.
 * Memory and time per key do not grow with the collection.
 */
export class DocumentSample {
  readonly #size: number
  readonly #seed: number
  readonly #heap: { hash: number; key: string }[] = []

  constructor(size: number, seed: number) {
    this.#size = size
    this.#seed = seed
  }

  offer(key: string): void {
    const entry = { hash: hashWord(key, this.#seed), key }
    const heap = this.#heap
    if (heap.length < this.#size) {
      heap.push(entry)
      this.#rise(heap.length - 1)
    } else if (heap[0] !== undefined && isBefore(entry, heap[0])) {
      heap[0] = entry
      this.#sink(0)
    }
  }

  /** The chosen keys in sample order, smallest hash first: any beginning of the list is itself a uniform sample. */
  chooseKeys(): string[] {
    return this.#heap.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ key }) => key)
  }

  #rise(at: number): void {
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#swapIfBefore(parent, at)) return
      at = parent
    }
  }

  #sink(at: number): void {
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      let largest = left
      const [leftEntry, rightEntry] = [this.#heap[left], this.#heap[right]]
      if (leftEntry === undefined) return
      if (rightEntry !== undefined && isBefore(leftEntry, rightEntry)) largest = right
      if (!this.#swapIfBefore(at, largest)) return
      at = largest
    }
  }

  #swapIfBefore(upper: number, lower: number): boolean {
    const [a, b] = [this.#heap[upper], this.#heap[lower]]
    if (a === undefined || b === undefined || !isBefore(a, b)) return false
    this.#heap[upper] = b
    this.#heap[lower] = a
    return true
  }
}

function isBefore(a: { hash: number; key: string }, b: { hash: number; key: string }): boolean {
  return a.hash < b.hash || (a.hash === b.hash && a.key < b.key)
}
