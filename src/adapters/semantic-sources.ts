import type { VectorStore } from '../domain/embedding/index.ts'
import { spaceOf } from '../domain/ingestion/index.ts'
import type { SemanticSources } from '../domain/search/index.ts'
import type { OpenEmbedder } from './open-embedder.ts'
import { type Slot, compileVectorizeFilter } from './vectorize/filter/index.ts'

/** The active vector set of a collection as something a search can ask. */
export function createSemanticSources(openEmbedder: OpenEmbedder, vectors: VectorStore): SemanticSources {
  return {
    async open(collection) {
      const { vectorSet, model } = collection
      if (vectorSet === null || model === null) return null
      const embedder = await openEmbedder(collection, model)
      const target = { set: vectorSet, model }
      return {
        statistics: model.statistics,
        async embed(text, forms) {
          if (embedder.embedForms) return embedder.embedForms(text, forms)
          const [embedding] = await embedder.embed([text], 'query')
          return embedding ?? { vector: new Float32Array(model.dimensions), captured: 0 }
        },
        nearest: (vector, query, k, scope) => {
          const slots = new Map(Object.entries(model.slots) as [string, Slot][])
          const slotFilter = scope === null ? undefined : compileVectorizeFilter(scope.filter, slots).filter
          const inside = scope === null ? null : { contains: scope.contains, ...(slotFilter === undefined ? {} : { slotFilter }) }
          return vectors.nearest(spaceOf(collection, vector, target), query, k, inside)
        },
        score: (vector, query, documents) => vectors.score(spaceOf(collection, vector, target), query, documents),
      }
    },
  }
}
