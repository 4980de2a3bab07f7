import { compareBytes } from '../../shared/compare.ts'

/** One document of the window after reranking. */
type RerankedPlace = {
  /** where it stood before, 0 the best */
  from: number
  /** `base` + (1 - `base`) * `relevance`, in [0, 1] */
  score: number
  /** what the reranker says, in [0, 1] */
  relevance: number
}

type RerankedWindow = {
  /** fused score of the best document outside the window, 0 when there is none; the same for every place */
  base: number
  /** the window in its new order */
  places: readonly RerankedPlace[]
}

/**
 * The first `relevances.length` documents in the reranker's order, then by their fused score, then by id. The others keep place and
 * score behind them. So that the window stays ahead also by score, and a score stays a sum of contributions, two features replace the
 * fused ones: `base` of value 1 and weight c, the best score outside, and `rerank` of value r and weight 1 - c.
 * `documents` are all ranked ones, scores in [0, 1] descending; `relevances` are in [0, 1], at most one a document.
 */
export function rerankWindow(documents: readonly { id: string; score: number }[], relevances: readonly number[]): RerankedWindow {
  const base = documents[relevances.length]?.score ?? 0
  const places = documents
    .slice(0, relevances.length)
    .map(({ id, score: fused }, from) => {
      const relevance = relevances[from] ?? 0
      return { id, fused, from, relevance, score: base + (1 - base) * relevance }
    })
    // by relevance and not by score: near a base of 1 different relevances round to one score
    .toSorted((left, right) => right.relevance - left.relevance || right.fused - left.fused || compareBytes(left.id, right.id))
    .map(({ from, score, relevance }) => ({ from, score, relevance }))
  return { base, places }
}
