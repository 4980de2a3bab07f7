import { type Collection, type SemanticModel, assignSlots } from '../catalog/index.ts'
import { QUIET_MS, judgeLearning } from './check-learning.ts'
import type { VectorSets } from './learn-model.ts'

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
  /** the cloud model that configuration names; null when models are learnt here */
  configured: { name: string; dimensions: SemanticModel['dimensions'] } | null
  start(collection: number, set: number, phase: 'sample' | 'fill' | 'mend'): Promise<void>
  /** true once every MENDING_MS, and in a fresh isolate: it may follow a process that died with messages on its queue */
  isMendingDue(): boolean
  now(): number
}

/** Starts every run that is due; the time in milliseconds after which to look again, or null when nothing waits. */
export async function startDueLearning(ports: StartLearningPorts): Promise<number | null> {
  let again: number | null = null
  for (const collection of await ports.sets.listCandidates(ports.configured?.name ?? null)) {
    // a run that was given up left its set half filled; one that is under way takes no notice
    if (collection.buildingSet !== null) {
      await ports.start(collection.id, collection.buildingSet, 'fill')
      continue
    }
    const verdict = judgeLearning(collection, ports.configured?.name ?? null, ports.now())
    const set = Math.max(collection.vectorSet ?? 0, collection.buildingSet ?? 0) + 1
    if (verdict === 'wait') again = QUIET_MS
    else if (verdict === 'learn') await ports.start(collection.id, set, 'sample')
    else if (verdict === 'embed' && ports.configured) {
      const model: SemanticModel = {
        ...ports.configured,
        blob: null,
        statistics: {},
        slots: assignSlots(collection.definition),
        learntAt: ports.now(),
        documents: collection.documentCount,
      }
      await ports.sets.begin(collection, set, model)
      await ports.start(collection.id, set, 'fill')
    }
  }
  if (ports.isMendingDue()) {
    for (const { id, vectorSet, updatedAt } of await ports.sets.listIncomplete()) {
      if (vectorSet === null) continue
      if (ports.now() - updatedAt >= SETTLED_MS) await ports.start(id, vectorSet, 'mend')
      else again ??= MENDING_MS
    }
  }
  return again
}
