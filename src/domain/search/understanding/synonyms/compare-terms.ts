import { DIMENSIONS, type TextModel, readFrequency } from '../../../embedding/index.ts'

/** The commonest terms of a collection as points: `vectors` has `width` numbers a term, of unit length. */
export type TermSpace = { terms: readonly string[]; vectors: Float32Array; width: number }
/** Positions of two terms, the larger first, and their cosine in thousandths: small as JSON between two slices. */
export type TermPair = readonly [left: number, right: number, cosine: number]

export const MAX_COMPARED_TERMS = 5000
export const MAX_PAIRS = 4000
/**
 * Of the learnt components the leading ones: they hold what documents are about, in which words of one meaning agree; the
 * later ones hold which words stand side by side, in which they differ (on 54,667 product titles 96 put more true pairs
 * among the first than 32 or all 256).
 */
const LEADING = 96
/** The same share of fewer components: all of a small collection's only tell which words stand together. */
const LEADING_SHARE = LEADING / DIMENSIONS
const MIN_COSINE = 500
/** Neighbours one term brings along, so that one dense cluster does not take every place. */
const NEIGHBOURS_A_TERM = 8
/** A term in more of the documents than this says nothing about any of them. */
const MAX_SHARE = 0.2

/** Names, numbers and model codes have no synonyms, and neither has what is too short to tell. */
export function isComparable(term: string): boolean {
  return term.length >= 3 && !/[\p{N}\p{Extended_Pictographic}]/u.test(term)
}

/** The commonest comparable terms of a model, at most 5,000 (2 MB), commonest first. */
export function readTermSpace(model: TextModel, fewest: number): TermSpace {
  const { sampledDocuments } = model.statistics
  const rows = model.words
    .map((term, row) => ({ term, row, share: readFrequency(model.idf[row] ?? 0, sampledDocuments) / Math.max(1, sampledDocuments) }))
    .filter(({ term, share }) => isComparable(term) && share * model.statistics.documents >= fewest && share <= MAX_SHARE)
    .sort((left, right) => right.share - left.share || left.row - right.row)
    .slice(0, MAX_COMPARED_TERMS)
  const width = Math.min(LEADING, Math.max(1, Math.round(model.rank * LEADING_SHARE)))
  const vectors = new Float32Array(rows.length * width)
  rows.forEach(({ row }, at) => {
    let length = 0
    for (let j = 0; j < width; j++) length += (model.vectors[row * DIMENSIONS + j] ?? 0) ** 2
    const scale = length === 0 ? 0 : 1 / Math.sqrt(length)
    for (let j = 0; j < width; j++) vectors[at * width + j] = (model.vectors[row * DIMENSIONS + j] ?? 0) * scale
  })
  return { terms: rows.map(({ term }) => term), vectors, width }
}

/** Pairs of the rows [from, to) with all rows before them, the nearest few of each row. (to - from) x to x width multiply-adds. */
export function compareRows(space: TermSpace, from: number, to: number): TermPair[] {
  const { terms, vectors, width } = space
  const pairs: TermPair[] = []
  for (let left = from; left < Math.min(to, terms.length); left++) {
    const near: TermPair[] = []
    for (let right = 0; right < left; right++) {
      const cosine = Math.round(1000 * dot(vectors, left * width, right * width, width))
      if (cosine >= MIN_COSINE && !looksAlike(terms[left] ?? '', terms[right] ?? '')) near.push([left, right, cosine])
    }
    pairs.push(...nearest(near, NEIGHBOURS_A_TERM))
  }
  return pairs
}

export function nearest(pairs: readonly TermPair[], limit: number): TermPair[] {
  return pairs.toSorted((left, right) => right[2] - left[2] || left[0] - right[0] || left[1] - right[1]).slice(0, limit)
}

function dot(vectors: Float32Array, left: number, right: number, width: number): number {
  let sum = 0
  for (let j = 0; j < width; j++) sum += (vectors[left + j] ?? 0) * (vectors[right + j] ?? 0)
  return sum
}

/** Two spellings or forms of one word: spelling and word forms are found elsewhere. */
export function looksAlike(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  if (short.length >= 4 && long.startsWith(short)) return true
  let same = 0
  while (same < short.length && short[same] === long[same]) same++
  let tail = 0
  while (tail < short.length - same && short.at(-1 - tail) === long.at(-1 - tail)) tail++
  // after the same first letter one or two others differ, in a longer word
  return short.length >= 5 && same > 0 && long.length - same - tail <= 2
}
