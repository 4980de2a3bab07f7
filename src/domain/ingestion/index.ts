import type { Collection, CollectionStore, Waker } from '../catalog/index.ts'
import type { DocumentStore } from './ports.ts'

/** The room `ingestion`: parse, validate, write and index documents. */
export type IngestionPorts = {
  collections: CollectionStore
  documents: DocumentStore
  waker: Waker
  /** numeric ids of the fields that a filter names */
  resolveScope(collection: Collection, filter: string, showHidden: boolean): Promise<import('../catalog/filter/index.ts').ResolvedFilter>
}

export { type IndexedDocument, type IndexedValue, indexDocument } from './index-document.ts'
export { type DocumentStore, type DocumentUpsert, type StoredDocument } from './ports.ts'
export { type ParsedDocument, checkValue, parseDocument, readDate, readGeo } from './parse-document.ts'
export { writeDocuments } from './write-documents.ts'
export { importDocuments, type ImportFormat } from './import-documents.ts'
export { patchDocument } from './patch-document.ts'
export { deleteDocuments } from './delete-documents.ts'
export { exportDocuments, getDocuments, listDocuments } from './read-documents.ts'
export { type EmbeddingPorts, type VectorLedger, embedDocuments, removeVectors, spaceOf, targetsOf } from './embed-documents.ts'
export { type BlobStore, type LearningMemory, type LearningPorts, type LearningState, type VectorSets, advanceLearning, checkpointKey, emptyMemory, modelKey } from './learn-model.ts'
export { startDueLearning, type StartLearningPorts } from './start-learning.ts'
export { type RebuildPorts, type RebuildStore, abandonRebuild, clearGeneration, rebuildCollection } from './rebuild-collection.ts'
export { type ClearPorts, type CollectionRemains, clearCollection } from './clear-collection.ts'
