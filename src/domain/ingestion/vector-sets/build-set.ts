import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { planBuilding } from './plan-changes.ts'
import type { VectorSetPorts } from './ports.ts'
import { describeSets } from './set-record.ts'

/**
 * Begins a set beside the served one, or takes over the one that the collection is renewing itself with.
 * Throws vectors.nothing_to_build, vectors.set_building, vectors.set_waiting, vectors.changed.
 */
export async function buildVectorSet(
  ports: VectorSetPorts,
  ctx: Context,
  input: { collection: string; switch: 'manual' | 'automatic' },
): Promise<{ jobId: string; set: number }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  if (collection.definition.vectors.length === 0)
    throw new AppError('vectors.nothing_to_build', 'The definition of the collection declares no vectors.')
  if (collection.documentCount === 0) throw new AppError('vectors.nothing_to_build', 'The collection has no documents.')
  const records = await ports.sets.list(collection.id)
  const beside = describeSets(collection, records).find(({ state, body }) => state === 'ready' || (state === 'building' && body.job !== null))
  if (beside?.state === 'ready') throw new AppError('vectors.set_waiting', `Set ${beside.set} is ready.`)
  if (beside) throw new AppError('vectors.set_building', `Job ${beside.body.job ?? ''} is building set ${beside.set}.`)
  const jobId = ctx.newId()
  const facts = { collection, records, actor: ctx.actor, now: ctx.now(), newId: ctx.newId }
  const { set, ...change } = planBuilding(facts, { job: jobId, switch: input.switch })
  if (!(await ports.sets.apply(collection, change)))
    throw new AppError('vectors.changed', 'The sets of the collection were changed at the same moment.')
  ctx.later(ports.waker.wake())
  return { jobId, set }
}
