import type { ResolvedDefinition } from '../../../contracts/collection.ts'
import type { Language } from '../../../shared/text/index.ts'
import { createValuesPart } from './intent/index.ts'
import type { LexiconPart, LexiconPartName } from './lexicon.ts'
import { createVocabularyPart } from './spelling/index.ts'
import { type PopularQuery, createCompletionsPart } from './suggest/index.ts'

/** The parts of a lexicon, empty. `popular` are past queries, which completions rank first. */
export function createLexiconParts(definition: ResolvedDefinition, popular: readonly PopularQuery[]): Record<LexiconPartName, LexiconPart> {
  return {
    vocabulary: createVocabularyPart({ language: definition.language as Language }),
    values: createValuesPart(definition),
    completions: createCompletionsPart(definition, popular),
  }
}
