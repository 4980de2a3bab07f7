export { capValues } from './cap-values.ts'
export { maximiseMarginalRelevance } from './maximise-marginal-relevance.ts'
