import type { Collection } from '../catalog/index.ts'
import { decideLearning } from '../embedding/index.ts'

/** Writes of one import come close together: learning waits until they have been quiet this long, in milliseconds. */
export const QUIET_MS = 1500
/** But not for ever: a collection that is written all the time learns anyway. */
const PATIENCE_MS = 120_000

export type LearningVerdict = 'none' | 'wait' | 'learn' | 'embed'

/** Whether a collection needs a new vector set now: learnt here, or embedded by the model that configuration names. */
export function judgeLearning(collection: Collection, configured: string | null, now: number): LearningVerdict {
  if (collection.definition.vectors.length === 0 || collection.documentCount === 0 || collection.buildingSet !== null) return 'none'
  if (isHeld(collection, configured) || !isDue(collection, configured)) return 'none'
  const quiet = now - collection.updatedAt >= QUIET_MS || now - (collection.model?.learntAt ?? collection.createdAt) >= PATIENCE_MS
  if (!quiet) return 'wait'
  return configured === null ? 'learn' : 'embed'
}

function isDue(collection: Collection, configured: string | null): boolean {
  if (collection.relearn || collection.vectorSet === null || collection.model === null) return true
  if (configured !== null) return collection.model.name !== configured
  if (collection.model.blob === null) return true
  const decision = decideLearning(true, {
    documents: collection.documentCount,
    documentsAtLearning: collection.model.documents,
    changedDocuments: collection.changedSinceLearnt,
    embeddedTokens: 0,
    unknownTokens: 0,
    unknownShareAtLearning: 0,
  })
  return decision.learn
}

/** Somebody went back to the served set: only what makes it useless replaces it by itself. */
function isHeld({ model, relearn }: Collection, configured: string | null): boolean {
  return model?.held === true && !relearn && (model.blob !== null || model.name === configured)
}
