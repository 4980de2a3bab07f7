import type { Collection, SemanticModel } from '../catalog/index.ts'
import type { DocumentSample, Learner } from '../embedding/index.ts'
import type { EmbeddingPorts } from './embed-documents.ts'
import type { VectorSetStore } from './vector-sets/set-record.ts'

/** How a collection gets a new vector set: choose documents, learn a model from them, embed everything, switch. */
export type LearningState = {
  collection: number
  set: number
  phase: 'sample' | 'collect' | 'learn' | 'fill' | 'mend' | 'done'
  /** how far the phase has come: the last document key seen, or the chosen documents that have been read */
  after: number
  checkpointed: boolean
  /** the collection as it was when choosing began; from `collect` on */
  sampled?: SampledCollection
}

/** What a model has been learnt from at least: whatever was written later may be in it or not, and counts as not learnt. */
export type SampledCollection = Required<Pick<SemanticModel, 'documents' | 'changes' | 'followUps'>>

/** What lives only in memory: losing it sends the run back to its last checkpoint, or to choosing. */
export type LearningMemory = {
  /** ids offered so far, up to `after` in byte order */
  choice: { sample: DocumentSample; after: string | null; sampled: SampledCollection } | null
  chosen: string[] | null
  learner: Learner | null
  /** documents read a slice */
  pace: number
  pass: string
}

export type VectorSets = {
  /** keys of the collection's documents after `after`, ascending */
  listKeys(collection: Collection, after: number, limit: number): Promise<readonly number[]>
  /** keys whose vectors in the set are missing or made from other content, ascending, after `after` */
  listUnfilled(collection: Collection, set: number, after: number, limit: number): Promise<readonly number[]>
  /** whether somebody cancelled or deleted the set; one that the collection began by itself never is */
  isGivenUp(collection: Collection, set: number): Promise<boolean>
  /** from here on writes feed it; false when it was given up meanwhile */
  begin(collection: Collection, set: number, model: SemanticModel): Promise<boolean>
  /** forgets up to `limit` vectors of a set; how many there were */
  forgetSet(collection: Collection, set: number, limit: number): Promise<number>
}

export type BlobStore = {
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  get(key: string): Promise<Uint8Array | null>
  delete(key: string): Promise<void>
}

export type LearningPorts = EmbeddingPorts & {
  sets: VectorSets
  records: VectorSetStore
  blobs: BlobStore
  sliceOperations: number
  now(): number
  newId(): string
}

export const checkpointKey = (state: LearningState): string => `models/${state.collection}/checkpoint`
export const modelKey = (collection: number, set: number): string => `models/${collection}/${set}`

export function emptyMemory(): LearningMemory {
  return { choice: null, chosen: null, learner: null, pace: 16, pass: '' }
}
