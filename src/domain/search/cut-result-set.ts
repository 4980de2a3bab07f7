import type { FusedColumn } from '../ranking/index.ts'
import type { SearchPlan } from './plan-search.ts'
import type { Boost, Candidate, Retrieved } from './ports.ts'
import type { ResultSet } from './result-set.ts'
import { shareOf } from './share-of.ts'

/** How much of a result set is wanted: what its first pages need, or the first 1,000 hits. */
export type Depth = 'page' | 'whole'

export const WHOLE = 1000
/** The documents that decide scores are candidates anyway. */
const CUT = 200
/** How many are candidates by what is wished for. */
const RISEN = 200
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
    plan.ruleBoosts.length + plan.pinned.length === 0
  return depth === 'page' && placed && plan.request.page * plan.request.perPage <= FIRST_HITS ? CUT : WHOLE
}

/**
 * The best score that a document which was not retrieved can have; null when all were, or the first 1,000. The candidates begin with the
 * first `kept` refined documents by words: others have at most the last one's words, and a similarity that nobody measured. Where
 * something is wished for, the candidates hold the best 200 by wishes too, and then by words: others have fewer of the wishes than the last
 * of these, or as many and no more than its words.
 */
export function boundUnseen(
  { candidates, total }: Retrieved,
  kept: number,
  columns: readonly FusedColumn[],
  boosts: readonly Boost[],
): number | null {
  const last = kept - 1
  // beyond K there are only neighbours, and these are candidates whatever their place
  if (kept >= WHOLE || total <= kept || (candidates[last]?.keyword ?? null) === null) return null
  // added up as a score is, so that the last digit can't differ
  const bound = (at: number, share: number): number =>
    Math.min(
      1,
      columns.reduce((sum, { name, weight, unmeasured, contribution }) => {
        const part = name === 'intent' ? weight * share : unmeasured === undefined ? (contribution[at] ?? 0) : weight * unmeasured
        return sum + part
      }, 0),
    )
  const risen = findLastRisen(candidates)
  const share = boosts.length === 0 ? 0 : (candidates[risen]?.boost ?? 0)
  if (share === 0) return bound(last, 0)
  const wordsAt = (at: number): number => candidates[at]?.keyword ?? 0
  return Math.max(bound(wordsAt(risen) < wordsAt(last) ? risen : last, share), bound(last, findNextShare(boosts, share)))
}

/** Place among the candidates of the last of the best 200 by wishes. */
function findLastRisen(candidates: readonly Candidate[]): number {
  const words = (at: number): number => candidates[at]?.keyword ?? -1
  const order = (left: number, right: number): number =>
    (candidates[right]?.boost ?? 0) - (candidates[left]?.boost ?? 0) ||
    words(right) - words(left) ||
    (candidates[left]?.doc ?? 0) - (candidates[right]?.doc ?? 0)
  return candidates.map((_candidate, at) => at).toSorted(order)[RISEN - 1] ?? candidates.length - 1
}

/** The largest share of the wishes below `share` that a document can satisfy. */
function findNextShare(boosts: readonly Boost[], share: number): number {
  const shares = Array.from({ length: 2 ** boosts.length }, (_unused, flags) => shareOf(boosts, flags))
  return Math.max(...shares.filter((other) => other < share))
}

/** Whether the set holds the page, or the first 1,000 hits. */
export function reaches({ cut, docs }: ResultSet, { request }: SearchPlan, depth: Depth): boolean {
  return cut !== true || (depth === 'page' && request.page * request.perPage <= docs.length)
}
