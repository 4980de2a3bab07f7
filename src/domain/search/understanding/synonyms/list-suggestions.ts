import type { SuggestionState, SynonymSuggestion } from '../../../../contracts/synonyms.ts'
import type { Context } from '../../../../shared/context.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { readSuggestions } from './suggestions.ts'

/**
 * Surest first, after the place `after` (confidence:id) of the page before: what was decided about meanwhile is left out
 * and nothing comes twice. Throws collections.not_found.
 */
export async function listSuggestions(
  ports: WordPorts,
  ctx: Context,
  input: { collection: string; state: SuggestionState; limit: number; after: string | null },
): Promise<{ items: SynonymSuggestion[]; next: string | null }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const all = await readSuggestions(ports.rules, collection.id, input.state)
  const rest = input.after === null ? all : all.filter(createPlaceTest(input.after))
  const items = rest.slice(0, input.limit)
  const last = items.at(-1)
  return { items, next: rest.length > items.length && last ? `${last.confidence}:${last.id}` : null }
}

function createPlaceTest(after: string): (suggestion: SynonymSuggestion) => boolean {
  const cut = after.indexOf(':')
  const confidence = Number(after.slice(0, cut))
  const id = after.slice(cut + 1)
  return (suggestion) => suggestion.confidence < confidence || (suggestion.confidence === confidence && suggestion.id > id)
}
