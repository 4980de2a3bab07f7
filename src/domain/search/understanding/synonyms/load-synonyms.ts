import type { Language } from '../../../../shared/text/index.ts'
import type { Collection } from '../../../catalog/index.ts'
import type { WordRuleStore } from '../word-rules.ts'
import { type SynonymIndex, compileSynonyms } from './compile-synonyms.ts'
import { readAllRules } from './read-rules.ts'

/** The rules of a collection as searches read them; good until its understandingVersion moves, so keep it under that. */
export async function loadSynonyms(store: WordRuleStore, collection: Pick<Collection, 'id' | 'definition'>): Promise<SynonymIndex> {
  return compileSynonyms(await readAllRules(store, collection.id), collection.definition.language as Language)
}
