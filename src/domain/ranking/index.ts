/** The room `ranking`: fusion, order and the numbers behind it. Pure. */
export { type FusionWeights, type RankInput, type RankedDocument, compareRanked, rankCandidates } from './rank-candidates.ts'
