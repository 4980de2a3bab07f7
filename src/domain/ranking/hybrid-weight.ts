// How far to trust learnt similarity beside keyword scores, decided per query from what both sides say, never from
// judgments. Score of a document of R: (1 - weight) * keyword / best keyword + weight * similarity share (below).
// Measured on twelve judged sets: docs/design/embedding.md.

export interface HybridSignals {
  collection: {
    /** Words a document, after stop words; from the learnt model's statistics. */
    meanDocumentLength: number
  }
  query: {
    /** Keyword scores of the best of K, best first; more than AGREEMENT_DEPTH are ignored. Positive. */
    keywordScores: readonly number[]
    /** Cosines of the same documents, in the same order. Fewer than scores: the rest do not count. */
    similarities: readonly number[]
    /** The largest cosine in R; 0 or less when nothing is near. */
    largestSimilarity: number
    /** Share of the query that the model can see, 0..1. */
    captured: number
  }
}

export interface HybridWeight {
  /** Weight of similarity, 0..1. */
  weight: number
  /** What decided it, for the trace; values are numbers without a unit. */
  reasons: { name: 'agreement' | 'flatness' | 'length' | 'captured' | 'keyword_matches'; value: number }[]
}

const AGREEMENT_DEPTH = 50
// With few matches their correlation is chance: it counts as if this many more matches agreed as an average query's do.
const PRIOR_MATCHES = 10
const PRIOR_AGREEMENT = 0.4
const FLATNESS_RANK = 10
// Documents of this many words teach a model half as much as long ones.
const HALF_LENGTH = 5
// Squared: half an agreement is worth a quarter of the trust.
const AGREEMENT_WEIGHT = 0.85
// To the fifth power: only scores that are nearly equal (tenth above 0.8 of the first) leave the order open.
const FLATNESS_WEIGHT = 0.35
const FLATNESS_POWER = 5
const LARGEST_WEIGHT = 0.85
// Below this the model has seen too little of the query to order anything.
const ENOUGH_CAPTURED = 0.1
// A best match weaker than this is not stretched to a full score.
const CONVINCING_SIMILARITY = 0.3

/**
 * weight = length * captured * (0.85 * agreement^2 + 0.35 * flatness^5), at most 0.85. It rises
 * (1) with agreement, the correlation of keyword scores and similarities over the best keyword matches: a model that
 * knows what matching documents have in common also knows related ones; (2) with flatness, the tenth keyword score over
 * the first: scores that hardly differ leave the order to someone else; (3) with the length of documents: short titles
 * teach little about which words belong together. No keyword match gives 1, nothing near gives 0.
 */
export function chooseSemanticWeight({ collection, query }: HybridSignals): HybridWeight {
  const matches = query.keywordScores.length
  if (query.largestSimilarity <= 0 || query.captured <= 0) {
    return { weight: 0, reasons: [{ name: 'captured', value: query.captured }] }
  }
  if (matches === 0) return { weight: 1, reasons: [{ name: 'keyword_matches', value: 0 }] }
  const agreement = measureAgreement(query.keywordScores, query.similarities)
  const flatness = measureFlatness(query.keywordScores)
  const length = collection.meanDocumentLength / (collection.meanDocumentLength + HALF_LENGTH)
  const captured = Math.min(1, query.captured / ENOUGH_CAPTURED)
  const trust = AGREEMENT_WEIGHT * agreement ** 2 + FLATNESS_WEIGHT * flatness ** FLATNESS_POWER
  return {
    weight: Math.min(LARGEST_WEIGHT, length * captured * trust),
    reasons: [
      { name: 'agreement', value: agreement },
      { name: 'flatness', value: flatness },
      { name: 'length', value: length },
      { name: 'captured', value: query.captured },
    ],
  }
}

/** A cosine as a share of the largest in R, 0..1: what `weight` multiplies. */
export function shareOfSimilarity(cosine: number, largestSimilarity: number): number {
  return Math.min(1, Math.max(0, cosine) / Math.max(largestSimilarity, CONVINCING_SIMILARITY))
}

/**
 * What a document of K that was not scored (beyond the first 200, or in a store without `score`) counts as: it was not
 * among the nearest, so no more than the last of those, and no more than a scored keyword match on average. Never 0:
 * that punishes documents for not having been asked about. Empty lists say nothing and are left out.
 */
export function imputeSimilarity(scoredSimilarities: readonly number[], nearestSimilarities: readonly number[]): number {
  const known: number[] = []
  if (scoredSimilarities.length > 0) {
    known.push(scoredSimilarities.reduce((sum, cosine) => sum + Math.max(0, cosine), 0) / scoredSimilarities.length)
  }
  const last = nearestSimilarities.at(-1)
  if (last !== undefined) known.push(Math.max(0, last))
  return known.length === 0 ? 0 : Math.min(...known)
}

/** Pearson's correlation over the best matches, negative counted as 0, drawn towards the prior when they are few. */
function measureAgreement(scores: readonly number[], similarities: readonly number[]): number {
  const count = Math.min(AGREEMENT_DEPTH, scores.length, similarities.length)
  const correlation = Math.max(0, correlate(scores, similarities, count))
  return (correlation * count + PRIOR_AGREEMENT * PRIOR_MATCHES) / (count + PRIOR_MATCHES)
}

// Where either side is constant there is nothing to correlate, and the prior stands.
function correlate(left: readonly number[], right: readonly number[], count: number): number {
  let sumLeft = 0
  let sumRight = 0
  for (let at = 0; at < count; at++) {
    sumLeft += left[at] ?? 0
    sumRight += right[at] ?? 0
  }
  let cross = 0
  let squaresLeft = 0
  let squaresRight = 0
  for (let at = 0; at < count; at++) {
    const a = (left[at] ?? 0) - sumLeft / count
    const b = (right[at] ?? 0) - sumRight / count
    cross += a * b
    squaresLeft += a * a
    squaresRight += b * b
  }
  const product = squaresLeft * squaresRight
  return product > 1e-18 ? cross / Math.sqrt(product) : PRIOR_AGREEMENT
}

/** The tenth (or last) keyword score as a share of the first, 0..1. */
function measureFlatness(scores: readonly number[]): number {
  const first = scores[0] ?? 0
  const tenth = scores[Math.min(FLATNESS_RANK, scores.length) - 1] ?? 0
  return first > 0 ? Math.min(1, Math.max(0, tenth / first)) : 1
}
