import type { Collection } from '../../catalog/index.ts'
import type { SearchScope, SemanticSource } from '../ports.ts'

/** Neighbours below this cosine share next to nothing with the query. Chosen low, not measured: words guessed from pieces reach 0.4 and more. */
export const SIMILARITY_FLOOR = 0.05
/** A few more than the 100 of the definition, because a neighbour may have been deleted since its vector was written. */
export const NEIGHBOURS_ASKED = 120
/** S is the best 100 (DESIGN section 5). */
const NEIGHBOURS = 100
/** Connections that may wait for headers leave room for this many vectors at a time (DESIGN section 4). */
const WAVE = 5

export type SemanticHits = {
  source: SemanticSource
  query: Float32Array
  captured: number
  /** best similarity over the vectors, each scaled by its weight; descending */
  similarities: Map<number, number>
  /** similarities of S, best first */
  nearest: number[]
  exhaustive: boolean
  candidates: number
  rowsRead: number
}

export type NamedWeight = { name: string; weight: number }

/** The vectors that take part, heaviest first; weights are scaled so that the heaviest is 1. */
export function weighVectors(collection: Collection, override: Readonly<Record<string, number>> | undefined): NamedWeight[] {
  const weights = collection.definition.vectors
    .map(({ name, weight }) => ({ name, weight: override?.[name] ?? weight }))
    .filter(({ weight }) => weight > 0)
    .toSorted((left, right) => right.weight - left.weight)
  const heaviest = weights[0]?.weight ?? 1
  return weights.map(({ name, weight }) => ({ name, weight: weight / heaviest }))
}

/** S before the scope's last check: per vector the nearest above the floor, united; a text nothing is known of has none. */
export async function retrieveNeighbours(
  source: SemanticSource,
  text: string,
  vectors: readonly NamedWeight[],
  scope: SearchScope | null,
): Promise<SemanticHits> {
  const { vector, captured } = await source.embed(text)
  const hits: SemanticHits = { source, query: vector, captured, similarities: new Map(), nearest: [], exhaustive: true, candidates: 0, rowsRead: 0 }
  if (vector.every((value) => value === 0)) return hits
  for (let at = 0; at < vectors.length; at += WAVE) {
    const wave = vectors.slice(at, at + WAVE)
    const answers = await Promise.all(wave.map(({ name }) => source.nearest(name, vector, NEIGHBOURS_ASKED, scope)))
    answers.forEach((answer, index) => {
      const weight = wave[index]?.weight ?? 1
      for (const { doc, score } of answer.neighbours) if (score >= SIMILARITY_FLOOR) keepBest(hits.similarities, doc, score * weight)
      hits.exhaustive &&= answer.exhaustive
      hits.candidates += answer.candidates
      hits.rowsRead += answer.rowsRead
    })
  }
  hits.similarities = new Map(
    [...hits.similarities].sort(([leftDoc, left], [rightDoc, right]) => right - left || leftDoc - rightDoc).slice(0, NEIGHBOURS_ASKED),
  )
  hits.nearest = [...hits.similarities.values()].slice(0, NEIGHBOURS)
  return hits
}

/** Exact similarities of documents that were found by keyword only; documents without a vector stay absent. */
export async function scoreDocuments(
  hits: SemanticHits,
  documents: readonly { doc: number; id: string }[],
  vectors: readonly NamedWeight[],
): Promise<void> {
  if (documents.length === 0 || hits.query.every((value) => value === 0)) return
  for (let at = 0; at < vectors.length; at += WAVE) {
    const wave = vectors.slice(at, at + WAVE)
    const answers = await Promise.all(wave.map(({ name }) => hits.source.score(name, hits.query, documents)))
    answers.forEach((answer, index) => {
      const weight = wave[index]?.weight ?? 1
      for (const [doc, score] of answer) keepBest(hits.similarities, doc, score * weight)
    })
  }
}

function keepBest(similarities: Map<number, number>, doc: number, similarity: number): void {
  const known = similarities.get(doc)
  if (known === undefined || similarity > known) similarities.set(doc, similarity)
}
