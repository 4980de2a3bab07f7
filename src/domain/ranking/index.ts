/** The room `ranking`: features, fusion, order and the numbers behind them. Pure. */
export { type VectorCosines, type VectorPart, combineSimilarities, listParts, shareContribution } from './combine-similarities.ts'
export { coverVectors, trustVector } from './cover-vectors.ts'
export { type FeatureColumn, HEAD_LIFT, findLargest, keywordColumn, normaliseWeights, semanticColumn, shareColumn } from './feature-columns.ts'
export { scoreAvailability } from './features/availability.ts'
export { scoreDistance } from './features/distance.ts'
export { measureAge, scoreFreshness } from './features/freshness.ts'
export { scorePopularity } from './features/popularity.ts'
export { scoreRating } from './features/rating.ts'
export { measureKendallTau, measureOverlap, measureScoreDifference } from './compare-orders.ts'
export { type FusedColumn, compareScored, fuseFeatures } from './fuse-features.ts'
export { capValues, maximiseMarginalRelevance } from './diversity/index.ts'
export { foldGroups } from './fold-groups.ts'
export { placePinnedGroups } from './place-pinned-groups.ts'
export { chooseSemanticWeight } from './hybrid-weight.ts'
export { type Pin, placePins } from './place-pins.ts'
export { rerankWindow } from './rerank-window.ts'
export {
  type ReadPattern,
  type RuleMatcher,
  type RuleQuery,
  checkRegex,
  compareMeetings,
  compileConditions,
  measureRegexes,
  readPattern,
  readRuleQuery,
} from './rules/index.ts'
