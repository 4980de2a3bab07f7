import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import { type Collection, getCollection, vectorBasis } from '../../catalog/index.ts'
import type { SetFacts } from './plan-changes.ts'
import type { VectorSetPorts } from './ports.ts'
import { type SetChange, type SetRecord, describeSets } from './set-record.ts'

/** A collection and its sets as a verb decides on them. */
export async function readSetFacts(
  ports: Pick<VectorSetPorts, 'collections' | 'sets'>,
  ctx: Context,
  input: { collection: string },
): Promise<SetFacts & { shown: readonly SetRecord[] }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const records = await ports.sets.list(collection.id)
  return { collection, records, shown: describeSets(collection, records), actor: ctx.actor, now: ctx.now(), newId: ctx.newId }
}

/** Throws vectors.set_not_found. */
export function chooseSet(shown: readonly SetRecord[], set: number): SetRecord {
  const record = shown.find((candidate) => candidate.set === set)
  if (!record) throw new AppError('vectors.set_not_found', `The collection has no vector set ${set}.`)
  return record
}

/** Whether a set stands for other texts than the collection has now. Sets on the collection's row follow its definition until `relearn`. */
export function isOutdated(collection: Collection, record: SetRecord): boolean {
  if (record.set === collection.vectorSet || record.set === collection.buildingSet) return collection.relearn
  return record.body.model !== null && record.body.basis !== vectorBasis(collection.definition)
}

/** Throws vectors.changed when somebody was faster. */
export async function applyChange(ports: VectorSetPorts, ctx: Context, collection: Collection, change: SetChange | null): Promise<void> {
  if (!change || !(await ports.sets.apply(collection, change)))
    throw new AppError('vectors.changed', 'The sets of the collection were changed at the same moment.')
  ctx.later(ports.waker.wake())
}
