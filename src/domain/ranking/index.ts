/** The room `ranking`: features, fusion, order and the numbers behind them. Pure. */
export { type FeatureColumn, findLargest, keywordColumn, normaliseWeights, semanticColumn, shareColumn } from './feature-columns.ts'
export { type FusedColumn, compareScored, fuseFeatures } from './fuse-features.ts'
export { capValues, maximiseMarginalRelevance } from './diversity/index.ts'
export { foldGroups } from './fold-groups.ts'
export { placePinnedGroups } from './place-pinned-groups.ts'
export { chooseSemanticWeight } from './hybrid-weight.ts'
export { type Pin, placePins } from './place-pins.ts'
