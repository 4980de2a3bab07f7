/**
 * Relevance feedback (Rocchio 1971) with the weights of Manning, Raghavan and Schütze 2008, section 9.1.1: what was asked,
 * drawn towards what is liked and a little away from what is not.
 */
export const ALPHA = 1
export const BETA = 0.75
export const GAMMA = 0.15

export type Feedback<T> = { text: T | null; liked: readonly T[]; unliked: readonly T[] }

/**
 * The query α·text + β·mean(liked) − γ·mean(unliked), at unit length. Vectors of zeros stand for texts that nothing is known
 * of and take no part. All zeros when nothing is left. Shapes: all vectors `dimensions` long.
 */
export function combineVectors({ text, liked, unliked }: Feedback<Float32Array>, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions)
  const add = (vectors: readonly Float32Array[], weight: number): void => {
    const known = vectors.filter((vector) => vector.some((value) => value !== 0))
    for (const vector of known) for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + (weight / known.length) * (vector[at] ?? 0)
  }
  add(text === null ? [] : [text], ALPHA)
  add(liked, BETA)
  add(unliked, -GAMMA)
  const length = Math.hypot(...sum)
  return Float32Array.from(sum, (value) => (length > 0 ? value / length : 0))
}

export type TermWeights = ReadonlyMap<string, number>

/** The same over weighted terms; terms that are left with no weight are dropped. */
export function combineTerms({ text, liked, unliked }: Feedback<TermWeights>): Map<string, number> {
  const sum = new Map<string, number>()
  const add = (documents: readonly TermWeights[], weight: number): void => {
    for (const terms of documents) for (const [term, value] of terms) sum.set(term, (sum.get(term) ?? 0) + (weight / documents.length) * value)
  }
  add(text === null ? [] : [text], ALPHA)
  add(liked, BETA)
  add(unliked, -GAMMA)
  return new Map([...sum].filter(([, weight]) => weight > 0))
}
