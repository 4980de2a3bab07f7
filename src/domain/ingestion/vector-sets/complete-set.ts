import type { Collection } from '../../catalog/index.ts'
import { planReady, planServing } from './plan-changes.ts'
import type { VectorSetStore } from './set-record.ts'

/**
 * What happens to a set once it is filled: it waits when somebody said so, or when somebody went back to the served one
 * and nobody asked for this one; otherwise it answers. False when the sets were changed meanwhile: look again.
 */
export async function completeSet(
  ports: { records: VectorSetStore; now(): number; newId(): string },
  collection: Collection,
  set: number,
): Promise<boolean> {
  const records = await ports.records.list(collection.id)
  const record = records.find((candidate) => candidate.set === set) ?? null
  const facts = { collection, records, actor: record?.body.actor ?? 'meridian', now: ports.now(), newId: ports.newId }
  const waits = record ? record.body.switch === 'manual' : isHeld(collection)
  const change = waits ? planReady(facts, record) : planServing(facts, record)
  return change !== null && ports.records.apply(collection, change)
}

/** A held set whose model can't embed any more gives way: a set of another cloud model means that configuration changed. */
function isHeld({ model, buildingModel, relearn }: Collection): boolean {
  return model?.held === true && !relearn && (model.blob !== null || model.name === buildingModel?.name)
}
