import { type Collection, type SemanticModel, assignSlots } from '../catalog/index.ts'
import { judgeLearning } from './check-learning.ts'
import type { VectorSets } from './learning-state.ts'
import { planRemoval } from './vector-sets/plan-changes.ts'
import { type VectorSetStore, numberNextSet } from './vector-sets/set-record.ts'

/** The queue has long been through with writes this old, in milliseconds. */
const SETTLED_MS = 60_000
/** How often missing vectors are looked for, in milliseconds: it reads a row a document. */
export const MENDING_MS = 10 * 60_000

export type StartLearningPorts = {
  sets: VectorSets & {
    /** collections that may need a new vector set, by the cheapest test that misses none */
    listCandidates(configured: string | null): Promise<readonly Collection[]>
    /** collections whose active set lacks a vector */
    listIncomplete(): Promise<readonly Collection[]>
  }
  records: VectorSetStore
  /** the cloud model that configuration names; null when models are learnt here */
  configured: { name: string; dimensions: SemanticModel['dimensions'] } | null
  start(collection: number, set: number, phase: 'sample' | 'fill' | 'mend'): Promise<void>
  /** true once every MENDING_MS, and in a fresh isolate: it may follow a process that died with messages on its queue */
  isMendingDue(): boolean
  now(): number
  newId(): string
}

/** Starts every run that is due; the time in milliseconds after which to look again, or null when nothing waits. */
export async function startDueLearning(ports: StartLearningPorts): Promise<number | null> {
  let again: number | null = null
  for (const collection of await ports.sets.listCandidates(ports.configured?.name ?? null)) {
    if (collection.buildingModel?.ready) {
      await withdrawUnusable(ports, collection)
      continue
    }
    // a run that was given up left its set half filled; one that is under way takes no notice
    if (collection.buildingSet !== null) {
      await ports.start(collection.id, collection.buildingSet, 'fill')
      continue
    }
    const due = judgeLearning(collection, ports.configured?.name ?? null, ports.now())
    if (due === null) continue
    if (due.wait > 0) {
      again = Math.min(again ?? due.wait, due.wait)
      continue
    }
    const records = await ports.records.list(collection.id)
    // somebody asked for a set: its job drives it
    if (records.some(({ state }) => state === 'building')) continue
    const set = numberNextSet(collection, records)
    if (due.how === 'learn') await ports.start(collection.id, set, 'sample')
    else if (ports.configured) {
      const model: SemanticModel = {
        ...ports.configured,
        blob: null,
        statistics: {},
        slots: assignSlots(collection.definition),
        learntAt: ports.now(),
        documents: collection.documentCount,
        changes: collection.changes,
      }
      if (await ports.sets.begin(collection, set, model)) await ports.start(collection.id, set, 'fill')
    }
  }
  if (ports.isMendingDue()) {
    for (const { id, vectorSet, updatedAt } of await ports.sets.listIncomplete()) {
      if (vectorSet === null) continue
      if (ports.now() - updatedAt >= SETTLED_MS) await ports.start(id, vectorSet, 'mend')
      else again = Math.min(again ?? MENDING_MS, MENDING_MS)
    }
  }
  return again
}

/** A set that waits keeps the collection from renewing itself, unless it can't be served any more: then it goes. */
async function withdrawUnusable(ports: StartLearningPorts, collection: Collection): Promise<void> {
  const { buildingSet, buildingModel, relearn } = collection
  if (!relearn && (buildingModel === null || buildingModel.blob !== null || buildingModel.name === ports.configured?.name)) return
  const records = await ports.records.list(collection.id)
  const record = records.find(({ set }) => set === buildingSet)
  if (!record) return
  await ports.records.apply(collection, planRemoval({ collection, records, actor: 'meridian', now: ports.now(), newId: ports.newId }, record))
}
