// The nearest inside a scope that only D1 can decide. Candidates are taken in the order of their codes, in steps that at
// least double, and shown to the scope; only what lies inside is scored. So the result is what an index of the scope alone
// would give, and the rows read do not grow as the scope shrinks.
import type { NearestResult, VectorScope } from '../../../domain/embedding/vector-store.ts'
import { type RankedRows, countCandidates } from './rank-rows.ts'
import type { RankedDocs } from './vector-index.ts'

/** The calls of one index, its priority said already. */
export type RankedIndex = {
  nearest(query: Float32Array, k: number): Promise<RankedRows>
  list(query: Float32Array, limit: number): Promise<RankedDocs>
  rank(query: Float32Array, docs: Float64Array, k: number): Promise<RankedRows>
}

/** Documents a call of `contains` (one JSON parameter of at most 80 KB). */
const SCOPE_BATCH = 5_000
const MAX_GROWTH = 8
/** The first step bets on a scope that holds most documents: it scores before it asks, and asks about few. */
const FIRST_SHARE = 1.25
/** Inside a scope half as many candidates are enough: each one costs a look into D1. */
const SCOPED_SHARE = 0.5

type Asked = { readonly scope: VectorScope; readonly docs: Set<number>; readonly inside: Set<number> }

/** `query` is rotated. `exhaustive` is always true: what is missed is missed by the codes' approximation, never by the scope. */
export async function searchScope(index: RankedIndex, query: Float32Array, k: number, scope: VectorScope): Promise<NearestResult> {
  const asked: Asked = { scope, docs: new Set(), inside: new Set() }
  const most = Math.ceil(k * FIRST_SHARE)
  const first = await index.nearest(query, most)
  await askScope(asked, [...first.docs])
  // Fewer than asked for means that these are all there are.
  if (asked.inside.size >= k || first.docs.length < most) return takeInside(first, asked, k, null)
  // Estimates come in their own order already: the first k inside are the result.
  const wanted = first.exact ? Math.ceil(countCandidates(k) * SCOPED_SHARE) : k
  const docs = await collectInside(index, query, wanted, asked, Math.ceil(countCandidates(most) / 2))
  const ranked = await index.rank(query, docs, k)
  return takeInside(ranked, asked, k, first)
}

/** Asks about ever more candidates until enough lie inside or none are left. Returns those inside, best first by code. */
async function collectInside(index: RankedIndex, query: Float32Array, wanted: number, asked: Asked, start: number): Promise<Float64Array> {
  for (let limit = growLimit(asked, start, wanted); ; limit = growLimit(asked, limit, wanted)) {
    const { docs, total } = await index.list(query, limit)
    const fresh = [...docs].filter((doc) => !asked.docs.has(doc))
    for (let from = 0; from < fresh.length && asked.inside.size < wanted; from += SCOPE_BATCH) {
      await askScope(asked, fresh.slice(from, from + SCOPE_BATCH))
    }
    if (asked.inside.size >= wanted || limit >= total) return docs.filter((doc) => asked.inside.has(doc))
  }
}

/** At least doubles; grows faster, up to MAX_GROWTH times, when the share inside so far says that `wanted` lie deeper. */
function growLimit({ inside, docs }: Asked, limit: number, wanted: number): number {
  const expected = inside.size === 0 ? Infinity : Math.ceil((1.1 * wanted * docs.size) / inside.size)
  return Math.min(limit * MAX_GROWTH, Math.max(limit * 2, expected))
}

async function askScope({ scope, docs, inside }: Asked, fresh: readonly number[]): Promise<void> {
  if (fresh.length === 0) return
  for (const doc of await scope.contains(fresh)) inside.add(doc)
  for (const doc of fresh) docs.add(doc)
}

function takeInside({ docs, scores, exact, ...work }: RankedRows, { inside }: Asked, k: number, before: RankedRows | null): NearestResult {
  const candidates = work.candidates + (before?.candidates ?? 0)
  const rowsRead = work.rowsRead + (before?.rowsRead ?? 0)
  const neighbours = Array.from(docs, (doc, at) => ({ doc, score: scores[at] as number }))
  return { neighbours: neighbours.filter(({ doc }) => inside.has(doc)).slice(0, k), exhaustive: true, exact, candidates, rowsRead }
}
