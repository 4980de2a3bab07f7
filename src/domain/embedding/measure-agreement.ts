// How well a learnt model keeps the neighbourhoods that words make, measured without queries or judgments: some documents
// ask for their neighbours by words, and the model's cosines of those neighbours are correlated with the words' cosines.
// Where 256 components are too few for a collection (many different subjects, short texts), both lists part ways. Of several vectors each
// is asked by the same whole documents, as queries ask with any words: one that few documents have, or that tells little of them, agrees little.
import { correlate } from '../../shared/math/correlation.ts'
import { DIMENSIONS } from './model.ts'
import { COUNT_WEIGHTS, type TermMatrix, readRow } from './term-matrix.ts'
import { findEntries } from './vector-entries.ts'

/** What is compared: the learner's matrix, whose rows are in sample order, and its finished term vectors as bytes. */
export interface ComparedModel {
  readonly matrix: TermMatrix
  /** Row t: vectors[t * DIMENSIONS ...] * scales[t]. */
  readonly vectors: Int8Array
  readonly scales: Float32Array
}

/** Plain data: it can be written down between any two calls of `advanceComparison`. */
export interface Comparison {
  /** Documents that can be neighbours, and those of them that ask. */
  documents: number
  probes: number
  probe: number
  /** Different words of the longest of them. */
  longest: number
  /** The asking document's neighbours by words, best first, their cosines by words and (up to `compared`) by the model. */
  neighbours: Uint32Array
  byWords: Float64Array
  byModel: Float64Array
  compared: number
  /** The asking document's own vector, not of unit length: a correlation does not see its length. */
  own: Float64Array
  /** Correlations so far, negative ones as 0. */
  sum: number
  count: number
  /** Where there are several: the neighbours' cosines by vector v from v * NEIGHBOURS on, 0 without it, and each vector's sum of correlations. */
  vectors?: { byVector: Float64Array; sums: Float64Array }
}

// The more documents, the closer the nearest: a bound on them keeps the figure comparable between collections.
export const MOST_DOCUMENTS = 4_000
// Finding the neighbours of one document reads every entry of the others.
const MOST_ENTRIES = 1_000_000
const PROBES = 128
const NEIGHBOURS = 50
const FEWEST_NEIGHBOURS = 10
// What is said when nothing could be compared, and how many documents' word that is worth.
const PRIOR_AGREEMENT = 0.6
const PRIOR_PROBES = 4

export function createComparison(matrix: TermMatrix): Comparison {
  const { vectors } = matrix
  let documents = Math.min(MOST_DOCUMENTS, matrix.documents, vectors?.documents ?? MOST_DOCUMENTS)
  while (documents > 0 && (matrix.ends[documents - 1] as number) > MOST_ENTRIES) documents--
  let longest = 0
  for (let at = 0; at < documents; at++) longest = Math.max(longest, (matrix.ends[at] as number) - (at === 0 ? 0 : (matrix.ends[at - 1] as number)))
  return {
    documents,
    longest,
    probes: Math.min(PROBES, documents),
    probe: 0,
    neighbours: new Uint32Array(0),
    byWords: new Float64Array(0),
    byModel: new Float64Array(0),
    compared: 0,
    own: new Float64Array(DIMENSIONS),
    sum: 0,
    count: 0,
    ...(vectors ? { vectors: { byVector: new Float64Array(vectors.names.length * NEIGHBOURS), sums: new Float64Array(vectors.names.length) } } : {}),
  }
}

/** One document's neighbours by words, or one neighbour's vector: at most 1.3 M multiply-adds; with several vectors about twice as many. */
export function advanceComparison(work: Comparison, model: ComparedModel): { cost: number; finished: boolean } {
  if (work.probe >= work.probes) return { cost: 0, finished: true }
  if (work.compared < work.neighbours.length) {
    const neighbour = work.neighbours[work.compared] as number
    const vector = new Float64Array(DIMENSIONS)
    let cost = sumWords(vector, model, neighbour, work.longest)
    work.byModel[work.compared] = measureShare(work.own, vector)
    cost += compareVectors(work, model, neighbour)
    work.compared++
    if (work.compared === work.neighbours.length) closeProbe(work)
    return { cost, finished: work.probe >= work.probes }
  }
  const cost = findNeighbours(work, model.matrix) + sumWords(work.own.fill(0), model, work.probe, work.longest)
  if (work.neighbours.length === 0) work.probe++
  return { cost, finished: work.probe >= work.probes }
}

/** The mean correlation, 0..1; near 0.6 when few documents had neighbours to compare. */
export function readAgreement({ sum, count }: Comparison): number {
  return (sum + PRIOR_AGREEMENT * PRIOR_PROBES) / (count + PRIOR_PROBES)
}

/**
 * The same by vector, 0..1: documents without it are unrelated by it, so that few vectors agree little and none at all gives 0. Undefined
 * where the documents came without several vectors.
 */
