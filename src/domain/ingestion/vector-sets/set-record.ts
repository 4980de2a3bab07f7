import type { AuditRecord } from '../../../contracts/audit.ts'
import type { Collection, NewJob, SemanticModel } from '../../catalog/index.ts'

/** `dropping`: a job is clearing it; `dropped`: only its number is left, because numbers are never used twice. */
export type SetState = 'building' | 'ready' | 'serving' | 'previous' | 'failed' | 'dropping' | 'dropped'

export type SetBody = {
  /** the job that builds it; null when the collection began it by itself */
  job: string | null
  switch: 'manual' | 'automatic'
  /** who asked for it */
  actor: string
  /** code of the error that ended its building */
  error: string | null
  /** of a set that stands aside (previous, failed, dropping); the others have theirs on the collection's row */
  model: SemanticModel | null
  /** of a set that stands aside: the vectors it holds */
  names: readonly string[]
  /** of a set that stands aside: what its vectors stand for (`vectorBasis`); null when it was out of date already */
  basis: string | null
  /** of a previous set: the collection's data version when it stopped being served */
  dataVersion: number | null
}

export type SetRecord = { set: number; state: SetState; body: SetBody; createdAt: number; updatedAt: number }

/** A change of which sets there are and which one answers. All of it happens, or none of it. */
export type SetChange = {
  /** what it was decided on: anything else makes it void. A record's state is null where there must be none. */
  expect: { vectorSet: number | null; buildingSet: number | null; records: readonly { set: number; state: SetState | null }[] }
  /** moves the vector version as well, so that kept result sets are not used again */
  served?: { set: number; model: SemanticModel }
  building?: { set: number; model: SemanticModel } | null
  /** true: the served set needs a successor whatever the counts say */
  relearn?: boolean
  records: readonly SetRecord[]
  jobs: readonly NewJob[]
  /** job that ends as cancelled together with it */
  cancelled?: string
  /** a set whose missing and outdated vectors are asked for through the outbox */
  refill?: number
  audit?: AuditRecord & { actor: string }
  now: number
}

export type VectorSetStore = {
  /** Every record of the collection, by set. */
  list(collection: number): Promise<readonly SetRecord[]>
  /** False when what the change expects no longer holds; then nothing has happened. */
  apply(collection: Collection, change: SetChange): Promise<boolean>
  /** Says of a set that is being built why its run was given up. */
  noteFailure(collection: number, set: number, code: string): Promise<void>
  /** Vectors of each set, and how many of the definition's are missing in it or made from other content. */
  measure(collection: Collection, sets: readonly number[]): Promise<ReadonlyMap<number, { vectors: number; pending: number }>>
  /** Vectors of one set. */
  count(collection: Collection, set: number): Promise<number>
  /** Ends the dropping of a set; its number stays taken. */
  finishDropping(collection: number, set: number, now: number): Promise<void>
}

const NOTHING: SetBody = { job: null, switch: 'automatic', actor: 'meridian', error: null, model: null, names: [], basis: null, dataVersion: null }

/** A record for a set that was begun without anybody asking. */
export function createRecord(set: number, state: SetState, now: number, body: Partial<SetBody> = {}): SetRecord {
  return { set, state, body: { ...NOTHING, ...body }, createdAt: now, updatedAt: now }
}

/** All sets of a collection, newest first: what is recorded, and those that the collection's row alone knows of. */
export function describeSets(collection: Collection, recorded: readonly SetRecord[]): SetRecord[] {
  const { vectorSet, model, buildingSet, buildingModel } = collection
  const sets = new Map(recorded.map((record) => [record.set, record]))
  if (vectorSet !== null && model && !sets.has(vectorSet)) sets.set(vectorSet, createRecord(vectorSet, 'serving', model.learntAt))
  if (buildingSet !== null && buildingModel && !sets.has(buildingSet))
    sets.set(buildingSet, createRecord(buildingSet, 'building', buildingModel.learntAt))
  return [...sets.values()].filter(({ state }) => state !== 'dropping' && state !== 'dropped').toSorted((left, right) => right.set - left.set)
}

/** The model of a set, wherever it is kept; null while it is being learnt. */
export function modelOf(collection: Collection, record: SetRecord): SemanticModel | null {
  if (record.set === collection.vectorSet) return collection.model
  if (record.set === collection.buildingSet) return collection.buildingModel
  return record.body.model
}

/** The number of a set to be begun: blobs, caches and stores name sets by it, so none is ever used again. */
export function numberNextSet(collection: Collection, recorded: readonly SetRecord[]): number {
  return Math.max(0, collection.vectorSet ?? 0, collection.buildingSet ?? 0, ...recorded.map(({ set }) => set)) + 1
}
