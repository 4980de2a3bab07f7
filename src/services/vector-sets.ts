import { createDocumentSampler } from '../adapters/d1/sample-documents.ts'
import { createSimilarDocuments } from '../adapters/d1/similar-documents.ts'
import { createVectorSetStore } from '../adapters/d1/vector-set-store.ts'
import { createSemanticSources } from '../adapters/semantic-sources.ts'
import { type VectorSetPorts, describeSets, modelOf } from '../domain/ingestion/index.ts'
import { type CompareSetsPorts, createPopularQueries } from '../domain/search/index.ts'
import type { SharedAdapters } from './shared-adapters.ts'

/** What moves a collection between vector sets, and compares them. */
export function wireVectorSets(adapters: SharedAdapters): { vectorSets: VectorSetPorts; compareSets: CompareSetsPorts } {
  const { db, collections, waker, vectors, openEmbedder } = adapters
  const sets = createVectorSetStore(db)
  const vectorSets: VectorSetPorts = {
    collections,
    sets,
    waker,
    async checkModel(collection, model) {
      await openEmbedder(collection, model)
    },
  }
  const compareSets: CompareSetsPorts = {
    collections,
    semantic: createSemanticSources(openEmbedder, vectors),
    async findSet(collection, set) {
      const record = describeSets(collection, await sets.list(collection.id)).find((candidate) => candidate.set === set)
      return record ? { state: record.state, model: modelOf(collection, record) } : null
    },
    documentIds: createSimilarDocuments(db).documentIds,
    popular: createPopularQueries(adapters.queryCounts, () => Date.now()),
    sampleDocuments: createDocumentSampler(db),
  }
  return { vectorSets, compareSets }
}
