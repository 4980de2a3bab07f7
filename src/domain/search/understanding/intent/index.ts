export { type Intent, type IntentRequest, extractIntent } from './extract-intent.ts'
export { type FacetReading, type FacetValues, openValues } from './open-values.ts'
export { createValuesPart } from './values-part.ts'
