/** The room `ingestion`: parse, validate, write and index documents; learn and fill vector sets. */
export { INDEX_FORMAT, type IndexedDocument, type IndexedValue, indexDocument } from './index-document.ts'
export type { DocumentStore, DocumentUpsert, IngestionPorts, StoredDocument } from './ports.ts'
export { type ParsedDocument, checkValue, parseDocument, readDate, readGeo } from './parse-document.ts'
export { writeDocuments } from './write-documents.ts'
export { importDocuments, type ImportFormat } from './import-documents.ts'
export { patchDocument } from './patch-document.ts'
export { deleteDocuments } from './delete-documents.ts'
export { exportDocuments, getDocuments, listDocuments } from './read-documents.ts'
export { type EmbeddingPorts, type VectorLedger, embedDocuments, removeVectors, spaceOf, targetsOf } from './embed-documents.ts'
export {
  type BlobStore,
  type LearningMemory,
  type LearningPorts,
  type LearningState,
  type VectorSets,
  checkpointKey,
  emptyMemory,
  modelKey,
} from './learning-state.ts'
export { advanceLearning } from './learn-model.ts'
export { MENDING_MS, startDueLearning, type StartLearningPorts } from './start-learning.ts'
export { type RebuildPorts, type RebuildStore, abandonRebuild, clearGeneration, rebuildCollection } from './rebuild-collection.ts'
export { type StartRebuildPorts, startDueRebuild } from './start-rebuild.ts'
export { type ClearPorts, type CollectionRemains, clearCollection } from './clear-collection.ts'
export { advanceBuilding, cancelBuilding } from './vector-sets/advance-building.ts'
export { buildVectorSet } from './vector-sets/build-set.ts'
export { completeSet } from './vector-sets/complete-set.ts'
export { deleteVectorSet } from './vector-sets/delete-set.ts'
export { dropVectorSet } from './vector-sets/drop-set.ts'
export { goBackToPreviousSet } from './vector-sets/go-back.ts'
export { listVectorSets } from './vector-sets/list-sets.ts'
export type { VectorSetJobPorts, VectorSetPorts } from './vector-sets/ports.ts'
export { serveVectorSet } from './vector-sets/serve-set.ts'
export { type SetChange, type SetRecord, type VectorSetStore, describeSets, modelOf } from './vector-sets/set-record.ts'
