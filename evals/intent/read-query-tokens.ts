import type { QueryToken } from '../../src/domain/search/understanding/query.ts'
import { type Language, analyse, stopWords } from '../../src/shared/text/index.ts'

/** All words of a query as the steps see them, none corrected, none being typed. */
export function readQueryTokens(q: string, language: Language): QueryToken[] {
  const stops = stopWords(language)
  return analyse(q, language).map((token) => ({ ...token, stop: stops.has(token.surface), open: false }))
}
