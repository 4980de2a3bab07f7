import type { UnderstandingStep } from '../../../contracts/understanding.ts'
import type { Language } from '../../../shared/text/index.ts'
import { findAbbreviations } from './forms/find-abbreviations.ts'
import type { Words } from './ports.ts'
import type { ReadQuery } from './read-query.ts'
import { expandSynonyms } from './synonyms/expand-synonyms.ts'

/** Surfaces that an abbreviation or a synonym rule speaks of, as far as its step runs: the operator has said that they are words. */
export function findRuledWords(
  { tokens, text }: ReadQuery,
  language: Language,
  { abbreviations, synonyms }: Pick<Words, 'abbreviations' | 'synonyms'>,
  steps: ReadonlySet<UnderstandingStep>,
): ReadonlySet<string> {
  const forms = steps.has('normalise') ? findAbbreviations(tokens, language, abbreviations).flat() : []
  const expanded = steps.has('synonyms') ? expandSynonyms({ tokens, index: synonyms, text }).alternatives : []
  return new Set([...forms, ...expanded].flatMap(({ from, to }) => tokens.slice(from, to).map(({ surface }) => surface)))
}
