import { type VectorCosines, combineSimilarities } from '../../ranking/index.ts'
import type { SearchScope, SemanticAnswer, SemanticSource } from '../ports.ts'
import type { UnderstoodQuery } from '../understanding/query.ts'
import { inWaves } from './in-waves.ts'
import type { NamedWeight } from './weigh-vectors.ts'

/** Neighbours below this cosine share next to nothing with the query. Chosen low, not measured: words guessed from pieces reach 0.4 and more. */
export const SIMILARITY_FLOOR = 0.05
/** A few more than the 100 of the definition, because a neighbour may have been deleted since its vector was written. */
export const NEIGHBOURS_ASKED = 120
/** S is the best 100 (DESIGN section 5). */
const NEIGHBOURS = 100

export type SemanticHits = {
  source: SemanticSource
  query: Float32Array
  captured: number
  /**
   * the vectors that answered, heaviest first, each with the cosines it is known to have; `exact`: they are no estimates;
   * `empty`: no document of the scope has it
   */
  vectors: (VectorCosines & { cosines: Map<number, number>; exact: boolean; empty: boolean })[]
  /** names of those that did not answer in time, or failed */
  missing: string[]
  /** one similarity a document; before it is settled, in the order in which S is filled */
  similarities: Map<number, number>
  /** similarities of S, best first */
  nearest: number[]
  exhaustive: boolean
  candidates: number
  rowsRead: number
}

type Asked = { source: SemanticSource; query: Float32Array; captured: number; answers: ReadonlyMap<string, SemanticAnswer> }

/** Asking the vectors, which goes on until it is gathered. */
export type Retrieval = {
  /** resolves when every vector has answered or failed; never rejects */
  finished: Promise<true>
  /** What has come in so far, and asks nothing more: null without a model, without the query's meaning or without any answer. */
  gather(): SemanticHits | null
}

/**
 * S before the scope's last check: the nearest of each vector above the floor, taken in turn. The vectors are asked in waves, heaviest first,
 * so that what does not come in time is what counts least; one that fails leaves the others standing. A text nothing is known of
 * has no neighbours.
 */
export function retrieveNeighbours(
  open: () => Promise<SemanticSource | null>,
  { searched, otherForms }: Pick<UnderstoodQuery, 'searched' | 'otherForms'>,
  vectors: readonly NamedWeight[],
  scope: SearchScope | null,
): Retrieval {
  const answers = new Map<string, SemanticAnswer>()
  let asked: Asked | null = null
  let gathered = false
  const ask = async (): Promise<void> => {
    const source = await open()
    if (!source) return
    const { vector: query, captured } = await source.embed(searched, otherForms)
    asked = { source, query, captured, answers }
    if (meansNothing(query)) return
    await inWaves(vectors, async ({ name }) => {
      if (gathered) return
      const answer = await attempt(() => source.nearest(name, query, NEIGHBOURS_ASKED, scope))
      if (answer && !gathered) answers.set(name, answer)
    })
  }
  return {
    finished: attempt(ask).then(() => true),
    gather() {
      gathered = true
      return asked && uniteAnswers(asked, vectors)
    },
  }
}

/**
 * Exact cosines of documents that are not known yet, in waves as above; `add` puts what has come in so far beside what is known
 * and says whether that is everything. Documents without a vector stay absent.
 */
export function scoreDocuments(hits: SemanticHits, documents: readonly { doc: number; id: string }[]): { finished: Promise<true>; add(): boolean } {
  const answers = new Map<string, ReadonlyMap<number, number>>()
  let added = false
  const lacking = meansNothing(hits.query)
    ? []
    : hits.vectors
        .filter(({ empty }) => !empty)
        .map(({ name, cosines }) => ({ name, unknown: documents.filter(({ doc }) => !cosines.has(doc)) }))
        .filter(({ unknown }) => unknown.length > 0)
  const score = async (): Promise<void> => {
    await inWaves(lacking, async ({ name, unknown }) => {
      const answer = added ? null : await attempt(() => hits.source.score(name, hits.query, unknown))
      if (answer) answers.set(name, answer)
    })
  }
  return {
    finished: attempt(score).then(() => true),
    add() {
      added = true
      for (const { name, cosines } of hits.vectors) for (const [doc, cosine] of answers.get(name) ?? []) cosines.set(doc, cosine)
      return lacking.every(({ name }) => answers.has(name))
    },
  }
}

/**
 * Makes one similarity of what is known by now of S and of the documents beside it. Others are dropped, also where a list happened
 * to name them: which documents are known must not depend on what is shown.
 */
export function settleSimilarities(hits: SemanticHits, near: readonly number[], others: readonly number[]): void {
  hits.similarities = combineSimilarities(hits.vectors, new Set([...near, ...others]))
  // one vector's list is what it was; of several S has only now been scored on all of them
  if (hits.vectors.length > 1) hits.nearest = near.map((doc) => hits.similarities.get(doc) ?? 0).toSorted((left, right) => right - left)
}

function uniteAnswers({ source, query, captured, answers }: Asked, vectors: readonly NamedWeight[]): SemanticHits | null {
  const silent = meansNothing(query)
  if (!silent && answers.size === 0) return null
  const answered = vectors.filter(({ name }) => answers.has(name))
  const hits: SemanticHits = {
    source,
    query,
    captured,
    vectors: answered.map((vector) => {
      const answer = answers.get(vector.name)
      const empty = answer?.exhaustive === true && answer.neighbours.length === 0
      return { ...vector, cosines: keepNear(answer), exact: answer?.exact === true, empty }
    }),
    missing: silent ? [] : vectors.flatMap(({ name }) => (answers.has(name) ? [] : [name])),
    similarities: new Map(),
    nearest: [],
    exhaustive: silent || answered.length === vectors.length,
    candidates: 0,
    rowsRead: 0,
  }
  for (const answer of answers.values()) {
    hits.exhaustive &&= answer.exhaustive
    hits.candidates += answer.candidates
    hits.rowsRead += answer.rowsRead
  }
  const combined = combineSimilarities(hits.vectors, takeInTurn(hits.vectors.map(({ cosines }) => [...cosines.keys()])))
  hits.similarities = new Map([...combined].slice(0, NEIGHBOURS_ASKED))
  hits.nearest = [...hits.similarities.values()].slice(0, NEIGHBOURS)
  return hits
}

/**
 * The nearest of every vector, then the second of every one, and so on, the heaviest first. By similarity, a vector of short texts
 * would fill S alone, since hundreds of documents can be as near to it as can be (docs/design/many-vectors.md has the figures).
 */
function takeInTurn(lists: readonly (readonly number[])[]): Set<number> {
  const taken = new Set<number>()
  const longest = Math.max(0, ...lists.map((list) => list.length))
  for (let place = 0; place < longest; place++)
    for (const list of lists) {
      const doc = list[place]
      if (doc !== undefined) taken.add(doc)
    }
  return taken
}

function keepNear(answer: SemanticAnswer | undefined): Map<number, number> {
  return new Map(answer?.neighbours.flatMap(({ doc, score }) => (score >= SIMILARITY_FLOOR ? [[doc, score] as const] : [])))
}

function meansNothing(query: Float32Array): boolean {
  return query.every((value) => value === 0)
}

async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch {
    return null
  }
}
