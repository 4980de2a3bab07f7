import { COLLECTION_NAME } from '../../contracts/collection.ts'
import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import type { CatalogPorts } from './ports.ts'
import { getCollection } from './read-collections.ts'

/** Points an alias at a collection in one step: searches see the old or the new one, never neither. */
export async function putAlias(
  ports: CatalogPorts,
  ctx: Context,
  input: { alias: string; collection: string },
): Promise<{ alias: string; collection: string }> {
  if (!COLLECTION_NAME.test(input.alias)) throw new AppError('collections.name', `"${input.alias}" is not an alias name.`)
  const target = await getCollection(ports, ctx, { name: input.collection })
  await ports.collections.setAlias(ctx.tenant, input.alias, target.id, ctx.now())
  return { alias: input.alias, collection: target.name }
}

export async function listAliases(ports: CatalogPorts, ctx: Context, input: { limit: number; after: string | null }) {
  const found = await ports.collections.listAliases(ctx.tenant, input.limit + 1, input.after)
  const items = found.slice(0, input.limit)
  return { items, next: found.length > input.limit ? (items.at(-1)?.name ?? null) : null }
}

export async function deleteAlias(ports: CatalogPorts, ctx: Context, input: { alias: string }): Promise<void> {
  const existed = await ports.collections.deleteAlias(ctx.tenant, input.alias)
  if (!existed) throw new AppError('aliases.not_found', `There is no alias "${input.alias}".`)
}
