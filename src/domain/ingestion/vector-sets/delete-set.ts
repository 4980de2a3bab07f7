import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import { applyChange, chooseSet, readSetFacts } from './choose-set.ts'
import { planRemoval } from './plan-changes.ts'
import type { VectorSetPorts } from './ports.ts'

/** Drops a ready, previous or failed set; the job clears its stores. Throws vectors.set_not_found, vectors.set_building, vectors.set_state. */
export async function deleteVectorSet(ports: VectorSetPorts, ctx: Context, input: { collection: string; set: number }): Promise<{ jobId: string }> {
  const facts = await readSetFacts(ports, ctx, input)
  const record = chooseSet(facts.shown, input.set)
  if (record.state === 'building')
    throw new AppError(
      'vectors.set_building',
      record.body.job === null ? 'The collection is renewing itself.' : `Cancel job ${record.body.job} instead.`,
    )
  if (record.state === 'serving') throw new AppError('vectors.set_state', `Set ${input.set} is the one that answers.`)
  const change = planRemoval(facts, record)
  await applyChange(ports, ctx, facts.collection, change)
  return { jobId: change.jobs[0]?.id ?? '' }
}
