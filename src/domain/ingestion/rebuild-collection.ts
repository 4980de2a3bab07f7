import { z } from 'zod'
import { AppError } from '../../contracts/errors.ts'
import type { JobSlice, JobTask } from '../../contracts/jobs.ts'
import { type Collection, type CollectionStore, schemaOf } from '../catalog/index.ts'
import { countMisfits } from './count-misfits.ts'
import { INDEX_FORMAT, type IndexedDocument, indexDocument } from './index-document.ts'
import type { StoredDocument } from './ports.ts'

export type RebuiltDocument = { id: string; hash: string; index: IndexedDocument }

/** The second set of keyword tables and values that a rebuild fills beside the one that answers. */
export type RebuildStore = {
  /** The next collection whose index is not of this format and has to be rebuilt; null while another such rebuild is under way, or when there is none. */
  findOutdated(format: number): Promise<Collection | null>
  /** In key order after `after`; at most `limit` documents and about `bytes` of bodies, but one at least. */
  readSlice(collection: Collection, after: number, limit: number, bytes: number): Promise<readonly StoredDocument[]>
  /** Indexes documents into the building generation, each unless its stored hash has moved. False when the job no longer builds it. */
  index(collection: Collection, job: string, documents: readonly RebuiltDocument[]): Promise<boolean>
  /** Makes the building generation the one that answers, finishes the job and leaves the old generation to another. False when it is too late. */
  activate(
    collection: Collection,
    job: string,
    outcome: { relearn: boolean; format: number; done: number; result: RebuildResult; clearing: string; now: number },
  ): Promise<boolean>
  /** Gives the building generation up, marks the job cancelled and leaves what was built to another. False when it is too late. */
  abandon(collection: Collection, job: string, outcome: { clearing: string; now: number }): Promise<boolean>
  /** Removes about `limit` values of a generation that nobody reads any more; 0 when nothing was left and its tables are gone. */
  clearGeneration(collectionId: number, generation: number, limit: number): Promise<number>
}

export type RebuildResult = { documents: number; skippedValues: number }
export type RebuildPorts = { collections: Pick<CollectionStore, 'findById'>; rebuilds: RebuildStore; now(): number; newId(): string }

const DOCUMENTS_A_SLICE = 50
/** About 30 ms of analysing. */
const BYTES_A_SLICE = 200_000
const VALUES_A_SLICE = 2000

const payload = z.object({ vectors: z.boolean() })
/** `format`: that of the code which began; another version may have gone on since, and cursors of before it have none */
const cursor = z.object({
  after: z.number().int(),
  documents: z.number().int(),
  skippedValues: z.number().int(),
  format: z.number().int().default(1),
})

/**
 * One slice of a rebuild: documents in key order under the definition that is to come. Writers feed both generations
 * since it began, so every document is either found here as it was then or has been written since by its writer.
 */
export async function rebuildCollection(ports: RebuildPorts, task: JobTask): Promise<JobSlice> {
  const collection = await findBuilding(ports, task)
  if (!collection) return { state: 'cancelled' }
  const { definition } = collection
  const at = task.cursor === null ? { after: 0, documents: 0, skippedValues: 0, format: INDEX_FORMAT } : cursor.parse(task.cursor)
  const documents = await ports.rebuilds.readSlice(collection, at.after, DOCUMENTS_A_SLICE, BYTES_A_SLICE)
  const last = documents.at(-1)
  if (!last) return activate(ports, task, collection, at)
  const schema = schemaOf(definition)
  const rebuilt = documents.map(({ id, hash, body }) => ({ id, hash, index: indexDocument(schema, body) }))
  if (!(await ports.rebuilds.index(collection, task.id, rebuilt))) return { state: 'cancelled' }
  const skippedValues = documents.reduce((sum, { body }) => sum + countMisfits(schema, body), at.skippedValues)
  const done = at.documents + documents.length
  return { state: 'running', done, cursor: { ...at, after: last.key, documents: done, skippedValues } }
}

async function activate(ports: RebuildPorts, task: JobTask, collection: Collection, at: z.infer<typeof cursor>): Promise<JobSlice> {
  const { documents, skippedValues, format } = at
  const result: RebuildResult = { documents, skippedValues }
  const relearn = payload.parse(task.payload).vectors
  const clearing = ports.newId()
  const switched = await ports.rebuilds.activate(collection, task.id, { relearn, format, done: documents, result, clearing, now: ports.now() })
  return switched ? { state: 'succeeded', done: documents, result } : { state: 'cancelled' }
}

/** Drops what was built so far; searches and writes go on under the old definition. False when it is in place already. */
export async function abandonRebuild(ports: RebuildPorts, task: JobTask): Promise<boolean> {
  const collection = await findBuilding(ports, task)
  return collection !== null && ports.rebuilds.abandon(collection, task.id, { clearing: ports.newId(), now: ports.now() })
}

/** The collection as the job's documents are to be indexed: under the building definition. Null when the job has lost it. */
async function findBuilding(ports: RebuildPorts, task: JobTask): Promise<Collection | null> {
  const collection = task.collectionId === null ? null : await ports.collections.findById(task.collectionId)
  if (!collection || collection.job !== task.id || collection.building === null || !collection.buildingDefinition) return null
  return { ...collection, definition: collection.buildingDefinition }
}

const generationPayload = z.object({ generation: z.number().int() })

/** One slice of clearing a generation that was replaced or given up. */
export async function clearGeneration(ports: Pick<RebuildPorts, 'rebuilds' | 'collections'>, task: JobTask): Promise<JobSlice> {
  if (task.collectionId === null) throw new AppError('internal', 'The job names no collection.')
  const { generation } = generationPayload.parse(task.payload)
  const collection = await ports.collections.findById(task.collectionId)
  // a deleted collection is cleared whole by the job that deletes it
  if (!collection) return { state: 'cancelled' }
  if (collection.generation === generation || collection.building === generation) throw new AppError('internal', 'The generation is in use.')
  const cleared = await ports.rebuilds.clearGeneration(task.collectionId, generation, VALUES_A_SLICE)
  const done = task.done + cleared
  return cleared === 0 ? { state: 'succeeded', done } : { state: 'running', done, total: done, cursor: null }
}
