import type { ResolvedFilter } from '../../catalog/filter/index.ts'
import type { Collection } from '../../catalog/index.ts'
import type { SearchScope, SemanticSource } from '../ports.ts'
import { SIMILARITY_FLOOR } from '../retrieval/retrieve-semantic.ts'
import type { Stopwatch } from '../stopwatch.ts'
import { inWaves } from '../retrieval/in-waves.ts'
import type { SimilarPorts } from './ports.ts'

/** The most neighbours a store gives at once. */
const MOST = 1000
/** A neighbour may have been deleted since its vector was written, or be deleted before it is shown. */
const SPARE = 20
/** How much further the lists are read when their beginnings do not settle the order. */
const DEEPER = 4

/** One named vector with what to be near to; weights of all of them sum to 1. */
export type VectorQuery = { name: string; weight: number; query: Float32Array }
export type Nearest = {
  doc: number
  id: string
  /** the weighted sum of the values, in (0, 1] */
  score: number
  /** cosine a query, in their order; null where the document has no such vector */
  cosines: readonly (number | null)[]
}

export type NearestInput = {
  collection: Collection
  source: SemanticSource
  queries: readonly VectorQuery[]
  scope: ResolvedFilter | null
  /** documents that are never among the nearest */
  excluded: ReadonlySet<number>
  limit: number
}

type Store = Pick<SimilarPorts, 'index' | 'documentIds'>
type List = {
  neighbours: readonly { doc: number; score: number }[]
  /** what a document that the list does not name counts at most */
  ends: number
  exhaustive: boolean
}

/** How a cosine counts: what shares next to nothing, or is opposite, counts as unrelated. */
export function valueOf(cosine: number | null): number {
  return cosine === null || cosine < SIMILARITY_FLOOR ? 0 : Math.min(1, cosine)
}

/**
 * The nearest documents by the weighted sum of their similarities, equal ones in the order they were first written, a few more
 * than `limit`. Asks every vector for its nearest, scores their union exactly, and reads deeper until no document that was not
 * seen can belong among the first `limit` (the threshold algorithm: Fagin, Lotem and Naor 2001), or 1,000 a vector have been read.
 */
export async function findNearest(
  ports: Store,
  input: NearestInput,
  watch: Stopwatch,
): Promise<{ nearest: readonly Nearest[]; exhaustive: boolean }> {
  const { queries, limit, excluded } = input
  if (queries.length === 0) return { nearest: [], exhaustive: true }
  for (let k = Math.min(MOST, limit + excluded.size + SPARE); ; k = Math.min(MOST, k * DEEPER)) {
    const lists = await inWaves(queries, (query) => readList(ports, input, query, k, watch))
    const nearest = await scoreUnion(ports, input, lists, watch)
    const threshold = lists.reduce((sum, { ends }, at) => sum + (queries[at]?.weight ?? 0) * ends, 0)
    // a single list comes in the very order asked for; among several an unseen document may tie with the last one shown
    const settled = nearest.length >= limit && (queries.length === 1 || (nearest[limit - 1]?.score ?? 0) > threshold)
    if (threshold === 0 || settled || k === MOST) {
      const certain = threshold === 0 || settled
      return { nearest: nearest.slice(0, limit + SPARE), exhaustive: certain && lists.every(({ exhaustive }) => exhaustive) }
    }
  }
}

async function readList(
  { index }: Store,
  { source, collection, scope }: NearestInput,
  query: VectorQuery,
  k: number,
  watch: Stopwatch,
): Promise<List> {
  const inside: SearchScope | null = scope === null ? null : { filter: scope, contains: (docs) => watch.d1(index.within(collection, scope, docs)) }
  const { neighbours, exhaustive, candidates, rowsRead } = await source.nearest(query.name, query.query, k, inside)
  watch.vectorCandidates += candidates
  watch.vectorRowsRead += rowsRead
  return { neighbours, ends: valueOf(neighbours.length < k ? null : (neighbours.at(-1)?.score ?? null)), exhaustive }
}

/** Every document of the lists that exists, lies in the scope and is not excluded, with its exact score; those of score 0 are left out. */
async function scoreUnion(ports: Store, input: NearestInput, lists: readonly List[], watch: Stopwatch): Promise<Nearest[]> {
  const { collection, source, queries, scope, excluded } = input
  const named = new Set(lists.flatMap(({ neighbours }) => neighbours.filter(({ score }) => valueOf(score) > 0).map(({ doc }) => doc)))
  const docs = [...named].filter((doc) => !excluded.has(doc))
  // the store may know only a part of the scope
  const inside = scope === null || docs.length === 0 ? null : await watch.d1(ports.index.within(collection, scope, docs))
  const ids = docs.length === 0 ? new Map<number, string>() : await watch.d1(ports.documentIds(collection, docs))
  const documents = docs.flatMap((doc) => {
    const id = ids.get(doc)
    return id === undefined || inside?.has(doc) === false ? [] : [{ doc, id }]
  })
  const cosines = await inWaves(queries, async ({ name, query }, at) => {
    const known = new Map(lists[at]?.neighbours.map(({ doc, score }) => [doc, score]))
    const unknown = documents.filter(({ doc }) => !known.has(doc))
    return unknown.length === 0 ? known : new Map([...known, ...(await source.score(name, query, unknown))])
  })
  const scored = documents.map(({ doc, id }): Nearest => {
    const own = cosines.map((scores) => scores.get(doc) ?? null)
    return { doc, id, cosines: own, score: own.reduce<number>((sum, cosine, at) => sum + (queries[at]?.weight ?? 0) * valueOf(cosine), 0) }
  })
  return scored.sort((left, right) => right.score - left.score || left.doc - right.doc)
}
