import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import type { CatalogPorts } from './ports.ts'
import { type IfMatch, checkMatch } from './put-collection.ts'
import { getCollection } from './read-collections.ts'

/**
 * Hides the collection at once and clears its stores in the background; returns the job's id. An alias is refused: whoever deletes one
 * rarely means the documents behind it. Throws collections.not_found, aliases.not_collection, collections.version_conflict.
 */
export async function deleteCollection(ports: CatalogPorts, ctx: Context, input: { name: string; ifMatch?: IfMatch }): Promise<{ jobId: string }> {
  const collection = await getCollection(ports, ctx, input)
  if (collection.name !== input.name)
    throw new AppError(
      'aliases.not_collection',
      `"${input.name}" is an alias of "${collection.name}": delete the alias, or delete "${collection.name}".`,
    )
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
