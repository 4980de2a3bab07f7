// A learner as bytes, between any two slices.
import { createCollected, indexWords } from './collect.ts'
import { EmbeddingError } from './errors.ts'
import type { Learner } from './learner.ts'
import { indexPlaces } from './model.ts'
import { packObject, unpackObject } from './pack.ts'

const CHECKPOINT_KIND = 0x4b504843 // "CHPK"

/** Everything `decodeCheckpoint` needs to go on to the same bit; at most about 40 MB, about 30 MB in the multiplying phases. */
export function encodeCheckpoint(learner: Learner): Uint8Array<ArrayBuffer> {
  return packObject(CHECKPOINT_KIND, { config: learner.config, work: learner.work, operations: learner.operations })
}

/** Takes over `bytes` as its working memory. Throws EmbeddingError `damaged` or `unknown_version`. */
export function decodeCheckpoint(bytes: Uint8Array): Learner {
  const stored = unpackObject(CHECKPOINT_KIND, bytes)
  if (!isStoredLearner(stored)) throw new EmbeddingError('damaged', 'The checkpoint lacks a part; start learning again.')
  const { work } = stored
  // Maps are derived data and are not stored.
  if (work.phase === 'subwords' || work.phase === 'done') work.model = { ...work.model, places: indexPlaces(work.model.words) }
  return { ...stored, ids: work.phase === 'collect' ? indexWords({ ...createCollected(), ...work.collected }) : new Map() }
}

function isStoredLearner(value: unknown): value is Omit<Learner, 'ids'> {
  if (typeof value !== 'object' || value === null) return false
  const learner = value as Partial<Learner>
  return typeof learner.config?.rank === 'number' && typeof learner.work?.phase === 'string' && typeof learner.operations === 'number'
}
