import { type Collection, countUnlearnt } from '../catalog/index.ts'
import { decideLearning } from '../embedding/index.ts'

/** Writes of one import come close together: learning waits until they have been quiet this long, in milliseconds. */
const QUIET_MS = 1500
/** But not for ever: a collection that is written all the time learns anyway. */
const PATIENCE_MS = 120_000
/** The words of a new collection are gathered before its model is learnt: it takes a fraction of the time, and corrections are missed sooner. */
const WORDS_FIRST_MS = 5_000
/**
 * A model that lacks a few documents is learnt again once writes have been quiet for about as long as that takes, and each time in a row twice as
 * long. So the last model of any import is that of all its documents, and a collection that changes a little for ever learns ever more seldom.
 */
const SETTLING_PER_DOCUMENT_MS = 1
const SHORTEST_SETTLING_MS = 10_000

/** How a collection gets a new vector set, and in how many milliseconds: 0 or less is now. */
export type DueLearning = { how: 'learn' | 'embed'; wait: number }

/** Whether a collection needs a new vector set, learnt here or embedded by the model that configuration names; null when it does not. */
export function judgeLearning(collection: Collection, configured: string | null, now: number): DueLearning | null {
  const { definition, documentCount, buildingSet, updatedAt, createdAt, model, lexicon } = collection
  if (definition.vectors.length === 0 || documentCount === 0 || buildingSet !== null || isHeld(collection, configured)) return null
  const how = configured === null ? 'learn' : 'embed'
  if (isDue(collection, configured)) {
    const quiet = lexicon === null ? QUIET_MS + WORDS_FIRST_MS : QUIET_MS
    return { how, wait: Math.min(updatedAt + quiet, (model?.learntAt ?? createdAt) + PATIENCE_MS) - now }
  }
  if (configured !== null || countUnlearnt(collection) === 0) return null
  const settling = Math.max(SHORTEST_SETTLING_MS, documentCount * SETTLING_PER_DOCUMENT_MS) * 2 ** (model?.followUps ?? 0)
  return { how, wait: updatedAt + settling - now }
}

/** Of a model learnt from the collection as it is: how many before it, in a row, were due for few changes only. */
export function countFollowUps(collection: Collection): number {
  return isDue(collection, null) ? 0 : (collection.model?.followUps ?? 0) + 1
}

function isDue(collection: Collection, configured: string | null): boolean {
  if (collection.relearn || collection.vectorSet === null || collection.model === null) return true
  if (configured !== null) return collection.model.name !== configured
  if (collection.model.blob === null) return true
  const decision = decideLearning(true, {
    documents: collection.documentCount,
    documentsAtLearning: collection.model.documents,
    changedDocuments: countUnlearnt(collection),
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
