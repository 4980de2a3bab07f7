import type { Abbreviation } from '../../../../contracts/abbreviations.ts'
import { AppError } from '../../../../contracts/errors.ts'
import type { Context } from '../../../../shared/context.ts'
import { type Language, normalise } from '../../../../shared/text/index.ts'
import type { Collection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { checkAbbreviations } from './check-abbreviations.ts'
import { storedAbbreviation } from './load-abbreviations.ts'

type KeptAbbreviation = { word: string; expansions: readonly string[]; updatedAt: number }

/** By word in byte order. Throws collections.not_found. */
export async function listAbbreviations(
  ports: WordPorts,
  ctx: Context,
  input: { collection: string; limit: number; after: string | null },
): Promise<{ items: readonly KeptAbbreviation[]; next: string | null }> {
  const collection = await findCollection(ports, ctx, input.collection)
  const found = await ports.rules.list(collection.id, 'abbreviation', input.limit + 1, input.after)
  const items = found
    .slice(0, input.limit)
    .map(({ id, body, updatedAt }) => ({ word: id, expansions: storedAbbreviation.parse(body).expansions, updatedAt }))
  return { items, next: found.length > input.limit ? (items.at(-1)?.word ?? null) : null }
}

/** Puts these in the place of all a collection has. Throws collections.not_found, request.invalid. */
export async function replaceAbbreviations(
  ports: WordPorts,
  ctx: Context,
  input: { collection: string; items: readonly Abbreviation[] },
): Promise<{ count: number }> {
  const collection = await findCollection(ports, ctx, input.collection)
  const rules = checkAbbreviations(input.items, collection.definition.language as Language)
  await ports.rules.replace(collection.id, 'abbreviation', rules, ctx.now())
  return { count: rules.length }
}

/** Throws collections.not_found, abbreviations.not_found. */
export async function deleteAbbreviation(ports: WordPorts, ctx: Context, input: { collection: string; word: string }): Promise<void> {
  const collection = await findCollection(ports, ctx, input.collection)
  const removed = await ports.rules.remove(collection.id, 'abbreviation', [normalise(input.word)])
  if (removed === 0) throw new AppError('abbreviations.not_found', `There is no abbreviation "${input.word.slice(0, 64)}".`)
}

async function findCollection(ports: WordPorts, ctx: Context, name: string): Promise<Collection> {
  const collection = await ports.collections.find(ctx.tenant, name)
  if (!collection) throw new AppError('collections.not_found', `There is no collection or alias "${name}".`)
  return collection
}
