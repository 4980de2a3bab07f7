import { AppError } from '../../../contracts/errors.ts'
import type { VectorSetView } from '../../../contracts/vector-sets.ts'
import type { Context } from '../../../shared/context.ts'
import { applyChange, isOutdated, readSetFacts } from './choose-set.ts'
import { getVectorSet } from './list-sets.ts'
import { planGoingBack } from './plan-changes.ts'
import type { VectorSetPorts } from './ports.ts'

/**
 * Switches to the previous set at once; what changed since it was last served is embedded again through the outbox.
 * Throws vectors.no_previous, vectors.set_outdated, vectors.changed, and what opening its model throws.
 */
export async function goBackToPreviousSet(ports: VectorSetPorts, ctx: Context, input: { collection: string }): Promise<VectorSetView> {
  const facts = await readSetFacts(ports, ctx, input)
  const { collection } = facts
  const previous = facts.shown.find(({ state }) => state === 'previous')
  if (!previous?.body.model) throw new AppError('vectors.no_previous', 'The collection keeps no previous vector set.')
  if (isOutdated(collection, previous)) throw new AppError('vectors.set_outdated', `The definition has changed since set ${previous.set} was served.`)
  await ports.checkModel(collection, previous.body.model)
  await applyChange(ports, ctx, collection, planGoingBack(facts, previous))
  return getVectorSet(ports, ctx, { ...input, set: previous.set })
}
