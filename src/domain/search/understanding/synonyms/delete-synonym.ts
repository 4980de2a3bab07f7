import { AppError } from '../../../../contracts/errors.ts'
import type { Context } from '../../../../shared/context.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'

/** Throws collections.not_found, synonyms.not_found. */
export async function deleteSynonym(ports: WordPorts, ctx: Context, input: { collection: string; id: string }): Promise<void> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const removed = await ports.rules.remove(collection.id, 'synonym', [input.id])
  if (removed === 0) throw new AppError('synonyms.not_found', `There is no synonym rule "${input.id}".`)
}
