import type { FusedColumn } from '../ranking/index.ts'
import type { SearchPlan } from './plan-search.ts'
import type { Retrieved } from './ports.ts'
import type { ResultSet } from './result-set.ts'

/** How much of a result set is wanted: what its first pages need, or the first 1,000 hits. */
export type Depth = 'page' | 'whole'

export const WHOLE = 1000
/** The documents that decide scores are candidates anyway. */
const CUT = 200
/** Pages that end here are sure to be among 200 but for long runs of equal scores. */
const FIRST_HITS = 100

/** How many of the first documents to retrieve: few where only words and meaning place a document, since then one bound holds for all others. */
export function countKept(plan: SearchPlan, depth: Depth): number {
  const placed =
    plan.kind === 'search' &&
    plan.sort.length === 0 &&
    plan.formula.fusion === 'convex' &&
    plan.formula.features.length === 0 &&
    plan.shadow === null &&
    plan.rerank === null &&
    plan.group === null &&
    plan.diversity === null &&
    plan.boosts.length + plan.ruleBoosts.length + plan.pinned.length === 0
  return depth === 'page' && placed && plan.request.page * plan.request.perPage <= FIRST_HITS ? CUT : WHOLE
}

/**
 * The best score that a document which was not retrieved can have; null when all were, or the first 1,000. The candidates begin with the
 * first `kept` refined documents by words: others have at most the last one's words, and a similarity that nobody measured.
 */
export function boundUnseen({ candidates, total }: Retrieved, kept: number, columns: readonly FusedColumn[]): number | null {
  const last = kept - 1
  // beyond K there are only neighbours, and these are candidates whatever their place
  if (kept >= WHOLE || total <= kept || (candidates[last]?.keyword ?? null) === null) return null
  const parts = columns.map(({ weight, unmeasured, contribution }) => (unmeasured === undefined ? (contribution[last] ?? 0) : weight * unmeasured))
  // added up as a score is, so that the last digit can't differ
  return Math.min(
    1,
    parts.reduce((sum, part) => sum + part, 0),
  )
}

/** Whether the set holds the page, or the first 1,000 hits. */
export function reaches({ cut, docs }: ResultSet, { request }: SearchPlan, depth: Depth): boolean {
  return cut !== true || (depth === 'page' && request.page * request.perPage <= docs.length)
}
