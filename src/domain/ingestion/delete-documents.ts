import { AppError } from '../../contracts/errors.ts'
import type { DocumentResult } from '../../contracts/documents.ts'
import type { Context } from '../../shared/context.ts'
import { getCollection } from '../catalog/index.ts'
import type { IngestionPorts } from './ports.ts'

const SLICE = 500
const MAX_ATTEMPTS = 6

export type DeleteDocuments = { collection: string; ids?: readonly string[]; filter?: string }

/** Deletes by ids or by filter. Ids that do not exist are reported as unchanged: deleting twice is not an error. */
export async function deleteDocuments(
  ports: IngestionPorts,
  ctx: Context,
  input: DeleteDocuments,
): Promise<{ dataVersion: number; deleted: number; results: DocumentResult[] }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const outcome = { dataVersion: collection.dataVersion, deleted: 0, results: [] as DocumentResult[] }
  if (input.ids) {
    for (let at = 0; at < input.ids.length; at += SLICE) await removeSlice(ports, ctx, collection.id, input.ids.slice(at, at + SLICE), outcome, true)
  } else if (input.filter !== undefined) {
    const scope = await ports.resolveScope(collection, input.filter, ctx.scopes.has('documents:readHidden'))
    for (let after: string | null = null; ;) {
      const ids = await ports.documents.listIds(collection, scope, after, SLICE)
      if (ids.length === 0) break
      after = ids.at(-1) ?? null
      await removeSlice(ports, ctx, collection.id, ids, outcome, false)
    }
  }
  if (outcome.deleted > 0) ctx.later(ports.waker.wake())
  return outcome
}

async function removeSlice(
  ports: IngestionPorts,
  ctx: Context,
  collectionId: number,
  ids: readonly string[],
  outcome: { dataVersion: number; deleted: number; results: DocumentResult[] },
  listed: boolean,
): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const collection = await ports.collections.findById(collectionId)
    if (!collection) throw new AppError('collections.not_found', 'The collection has been deleted.')
    const removed = await ports.documents.remove(collection, ids, ctx.now())
    if (removed === 'stale') continue
    outcome.dataVersion = removed.version
    outcome.deleted += removed.removed.length
    const gone = new Set(removed.removed)
    if (listed) for (const id of ids) outcome.results.push({ id, status: gone.has(id) ? 'deleted' : 'unchanged' })
    return
  }
  throw new AppError('service.unavailable', 'The collection kept changing while documents were deleted.')
}
