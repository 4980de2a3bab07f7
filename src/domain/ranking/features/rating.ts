export type RatingScale = {
  /** the best rating there is */
  largest: number
  /** what an unrated document is expected to have */
  prior: number
  /** how many ratings that expectation is worth */
  priorCount: number
}

/**
 * A Bayesian average as a share of the largest rating: (rating x count + prior x priorCount) / (count + priorCount) / largest, cut to
 * [0, 1]. One rating of 5 says less than a thousand of 4.6. Where nobody counts the ratings (`count` null) a rating is taken as worth as
 * much as the prior is, at least one; a document without a rating has the prior.
 */
export function scoreRating(rating: number | null, count: number | null, { largest, prior, priorCount }: RatingScale): number {
  const ratings = rating === null ? 0 : Math.max(0, count ?? Math.max(1, priorCount))
  const together = ratings + priorCount
  const average = rating === null || together === 0 ? prior : (rating * ratings + prior * priorCount) / together
  return Math.min(1, Math.max(0, average / largest))
}
