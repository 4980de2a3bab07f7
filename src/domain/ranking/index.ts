/** The room `ranking`: features, fusion, order and the numbers behind them. Pure. */
export { type VectorCosines, type VectorPart, combineSimilarities, listParts, shareContribution } from './combine-similarities.ts'
export { type FeatureColumn, findLargest, keywordColumn, normaliseWeights, semanticColumn, shareColumn } from './feature-columns.ts'
export { type FusedColumn, compareScored, fuseFeatures } from './fuse-features.ts'
export { chooseSemanticWeight } from './hybrid-weight.ts'
export { type Pin, placePins } from './place-pins.ts'
