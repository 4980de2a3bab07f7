export { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts'
export type { AnalysedTerm, DocumentVector } from './collect.ts'
export { decideLearning } from './drift.ts'
export { type EmbeddedText, embed } from './embed.ts'
export { EmbeddingError, type EmbeddingFailure } from './errors.ts'
export { DEFAULT_SLICE_OPERATIONS, type LearnerProgress, addDocuments, createLearner, finish, step } from './learn.ts'
export type { Learner } from './learner.ts'
export type { LearnerConfig } from './learner-config.ts'
export { DIMENSIONS, type ModelStatistics, type TextModel, decodeModel, encodeModel } from './model.ts'
export { type QuantisedVector, quantise } from './quantize.ts'
export { DocumentSample } from './sample.ts'
export { readFrequency } from './term-matrix.ts'
export type { EmbedKind, TextEmbedder, TextEmbedding } from './text-embedder.ts'
export type { TermForm } from './weigh-forms.ts'
export {
  type Neighbour,
  type NearestResult,
  type VectorDimension,
  VECTOR_DIMENSIONS,
  type VectorPriority,
  type VectorRecord,
  type VectorScope,
  type VectorSpace,
  type VectorStore,
} from './vector-store.ts'
