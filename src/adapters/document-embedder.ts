import { vectorText } from '../domain/ingestion/vector-text.ts'
import type { SimilarPorts } from '../domain/search/index.ts'
import type { OpenEmbedder } from './open-embedder.ts'

/** Documents as the vector set that answers holds them: the same text, the same model. Learnt models are given titles twice. */
export function createDocumentEmbedder(openEmbedder: OpenEmbedder): SimilarPorts['embedDocuments'] {
  return async (collection, vector, bodies) => {
    const { vectorSet, model } = collection
    if (vectorSet === null || model === null) return null
    const embedder = await openEmbedder(collection, model)
    const embeddings = await embedder.embed(
      bodies.map((body) => vectorText(collection, vector, body, model.blob !== null)),
      'document',
    )
    return embeddings.map((embedding) => embedding.vector)
  }
}
