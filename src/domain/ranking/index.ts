/** The room `ranking`: fusion, order and the numbers behind it. Pure. */
export { chooseSemanticWeight } from './hybrid-weight.ts'
export { type FusionWeights, type RankInput, type RankedDocument, compareRanked, findLargest, rankCandidates } from './rank-candidates.ts'
