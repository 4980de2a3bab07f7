import type { CollectionStore, Collection, SemanticModel, Waker } from '../../catalog/index.ts'
import type { VectorSetStore } from './set-record.ts'

/** What the verbs that callers use need. */
export type VectorSetPorts = {
  collections: CollectionStore
  sets: VectorSetStore
  waker: Waker
  /** loads or reaches the model; throws service.unavailable or service.configuration when it can't embed queries */
  checkModel(collection: Collection, model: SemanticModel): Promise<void>
}

/** What the jobs that build and drop sets need. */
export type VectorSetJobPorts = {
  collections: Pick<CollectionStore, 'findById'>
  sets: VectorSetStore
  /** the cloud model that configuration names; null when models are learnt here */
  configured: { name: string; dimensions: SemanticModel['dimensions'] } | null
  /** begins the run that learns and fills, goes on with one that lost its alarm, and leaves one under way alone */
  start(collection: number, set: number, phase: 'sample' | 'fill'): Promise<void>
  begin(collection: Collection, set: number, model: SemanticModel): Promise<boolean>
  dropSpace(collection: Collection, vector: string, target: { set: number; model: SemanticModel }): Promise<void>
  /** forgets up to `limit` vectors of a set; how many there were */
  forgetSet(collection: Collection, set: number, limit: number): Promise<number>
  deleteModel(collection: number, set: number): Promise<void>
  now(): number
  newId(): string
}
