import { type Collection, type SemanticModel, assignSlots } from '../catalog/index.ts'
import { QUIET_MS, judgeLearning } from './check-learning.ts'
import type { VectorSets } from './learn-model.ts'

export type StartLearningPorts = {
  sets: VectorSets & {
    /** collections that may need a new vector set, by the cheapest test that misses none */
    listCandidates(configured: string | null): Promise<readonly Collection[]>
  }
  /** the cloud model that configuration names; null when models are learnt here */
  configured: { name: string; dimensions: SemanticModel['dimensions'] } | null
  start(collection: number, set: number, phase: 'sample' | 'fill'): Promise<void>
  now(): number
}

/** Starts every run that is due; the time in milliseconds after which to look again, or null when nothing waits. */
export async function startDueLearning(ports: StartLearningPorts): Promise<number | null> {
  let again: number | null = null
  for (const collection of await ports.sets.listCandidates(ports.configured?.name ?? null)) {
    const verdict = judgeLearning(collection, ports.configured?.name ?? null, ports.now())
    const set = Math.max(collection.vectorSet ?? 0, collection.buildingSet ?? 0) + 1
    if (verdict === 'wait') again = QUIET_MS
    else if (verdict === 'learn') await ports.start(collection.id, set, 'sample')
    else if (verdict === 'embed' && ports.configured) {
      const model: SemanticModel = { ...ports.configured, blob: null, statistics: {}, slots: assignSlots(collection.definition), learntAt: ports.now(), documents: collection.documentCount }
      await ports.sets.begin(collection, set, model)
      await ports.start(collection.id, set, 'fill')
    }
  }
  return again
}
