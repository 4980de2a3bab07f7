import { COLLECTION_NAME, type CollectionDefinition } from '../../contracts/collection.ts'
import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import { type DefinitionChange, compareDefinitions } from './compare-definitions.ts'
import type { Collection } from './collection.ts'
import type { CatalogPorts } from './ports.ts'
import { resolveDefinition } from './resolve-definition.ts'

/** The config version a caller has seen; * stands for any, but for one that exists. */
export type IfMatch = number | '*'
export type PutCollection = { name: string; definition: CollectionDefinition; ifMatch?: IfMatch }
export type PutCollectionResult = {
  collection: Collection
  outcome: 'created' | 'changed' | 'unchanged' | 'rebuilding'
  jobId: string | null
  change: DefinitionChange | null
}

/** Creates or changes a collection; a change that invalidates the keyword tables starts a rebuild beside them. */
export async function putCollection(ports: CatalogPorts, ctx: Context, input: PutCollection): Promise<PutCollectionResult> {
  if (!COLLECTION_NAME.test(input.name)) throw new AppError('collections.name', `"${input.name}" is not a collection name.`)
  const definition = resolveDefinition(input.definition)
  const existing = await ports.collections.find(ctx.tenant, input.name)
  if (!existing) {
    if (input.ifMatch !== undefined) throw new AppError('collections.version_conflict', 'The collection does not exist, so If-Match can not hold.')
    const collection = await ports.collections.create(ctx.tenant, input.name, definition, ctx.now())
    return { collection, outcome: 'created', jobId: null, change: null }
  }
  checkMatch(existing, input.ifMatch)
  if (existing.building !== null) throw new AppError('collections.busy', `Job ${existing.job ?? ''} is rebuilding the collection.`)
  const change = compareDefinitions(existing.definition, definition)
  if (change.equal) return { collection: existing, outcome: 'unchanged', jobId: null, change }
  if (change.keyword && existing.documentCount > 0) {
    const id = ctx.newId()
    const job = {
      id,
      kind: 'rebuild',
      collectionId: existing.id,
      payload: { vectors: change.vectors },
      total: existing.documentCount,
      createdAt: ctx.now(),
    }
    const collection = await ports.collections.beginRebuild(existing.id, existing.configVersion, definition, job, ctx.now())
    if (!collection) throw conflict(existing)
    ctx.later(ports.waker.wake())
    return { collection, outcome: 'rebuilding', jobId: id, change }
  }
  const collection = await ports.collections.updateDefinition(existing.id, existing.configVersion, definition, change.vectors, ctx.now())
  if (!collection) throw conflict(existing)
  if (change.vectors) ctx.later(ports.waker.wake())
  return { collection, outcome: 'changed', jobId: null, change }
}

/** Throws collections.version_conflict. */
export function checkMatch(existing: Collection, ifMatch: IfMatch | undefined): void {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== existing.configVersion) throw conflict(existing)
}

function conflict(existing: Collection): AppError {
  return new AppError('collections.version_conflict', `The collection is at version ${existing.configVersion}.`)
}
