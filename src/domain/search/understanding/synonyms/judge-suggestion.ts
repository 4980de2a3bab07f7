import { AppError } from '../../../../contracts/errors.ts'
import type { SynonymSuggestion } from '../../../../contracts/synonyms.ts'
import type { Context } from '../../../../shared/context.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { type WrittenSynonym, putSynonym } from './put-synonym.ts'
import { readSuggestion, storeSuggestion } from './suggestions.ts'

type Judged = { collection: string; id: string }

/**
 * Approved: a two-way rule of the suggestion's words, under its id. Rejected: remembered, so that it is not made again.
 * Either may be repeated, and a rejection taken back by approving. Throws collections.not_found, synonyms.not_found.
 */
export function judgeSuggestion(ports: WordPorts, ctx: Context, input: Judged & { verdict: 'approved' }): Promise<WrittenSynonym>
export function judgeSuggestion(ports: WordPorts, ctx: Context, input: Judged & { verdict: 'rejected' }): Promise<SynonymSuggestion>
export async function judgeSuggestion(
  ports: WordPorts,
  ctx: Context,
  input: Judged & { verdict: 'approved' | 'rejected' },
): Promise<WrittenSynonym | SynonymSuggestion> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const row = await ports.rules.find(collection.id, 'synonym_suggestion', input.id)
  if (!row) throw new AppError('synonyms.not_found', `There is no suggestion "${input.id}".`)
  const suggestion: SynonymSuggestion = { ...readSuggestion(row), state: input.verdict }
  // the rule first: when the second write is lost, approving again ends in the same place
  const written =
    input.verdict === 'approved'
      ? await putSynonym(ports, ctx, { collection: collection.name, id: input.id, rule: { type: 'two_way', words: [...suggestion.words] } })
      : null
  await ports.rules.put(collection.id, 'synonym_suggestion', [storeSuggestion(suggestion)], ctx.now())
  return written ?? suggestion
}
