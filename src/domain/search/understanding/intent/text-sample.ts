import { randomBitsAt } from '../../../../shared/math/random.ts'

/** 8 MB of words: every text of a small collection, a uniform sample of the documents of a large one. */
const MOST_TERMS = 2_000_000
const MOST_DOCUMENTS = 50_000
const SEED = 0x7e87
const ALL = 0x1_0000_0000

/** `terms` are hashes of the words of the running text, 0 between texts; `values` are hashes of the facet values carried. */
export type SampledDocument = { readonly terms: Uint32Array; readonly values: Uint32Array }

/**
 * Keeps documents whose hashed key lies under a limit that is halved whenever the sample is full, so that what is
 * kept depends on keys alone and not on their order.
 */
export class TextSample {
  #kept: (SampledDocument & { draw: number })[] = []
  #terms = 0
  #limit = ALL

  /** `read` runs only for a document that is kept. */
  add(key: number, read: () => SampledDocument): void {
    const draw = randomBitsAt(SEED, key)
    if (draw >= this.#limit) return
    const document = read()
    this.#kept.push({ ...document, draw })
    this.#terms += document.terms.length
    while (this.#terms > MOST_TERMS || this.#kept.length > MOST_DOCUMENTS) {
      this.#limit /= 2
      this.#kept = this.#kept.filter(({ draw: place }) => place < this.#limit)
      this.#terms = this.#kept.reduce((sum, { terms }) => sum + terms.length, 0)
    }
  }

  get documents(): readonly SampledDocument[] {
    return this.#kept
  }
}
