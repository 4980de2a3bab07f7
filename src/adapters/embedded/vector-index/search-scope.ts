// The nearest inside a scope that only D1 can decide: candidates are fetched in steps that at least double and shown to
// the scope, until k lie inside or the index is exhausted.
import type { NearestResult, Neighbour, VectorScope } from '../../../domain/embedding/vector-store.ts'
import type { VectorIndexCalls } from './calls.ts'
import { countCandidates } from './count-candidates.ts'
import type { ScoredRows } from './score-rows.ts'

export type RankedIndex = Pick<VectorIndexCalls, 'rescore' | 'list' | 'score'>

/** Documents a call of `contains` (one JSON parameter of at most 80 KB). */
const SCOPE_BATCH = 5_000
const MAX_GROWTH = 8

type Search = {
  readonly index: RankedIndex
  readonly query: Float32Array
  readonly k: number
  readonly scope: VectorScope
  /** every candidate with its exact score */
  readonly scored: Map<number, number>
  readonly asked: Set<number>
  readonly inside: Set<number>
  rowsRead: number
}

/** `exhaustive` is always true: what is missed is missed by the codes' approximation, never by the scope. */
export async function searchScope(index: RankedIndex, query: Float32Array, k: number, scope: VectorScope): Promise<NearestResult> {
  const search: Search = { index, query, k, scope, scored: new Map(), asked: new Set(), inside: new Set(), rowsRead: 0 }
  let from = 0
  for (let depth = 2 * k; ; depth = growDepth(depth, k, search.inside.size)) {
    const to = countCandidates(depth)
    const ranked = await index.rescore(query, from, to)
    addScores(search, ranked)
    const exhausted = to >= ranked.total
    await askScope(search, sortNeighbours(search.scored).slice(0, exhausted ? undefined : depth).map(({ doc }) => doc))
    if (exhausted || search.inside.size >= k) return finishSearch(search)
    // Past half of the index, scoring documents outside the scope costs more than asking about all that are left.
    if (countCandidates(growDepth(depth, k, search.inside.size)) * 2 > ranked.total) {
      await searchRest(search, ranked.total)
      return finishSearch(search)
    }
    from = to
  }
}

/** Goes on in code order and scores only what lies inside, until that is as many as an unscoped search would score. */
async function searchRest(search: Search, total: number): Promise<void> {
  const { docs } = await search.index.list(search.query, total)
  const rest = [...docs].filter((doc) => !search.asked.has(doc))
  for (let from = 0; from < rest.length && search.inside.size < countCandidates(search.k); from += SCOPE_BATCH) {
    await askScope(search, rest.slice(from, from + SCOPE_BATCH))
  }
  const unscored = [...search.inside].filter((doc) => !search.scored.has(doc))
  if (unscored.length > 0) addScores(search, await search.index.score(search.query, Float64Array.from(unscored)))
}

async function askScope(search: Search, docs: readonly number[]): Promise<void> {
  const fresh = docs.filter((doc) => !search.asked.has(doc))
  for (let from = 0; from < fresh.length; from += SCOPE_BATCH) {
    const batch = fresh.slice(from, from + SCOPE_BATCH)
    for (const doc of await search.scope.contains(batch)) search.inside.add(doc)
    for (const doc of batch) search.asked.add(doc)
  }
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

/** At least doubles; grows faster, up to MAX_GROWTH times, when the share inside so far says that k lie deeper. */
function growDepth(depth: number, k: number, found: number): number {
  const expected = found === 0 ? Infinity : Math.ceil((1.2 * k * depth) / found)
  return Math.min(depth * MAX_GROWTH, Math.max(depth * 2, expected))
}
