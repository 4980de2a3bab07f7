// How well a learnt model keeps the neighbourhoods that words make, measured without queries or judgments: some documents
// ask for their neighbours by words, and the model's cosines of those neighbours are correlated with the words' cosines.
// Where 256 components are too few for a collection (many different subjects, short texts), both lists part ways.
import { correlate } from '../../shared/math/correlation.ts'
import { DIMENSIONS } from './model.ts'
import { type TermMatrix, readRow } from './term-matrix.ts'

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
}

// The more documents, the closer the nearest: a bound on them keeps the figure comparable between collections.
const MOST_DOCUMENTS = 4_000
// Finding the neighbours of one document reads every entry of the others.
const MOST_ENTRIES = 1_000_000
const PROBES = 128
const NEIGHBOURS = 50
const FEWEST_NEIGHBOURS = 10
// What is said when nothing could be compared, and how many documents' word that is worth.
const PRIOR_AGREEMENT = 0.6
const PRIOR_PROBES = 4

export function createComparison(matrix: TermMatrix): Comparison {
  let documents = Math.min(MOST_DOCUMENTS, matrix.documents)
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
  }
}

/** One document's neighbours by words, or one neighbour's vector: at most 1.3 M multiply-adds. */
export function advanceComparison(work: Comparison, model: ComparedModel): { cost: number; finished: boolean } {
  if (work.probe >= work.probes) return { cost: 0, finished: true }
  if (work.compared < work.neighbours.length) {
    const neighbour = work.neighbours[work.compared] as number
    const vector = new Float64Array(DIMENSIONS)
    const cost = sumWords(vector, model, neighbour, work.longest)
    work.byModel[work.compared] = measureShare(work.own, vector)
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

function closeProbe(work: Comparison): void {
  const correlation = correlate(work.byWords, work.byModel, work.neighbours.length)
  if (correlation !== null) {
    work.sum += Math.max(0, correlation)
    work.count++
  }
  work.neighbours = new Uint32Array(0)
  work.compared = 0
  work.probe++
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
function sumWords(vector: Float64Array, { matrix, vectors, scales }: ComparedModel, document: number, longest: number): number {
  const weights = new Float64Array(longest)
  const { from, to } = readRow(matrix, document, weights)
  for (let entry = from; entry < to; entry++) {
    const term = matrix.entryTerms[entry] as number
    const weight = (weights[entry - from] as number) * (scales[term] as number)
    const row = term * DIMENSIONS
    for (let j = 0; j < DIMENSIONS; j++) vector[j] = (vector[j] as number) + weight * (vectors[row + j] as number)
  }
  return (to - from) * DIMENSIONS
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
