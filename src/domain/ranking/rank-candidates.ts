import { compareBytes } from '../../shared/compare.ts'
import { imputeSimilarity, shareOfSimilarity } from './hybrid-weight.ts'

/** One document of R as retrieval saw it. `similarity` is null where no store could give one; `boost` is in [0, 1]. */
export type RankInput = { doc: number; id: string; keyword: number | null; similarity: number | null; boost: number; refined: boolean }

export type FeatureValue = { raw: number | null; value: number; contribution: number }
export type RankedDocument = {
  doc: number
  id: string
  score: number
  keyword: FeatureValue
  semantic: FeatureValue
  intent: FeatureValue
  refined: boolean
}

export type FusionWeights = { keyword: number; semantic: number; intent: number }

/**
 * Convex fusion (DESIGN section 5): keyword by its maximum over R, similarity by its share of the largest in R, intent by
 * the share of the boosts, all in [0, 1]. A document whose similarity nobody scored gets an imputed one: counting it as 0 would push it below documents
 * that are known to be far away. `nearest` are the similarities of S, best first. Weights are normalised to sum to 1; 0 and 1 mean exactly that.
 */
export function rankCandidates(
  candidates: readonly RankInput[],
  given: FusionWeights,
  keywordMax: number,
  nearest: readonly number[],
): RankedDocument[] {
  const sum = given.keyword + given.semantic + given.intent || 1
  const weights = { keyword: given.keyword / sum, semantic: given.semantic / sum, intent: given.intent / sum }
  const largest = findLargest(candidates)
  const scored = candidates.flatMap(({ keyword, similarity }) => (keyword === null || similarity === null ? [] : [similarity]))
  // in one order: a sum of the same numbers in another differs in its last digit, and refining changes the order they come in
  const imputed = shareOfSimilarity(
    imputeSimilarity(
      scored.toSorted((left, right) => left - right),
      nearest,
    ),
    largest,
  )
  const ranked = candidates.map((candidate): RankedDocument => {
    const keyword = keywordMax > 0 && candidate.keyword !== null ? Math.min(1, Math.max(0, candidate.keyword / keywordMax)) : 0
    const semantic = candidate.similarity === null ? imputed : shareOfSimilarity(candidate.similarity, largest)
    const contributions = { keyword: weights.keyword * keyword, semantic: weights.semantic * semantic, intent: weights.intent * candidate.boost }
    return {
      doc: candidate.doc,
      id: candidate.id,
      refined: candidate.refined,
      score: Math.min(1, contributions.keyword + contributions.semantic + contributions.intent),
      keyword: { raw: candidate.keyword, value: keyword, contribution: contributions.keyword },
      semantic: { raw: candidate.similarity, value: semantic, contribution: contributions.semantic },
      intent: { raw: candidate.boost, value: candidate.boost, contribution: contributions.intent },
    }
  })
  return ranked.sort(compareRanked)
}

/** The largest similarity in R; 0 when there is none. */
export function findLargest(candidates: readonly RankInput[]): number {
  return candidates.reduce((largest, { similarity }) => Math.max(largest, similarity ?? 0), 0)
}

/** Total order: score, then id by bytes. */
export function compareRanked(left: RankedDocument, right: RankedDocument): number {
  return right.score - left.score || compareBytes(left.id, right.id)
}
