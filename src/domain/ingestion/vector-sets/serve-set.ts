import { AppError } from '../../../contracts/errors.ts'
import type { VectorSetView } from '../../../contracts/vector-sets.ts'
import type { Context } from '../../../shared/context.ts'
import { applyChange, chooseSet, isOutdated, readSetFacts } from './choose-set.ts'
import { getVectorSet } from './list-sets.ts'
import { planServing } from './plan-changes.ts'
import type { VectorSetPorts } from './ports.ts'
import { modelOf } from './set-record.ts'

/**
 * Switches to the ready set; the one that answered until now becomes the previous one.
 * Throws vectors.set_not_found, vectors.set_state, vectors.set_outdated, vectors.changed, and what opening its model throws.
 */
export async function serveVectorSet(ports: VectorSetPorts, ctx: Context, input: { collection: string; set: number }): Promise<VectorSetView> {
  const facts = await readSetFacts(ports, ctx, input)
  const { collection } = facts
  const record = chooseSet(facts.shown, input.set)
  const model = modelOf(collection, record)
  if (record.state !== 'ready' || !model) throw new AppError('vectors.set_state', `Set ${input.set} is ${record.state}, not ready.`)
  if (isOutdated(collection, record)) throw new AppError('vectors.set_outdated', `The definition has changed since set ${input.set} was built.`)
  await ports.checkModel(collection, model)
  await applyChange(ports, ctx, collection, planServing(facts, record))
  return getVectorSet(ports, ctx, input)
}
