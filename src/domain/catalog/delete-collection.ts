import type { Context } from '../../shared/context.ts'
import type { CatalogPorts } from './ports.ts'
import { type IfMatch, checkMatch } from './put-collection.ts'
import { getCollection } from './read-collections.ts'

/** Hides the collection at once and clears its stores in the background; returns the job's id. */
export async function deleteCollection(ports: CatalogPorts, ctx: Context, input: { name: string; ifMatch?: IfMatch }): Promise<{ jobId: string }> {
  const collection = await getCollection(ports, ctx, input)
  checkMatch(collection, input.ifMatch)
  const jobId = ctx.newId()
  const job = {
    id: jobId,
    kind: 'delete-collection',
    collectionId: collection.id,
    payload: {},
    total: collection.documentCount,
    createdAt: ctx.now(),
  }
  await ports.collections.markDeleted(collection, job, ctx.now())
  ctx.later(ports.waker.wake())
  return { jobId }
}
