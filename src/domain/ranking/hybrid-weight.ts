// How far to trust learnt similarity beside keyword scores, decided per collection and per query from what both sides
// say, never from judgments. Score of a document of R: (1 - weight) * keyword / best keyword + weight * similarity share (below).
// Measured on twelve judged sets: docs/design/embedding.md.

import { correlate } from '../../shared/math/correlation.ts'

export interface HybridSignals {
  collection: {
    /** Words a document, after stop words; from the learnt model's statistics. */
    meanDocumentLength: number
    /** How well the model keeps the neighbourhoods that words make, 0..1; absent where it was not measured. */
    agreement?: number | undefined
    /** How many of the documents the vectors that answer speak of, 0..1 (coverVectors); absent where it was not counted. */
    coverage?: number | undefined
  }
  query: {
    /** Keyword scores of K, or of its best, best first. Positive. */
    keywordScores: readonly number[]
    /** Cosines of the same documents, in the same order; null, or fewer than scores, where a document has none: of these the best AGREEMENT_DEPTH count. */
    similarities: readonly (number | null)[]
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
  reasons: { name: 'trust' | 'coverage' | 'agreement' | 'flatness' | 'length' | 'captured' | 'keyword_matches'; value: number }[]
}

const AGREEMENT_DEPTH = 50
// A query's correlation counts together with this many matches of the correlation that the collection's trust expects:
// on the judged sets the mean correlation of real queries was 0.85 of the trust.
const PRIOR_MATCHES = 50
const EXPECTED_AGREEMENT = 0.85
// Of a model that was never compared with the words of its collection (an older one, or one that reads sentences).
const UNMEASURED_TRUST = 0.6
const FLATNESS_RANK = 10
// Documents of this many words teach a model half as much as long ones.
const HALF_LENGTH = 10
const AGREEMENT_WEIGHT = 2
const FLATNESS_WEIGHT = 0.25
const LARGEST_WEIGHT = 0.65
// A best match weaker than this is not stretched to a full score.
const CONVINCING_SIMILARITY = 0.3

/**
 * weight = coverage * length * sqrt(captured) * (2 * trust^2 * agreement + 0.25 * flatness^2), at most 0.65. It rises
 * (1) with trust, how well the model keeps the neighbourhoods that words make in the whole collection: squared, because
 * a model that loses half of them is worth a quarter; (2) with agreement, the correlation of keyword scores and
 * similarities over the best keyword matches of this query, drawn half way to what the trust lets expect, since fifty
 * pairs say little; (3) with flatness, the tenth keyword score over the first: scores that hardly differ leave the order
 * to someone else; (4) with the length of documents: short titles teach little about which words belong together;
 * (5) with the share of the query that the model sees; (6) with coverage: the more documents lack the vectors that answer, the less
 * it says of a document that it is not near. No keyword match gives 1, nothing near gives 0.
 */
export function chooseSemanticWeight({ collection, query }: HybridSignals): HybridWeight {
  const matches = query.keywordScores.length
  if (query.largestSimilarity <= 0 || query.captured <= 0) {
    return { weight: 0, reasons: [{ name: 'captured', value: query.captured }] }
  }
  if (matches === 0) return { weight: 1, reasons: [{ name: 'keyword_matches', value: 0 }] }
  const trust = Math.min(1, Math.max(0, collection.agreement ?? UNMEASURED_TRUST))
  const agreement = measureAgreement(query.keywordScores, query.similarities, EXPECTED_AGREEMENT * trust)
  const flatness = measureFlatness(query.keywordScores)
  const length = collection.meanDocumentLength / (collection.meanDocumentLength + HALF_LENGTH)
  const earned = AGREEMENT_WEIGHT * trust ** 2 * agreement + FLATNESS_WEIGHT * flatness ** 2
  const coverage = collection.coverage === undefined ? 1 : Math.min(1, Math.max(0, collection.coverage))
  return {
    weight: coverage * Math.min(LARGEST_WEIGHT, length * Math.sqrt(Math.min(1, query.captured)) * earned),
    reasons: [
      { name: 'trust', value: trust },
      ...(collection.coverage === undefined ? [] : [{ name: 'coverage' as const, value: coverage }]),
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

/** The correlation over the best matches whose similarity is known, negative counted as 0 and none as expected, drawn towards what is expected. */
function measureAgreement(scores: readonly number[], similarities: readonly (number | null)[], expected: number): number {
  const known = scores.flatMap((score, at) => {
    const similarity = similarities[at] ?? null
    return similarity === null ? [] : [{ score, similarity }]
  })
  const count = Math.min(AGREEMENT_DEPTH, known.length)
  const own = correlate(
    known.map(({ score }) => score),
    known.map(({ similarity }) => similarity),
    count,
  )
  const correlation = Math.max(0, own ?? expected)
  return (correlation * count + expected * PRIOR_MATCHES) / (count + PRIOR_MATCHES)
}

/** The tenth (or last) keyword score as a share of the first, 0..1. */
function measureFlatness(scores: readonly number[]): number {
  const first = scores[0] ?? 0
  const tenth = scores[Math.min(FLATNESS_RANK, scores.length) - 1] ?? 0
  return first > 0 ? Math.min(1, Math.max(0, tenth / first)) : 1
}
