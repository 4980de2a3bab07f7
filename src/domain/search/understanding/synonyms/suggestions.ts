import { type SuggestionState, type SynonymSuggestion, synonymSuggestion } from '../../../../contracts/synonyms.ts'
import type { WordRule, WordRuleStore } from '../word-rules.ts'

/** Up to 200 are mined at a time and people decide about them one by one. */
export const MAX_SUGGESTIONS_READ = 10_000

/** The two terms in order: whichever way a pair is found, it is the same suggestion. Terms hold no ~. */
export function nameSuggestion(left: string, right: string): string {
  return left < right ? `${left}~${right}` : `${right}~${left}`
}

export function readSuggestion({ id, body }: Pick<WordRule, 'id' | 'body'>): SynonymSuggestion {
  return synonymSuggestion.parse({ ...(body as object), id })
}

export function storeSuggestion({ id, ...body }: SynonymSuggestion): { id: string; body: unknown } {
  return { id, body }
}

/** Surest first; those of one state, or all. */
export async function readSuggestions(store: WordRuleStore, collection: number, state?: SuggestionState): Promise<SynonymSuggestion[]> {
  const rows = await store.list(collection, 'synonym_suggestion', MAX_SUGGESTIONS_READ, null)
  return rows
    .map(readSuggestion)
    .filter((suggestion) => state === undefined || suggestion.state === state)
    .sort((left, right) => right.confidence - left.confidence || (left.id < right.id ? -1 : 1))
}
