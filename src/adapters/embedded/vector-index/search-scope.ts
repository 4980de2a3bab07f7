// The nearest inside a scope that only D1 can decide. Candidates are taken in the order of their codes, in steps that at
// least double, and shown to the scope; only what lies inside is scored. So the result is what an index of the scope alone
// would give, and the rows read do not grow as the scope shrinks.
import type { NearestResult, Neighbour, VectorScope } from '../../../domain/embedding/vector-store.ts'
import type { VectorIndexCalls } from './calls.ts'
import { countCandidates } from './count-candidates.ts'
import type { ScoredRows } from './score-rows.ts'

export type RankedIndex = Pick<VectorIndexCalls, 'rescore' | 'list' | 'score'>

/** Documents a call of `contains` (one JSON parameter of at most 80 KB). */
const SCOPE_BATCH = 5_000
const MAX_GROWTH = 8
/** The first step bets on a scope that holds most documents: it scores before it asks, and asks about few. */
const FIRST_SHARE = 1.25

type Search = {
  readonly index: RankedIndex
  readonly query: Float32Array
  readonly k: number
  readonly scope: VectorScope
  /** exact scores so far */
  readonly scored: Map<number, number>
  readonly asked: Set<number>
  readonly inside: Set<number>
  rowsRead: number
}

/** `query` is rotated. `exhaustive` is always true: what is missed is missed by the codes' approximation, never by the scope. */
export async function searchScope(index: RankedIndex, query: Float32Array, k: number, scope: VectorScope): Promise<NearestResult> {
  const search: Search = { index, query, k, scope, scored: new Map(), asked: new Set(), inside: new Set(), rowsRead: 0 }
  const first = Math.ceil(k * FIRST_SHARE)
  const candidates = countCandidates(first)
  const ranked = await index.rescore(query, 0, candidates)
  addScores(search, ranked)
  const exhausted = candidates >= ranked.total
  await askScope(search, [...ranked.docs.subarray(0, exhausted ? ranked.docs.length : first)])
  if (!exhausted && search.inside.size < k) {
    await collectInside(search, candidates)
    const unscored = [...search.inside].filter((doc) => !search.scored.has(doc))
    if (unscored.length > 0) addScores(search, await index.score(query, Float64Array.from(unscored)))
  }
  return finishSearch(search)
}

/** Asks about ever more candidates until as many lie inside as an unscoped search would score, or none are left. */
async function collectInside(search: Search, start: number): Promise<void> {
  const wanted = countCandidates(search.k)
  for (let limit = growLimit(search, start, wanted); ; limit = growLimit(search, limit, wanted)) {
    const { docs, total } = await search.index.list(search.query, limit)
    const fresh = [...docs].filter((doc) => !search.asked.has(doc))
    for (let from = 0; from < fresh.length && search.inside.size < wanted; from += SCOPE_BATCH) {
      await askScope(search, fresh.slice(from, from + SCOPE_BATCH))
    }
    if (search.inside.size >= wanted || limit >= total) return
  }
}

/** At least doubles; grows faster, up to MAX_GROWTH times, when the share inside so far says that `wanted` lie deeper. */
function growLimit({ inside, asked }: Search, limit: number, wanted: number): number {
  const expected = inside.size === 0 ? Infinity : Math.ceil((1.1 * wanted * asked.size) / inside.size)
  return Math.min(limit * MAX_GROWTH, Math.max(limit * 2, expected))
}

async function askScope({ scope, inside, asked }: Search, docs: readonly number[]): Promise<void> {
  if (docs.length === 0) return
  for (const doc of await scope.contains(docs)) inside.add(doc)
  for (const doc of docs) asked.add(doc)
}

function addScores(search: Search, { docs, scores, rowsRead }: ScoredRows): void {
  for (const [at, doc] of docs.entries()) search.scored.set(doc, scores[at] as number)
  search.rowsRead += rowsRead
}

function finishSearch({ scored, inside, asked, k, rowsRead }: Search): NearestResult {
  const neighbours = sortNeighbours(scored).filter(({ doc }) => inside.has(doc)).slice(0, k)
  return { neighbours, exhaustive: true, candidates: Math.max(scored.size, asked.size), rowsRead }
}

function sortNeighbours(scores: ReadonlyMap<number, number>): Neighbour[] {
  const neighbours = Array.from(scores, ([doc, score]) => ({ doc, score }))
  return neighbours.sort((left, right) => right.score - left.score || left.doc - right.doc)
}
