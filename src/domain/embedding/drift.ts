// When to learn again: decided from counts, so that the answer is the same wherever it is asked.

export interface DriftCounts {
  /** Documents in the collection now and when the model was learnt. */
  documents: number
  documentsAtLearning: number
  /** Documents added, changed or deleted since. */
  changedDocuments: number
  /** Words of the documents embedded since, and those of them the model does not know. */
  embeddedTokens: number
  unknownTokens: number
  /** The same share when the model was learnt, 0..1. */
  unknownShareAtLearning: number
}

export type LearningDecision = { learn: false } | { learn: true; reason: 'first' | 'grown' | 'changed' | 'unknown_words' }

// Below this many documents a model is noise; the keyword side answers alone.
const FEWEST_DOCUMENTS = 8
const GROWTH = 2
const CHANGED_SHARE = 0.3
const UNKNOWN_RISE = 0.1
const FEWEST_TOKENS = 2_000

/** Whether a collection is due for its first (`hasModel` false) or next model. */
export function decideLearning(hasModel: boolean, counts: DriftCounts): LearningDecision {
  if (counts.documents < FEWEST_DOCUMENTS) return { learn: false }
  if (!hasModel) return { learn: true, reason: 'first' }
  if (counts.documents >= GROWTH * Math.max(1, counts.documentsAtLearning)) return { learn: true, reason: 'grown' }
  if (counts.changedDocuments >= CHANGED_SHARE * Math.max(1, counts.documentsAtLearning)) return { learn: true, reason: 'changed' }
  const unknownShare = counts.embeddedTokens === 0 ? 0 : counts.unknownTokens / counts.embeddedTokens
  if (counts.embeddedTokens >= FEWEST_TOKENS && unknownShare >= counts.unknownShareAtLearning + UNKNOWN_RISE) {
    return { learn: true, reason: 'unknown_words' }
  }
  return { learn: false }
}