export function readVectorAgreement({ vectors, count, documents }: Comparison, matrix: TermMatrix): Record<string, number> | undefined {
  const entries = matrix.vectors
  if (!entries || !vectors) return undefined
  const agreement = entries.names.map((name, vector): [string, number] => {
    let having = 0
    for (let document = 0; document < documents; document++) {
      const { from, to } = findEntries(entries, document, vector)
      if (to > from) having++
    }
    const prior = PRIOR_AGREEMENT * (documents === 0 ? 0 : having / documents)
    return [name, ((vectors.sums[vector] as number) + prior * PRIOR_PROBES) / (count + PRIOR_PROBES)]
  })
  return Object.fromEntries(agreement)
}

function closeProbe(work: Comparison): void {
  const correlation = correlate(work.byWords, work.byModel, work.neighbours.length)
  if (correlation !== null) {
    work.sum += Math.max(0, correlation)
    work.count++
    for (let vector = 0; vector < (work.vectors?.sums.length ?? 0); vector++) addCorrelation(work, vector)
  }
  work.neighbours = new Uint32Array(0)
  work.compared = 0
  work.probe++
}

function addCorrelation({ vectors, byWords, neighbours }: Comparison, vector: number): void {
  if (!vectors) return
  const byVector = vectors.byVector.subarray(vector * NEIGHBOURS)
  vectors.sums[vector] = (vectors.sums[vector] as number) + Math.max(0, correlate(byWords, byVector, neighbours.length) ?? 0)
}

/** What the asking document has in common with each vector of the neighbour; opposite is unrelated, as in a search of several. */
function compareVectors({ vectors, own, compared }: Comparison, model: ComparedModel, neighbour: number): number {
  const entries = model.matrix.vectors
  if (!vectors || !entries) return 0
  let cost = 0
  for (let vector = 0; vector < entries.names.length; vector++) {
    const { from, to } = findEntries(entries, neighbour, vector)
    const sum = new Float64Array(DIMENSIONS)
    for (let entry = from; entry < to; entry++) {
      const term = entries.entryTerms[entry] as number
      addTerm(sum, model, term, (COUNT_WEIGHTS[entries.entryCounts[entry] as number] as number) * (model.matrix.idf[term] as number))
    }
    vectors.byVector[vector * NEIGHBOURS + compared] = Math.max(0, measureShare(own, sum))
    cost += (to - from + 1) * DIMENSIONS
  }
  return cost
}

/** The 50 documents with the largest cosine of weighted words; none at all when fewer than ten share a word. */
function findNeighbours(work: Comparison, matrix: TermMatrix): number {
  const asked = new Float64Array(matrix.terms)
  const weights = new Float64Array(work.longest)
  const own = readRow(matrix, work.probe, weights)
  for (let entry = own.from; entry < own.to; entry++) asked[matrix.entryTerms[entry] as number] = weights[entry - own.from] as number
  const found: { document: number; cosine: number }[] = []
  for (let document = 0; document < work.documents; document++) {
    if (document === work.probe) continue
    const { from, to } = readRow(matrix, document, weights)
    let cosine = 0
    for (let entry = from; entry < to; entry++) cosine += (asked[matrix.entryTerms[entry] as number] as number) * (weights[entry - from] as number)
    if (cosine > 0) found.push({ document, cosine })
  }
  const best = found.sort((a, b) => b.cosine - a.cosine || a.document - b.document).slice(0, NEIGHBOURS)
  const kept = best.length < FEWEST_NEIGHBOURS ? [] : best
  work.neighbours = Uint32Array.from(kept, ({ document }) => document)
  work.byWords = Float64Array.from(kept, ({ cosine }) => cosine)
  work.byModel = new Float64Array(kept.length)
  work.compared = 0
  return matrix.terms + (matrix.ends[work.documents - 1] as number)
}

/** Adds up the weighted vectors of a document's words. */
function sumWords(vector: Float64Array, model: ComparedModel, document: number, longest: number): number {
  const { matrix } = model
  const weights = new Float64Array(longest)
  const { from, to } = readRow(matrix, document, weights)
  for (let entry = from; entry < to; entry++) addTerm(vector, model, matrix.entryTerms[entry] as number, weights[entry - from] as number)
  return (to - from) * DIMENSIONS
}

function addTerm(vector: Float64Array, { vectors, scales }: ComparedModel, term: number, weight: number): void {
  const scaled = weight * (scales[term] as number)
  const row = term * DIMENSIONS
  for (let j = 0; j < DIMENSIONS; j++) vector[j] = (vector[j] as number) + scaled * (vectors[row + j] as number)
}

/** own . vector / |vector|: the cosine but for a factor all neighbours share; 0 for a vector of nothing. */
function measureShare(own: Float64Array, vector: Float64Array): number {
  let product = 0
  let squares = 0
  for (let j = 0; j < DIMENSIONS; j++) {
    product += (own[j] as number) * (vector[j] as number)
    squares += (vector[j] as number) ** 2
  }
  return squares > 0 ? product / Math.sqrt(squares) : 0
}
