import { AppError } from '../../../../contracts/errors.ts'
import type { Context } from '../../../../shared/context.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { type ListedSynonym, viewRule } from './list-synonyms.ts'

/** Throws collections.not_found, synonyms.not_found. */
export async function getSynonym(ports: WordPorts, ctx: Context, input: { collection: string; id: string }): Promise<ListedSynonym> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const rule = await ports.rules.find(collection.id, 'synonym', input.id)
  if (!rule) throw new AppError('synonyms.not_found', `There is no synonym rule "${input.id}".`)
  return viewRule(rule)
}
