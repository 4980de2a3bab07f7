import type { JsonObject } from '../../contracts/documents.ts'
import type { Context } from '../../shared/context.ts'
import { type Collection, getCollection, hideFields } from '../catalog/index.ts'

import type { IngestionPorts } from './ports.ts'

/** The documents with these ids that exist, in the order asked for, without hidden fields unless allowed. */
export async function getDocuments(
  ports: IngestionPorts,
  ctx: Context,
  input: { collection: string; ids: readonly string[] },
): Promise<JsonObject[]> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  return readBodies(ports, ctx, collection, input.ids)
}

async function readBodies(ports: IngestionPorts, ctx: Context, collection: Collection, ids: readonly string[]): Promise<JsonObject[]> {
  const stored = await ports.documents.read(collection, ids)
  return stored.map((document) => hideFields(collection.definition, document.body, ctx.scopes.has('documents:readHidden')))
}

export async function listDocuments(
  ports: IngestionPorts,
  ctx: Context,
  input: { collection: string; filter?: string; after: string | null; limit: number },
): Promise<{ items: JsonObject[]; next: string | null }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const showHidden = ctx.scopes.has('documents:readHidden')
  const scope = input.filter === undefined ? null : await ports.resolveScope(collection, input.filter, showHidden)
  const ids = await ports.documents.listIds(collection, scope, input.after, input.limit + 1)
  const page = ids.slice(0, input.limit)
  return { items: await readBodies(ports, ctx, collection, page), next: ids.length > input.limit ? (page.at(-1) ?? null) : null }
}

const EXPORT_SLICE = 200

/** Every document in id order, a slice at a time, so that an export never holds more than a slice in memory. */
export async function* exportDocuments(
  ports: IngestionPorts,
  ctx: Context,
  input: { collection: string; filter?: string },
): AsyncGenerator<JsonObject[]> {
  let after: string | null = null
  for (;;) {
    const page: { items: JsonObject[]; next: string | null } = await listDocuments(ports, ctx, { ...input, after, limit: EXPORT_SLICE })
    if (page.items.length > 0) yield page.items
    if (page.next === null) return
    after = page.next
  }
}
