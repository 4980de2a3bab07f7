import { AppError } from '../../../../contracts/errors.ts'
import type { Context } from '../../../../shared/context.ts'
import { type NewJob, getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'

export type MiningStarter = Pick<WordPorts, 'collections'> & { addJob(tenant: string, job: NewJob): Promise<void>; waker: { wake(): Promise<void> } }

/** Starts the job that mines synonyms. Throws collections.not_found, synonyms.no_model. */
export async function suggestSynonyms(ports: MiningStarter, ctx: Context, input: { collection: string }): Promise<{ jobId: string }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  if (!collection.model?.blob) throw new AppError('synonyms.no_model', `"${collection.name}" has no vectors that were learnt from its own documents.`)
  const job: NewJob = { id: ctx.newId(), kind: 'mine-synonyms', collectionId: collection.id, payload: {}, total: 100, createdAt: ctx.now() }
  await ports.addJob(ctx.tenant, job)
  ctx.later(ports.waker.wake())
  return { jobId: job.id }
}
