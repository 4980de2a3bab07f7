import { imputeSimilarity, shareOfSimilarity } from './hybrid-weight.ts'

/**
 * One feature of all candidates, as lists parallel to them: what was measured (null where it could not be), the same in
 * [0, 1], and what it counts. Weights of all columns of a search sum to 1, or to 0 when nothing is scored.
 */
export type FeatureColumn = {
  name: string
  weight: number
  raw: readonly (number | null)[]
  value: readonly number[]
  /** the value of a document that was not measured, where that is not 0 */
  unmeasured?: number
}

/** How much more a document counts, on either side, whose title says that it is what is looked for (docs/decisions/0014-titles-that-name-the-thing.md). */
export const HEAD_LIFT = 0.06

/** BM25 as a share of the largest over R; outside K it is 0. */
export function keywordColumn(weight: number, raw: readonly (number | null)[], largest: number): FeatureColumn {
  const value = raw.map((score) => (largest > 0 && score !== null ? clamp(score / largest) : 0))
  return { name: 'keyword', weight, raw, value }
}

/**
 * Cosines as a share of the largest in R. A document whose similarity nobody scored gets an imputed one: counting it as 0 would
 * push it below documents that are known to be far away. `keyword` tells which documents are in K; `nearest` are the cosines of S, best first.
 * `headed` are documents whose title says that they are what is looked for: they count more, and `raw` has their cosine as it is.
 */
export function semanticColumn(
  weight: number,
  raw: readonly (number | null)[],
  keyword: readonly (number | null)[],
  nearest: readonly number[],
  headed: readonly boolean[] = [],
): FeatureColumn {
  const lifted = raw.map((cosine, at) => (cosine !== null && headed[at] === true ? cosine * (1 + HEAD_LIFT) : cosine))
  const largest = findLargest(lifted)
  // in one order: a sum of the same numbers in another differs in its last digit, and refining changes the order they come in
  const scored = raw.flatMap((cosine, at) => (cosine === null || keyword[at] === null ? [] : [cosine])).toSorted((left, right) => left - right)
  const imputed = shareOfSimilarity(imputeSimilarity(scored, nearest), largest)
  const value = lifted.map((cosine) => (cosine === null ? imputed : shareOfSimilarity(cosine, largest)))
  return { name: 'semantic', weight, raw, value, unmeasured: imputed }
}

/** A feature that was measured as a share, in [0, 1], of a `whole`. */
export function shareColumn(name: string, weight: number, shares: readonly number[], whole = 1): FeatureColumn {
  return { name, weight, raw: shares.map((share) => share * whole), value: shares.map(clamp) }
}

/** The largest similarity; 0 when there is none. */
export function findLargest(similarities: readonly (number | null)[]): number {
  return similarities.reduce<number>((largest, cosine) => Math.max(largest, cosine ?? 0), 0)
}

/** Weights as shares of their sum; all 0 when they sum to 0. */
export function normaliseWeights<T extends Record<string, number>>(weights: T): T {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0)
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, sum > 0 ? weight / sum : 0])) as T
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
