import { z } from 'zod'
import type { JobSlice, JobTask } from '../../contracts/jobs.ts'
import type { Collection } from '../catalog/index.ts'
import type { VectorSpace, VectorStore } from '../embedding/index.ts'
import { priorityOf } from './embed-documents.ts'

type RecordedSpace = { set: number; vector: string; dimensions: VectorSpace['dimensions'] | null }

/** What a deleted collection has left behind in D1. Every call is safe to repeat. */
export type CollectionRemains = {
  /** the row, which is hidden from everything else by now */
  findDeleted(id: number): Promise<Collection | null>
  clearDocuments(id: number, limit: number): Promise<number>
  /** facet and geo values of every generation */
  clearValues(id: number, limit: number): Promise<number>
  clearVectors(id: number, limit: number): Promise<number>
  /** the vector spaces that rows of `vectors` and records of sets speak of; dimensions where they are known */
  listSpaces(id: number): Promise<readonly RecordedSpace[]>
  /** what is kept until a space's vectors are visible */
  clearMutations(space: VectorSpace): Promise<void>
  /** keyword tables, field names, messages, aliases, other jobs, and the row itself */
  finish(id: number, job: string): Promise<void>
}

export type ClearPorts = {
  remains: CollectionRemains
  vectors: Pick<VectorStore, 'drop'>
  /** stops and forgets what gathers from its documents in the background */
  stopRuns(collection: number): Promise<void>
  /** deletes up to 1,000 blobs whose keys begin so; how many there were */
  clearBlobs(prefix: string): Promise<number>
}

const DOCUMENTS_A_SLICE = 500
const ROWS_A_SLICE = 2000

const PHASES = ['learning', 'documents', 'values', 'spaces', 'vectors', 'blobs', 'rest'] as const
type Phase = (typeof PHASES)[number]
const cursor = z.object({ phase: z.enum(PHASES), documents: z.number().int() })

/**
 * One slice of clearing a deleted collection. Documents go first: whoever embeds one at this moment looks afterwards
 * whether it still exists and takes its vectors back. Spaces are dropped while rows still say which there are.
 */
export async function clearCollection(ports: ClearPorts, task: JobTask): Promise<JobSlice> {
  const collection = task.collectionId === null ? null : await ports.remains.findDeleted(task.collectionId)
  if (!collection) return { state: 'succeeded', done: task.done }
  const at = task.cursor === null ? { phase: 'learning' as const, documents: 0 } : cursor.parse(task.cursor)
  const cleared = await clearPhase(ports, collection, task.id, at.phase)
  const documents = at.documents + (at.phase === 'documents' ? cleared : 0)
  const next = cleared > 0 ? at.phase : PHASES[PHASES.indexOf(at.phase) + 1]
  if (next === undefined) return { state: 'succeeded', done: documents, result: { documents } }
  return { state: 'running', done: documents, cursor: { phase: next, documents } }
}

/** How much there was of a phase that goes on until nothing is left. */
async function clearPhase(ports: ClearPorts, collection: Collection, job: string, phase: Phase): Promise<number> {
  const { remains } = ports
  switch (phase) {
    case 'learning':
      await ports.stopRuns(collection.id)
      return 0
    case 'documents':
      return remains.clearDocuments(collection.id, DOCUMENTS_A_SLICE)
    case 'values':
      return remains.clearValues(collection.id, ROWS_A_SLICE)
    case 'spaces':
      for (const space of listSpaces(collection, await remains.listSpaces(collection.id))) {
        await ports.vectors.drop(space)
        await remains.clearMutations(space)
      }
      return 0
    case 'vectors':
      return remains.clearVectors(collection.id, ROWS_A_SLICE)
    case 'blobs':
      return (await ports.clearBlobs(`models/${collection.id}/`)) + (await ports.clearBlobs(`lexicons/${collection.id}/`))
    case 'rest':
      await remains.finish(collection.id, job)
      return 0
  }
}

/** Every space there may be: of the sets in use and of those that rows name. */
function listSpaces(collection: Collection, recorded: readonly RecordedSpace[]): VectorSpace[] {
  const known = new Map(recorded.flatMap(({ set, dimensions }) => (dimensions === null ? [] : [[set, dimensions] as const])))
  const { vectorSet, model, buildingSet, buildingModel } = collection
  if (vectorSet !== null && model) known.set(vectorSet, model.dimensions)
  if (buildingSet !== null && buildingModel) known.set(buildingSet, buildingModel.dimensions)
  const sets = new Set([...known.keys(), ...recorded.map(({ set }) => set)])
  const definitions = [...collection.definition.vectors, ...(collection.buildingDefinition?.vectors ?? [])]
  const names = new Set([...definitions.map(({ name }) => name), ...recorded.map(({ vector }) => vector)])
  const dimensions = model?.dimensions ?? buildingModel?.dimensions ?? 256
  return [...sets].flatMap((set) =>
    [...names].map((vector) => ({
      tenant: collection.tenant,
      collection: collection.id,
      vector,
      set,
      dimensions: known.get(set) ?? dimensions,
      priority: priorityOf(collection, vector),
    })),
  )
}
