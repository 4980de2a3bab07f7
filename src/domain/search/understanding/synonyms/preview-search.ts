import { type Language, analyse, stopWords } from '../../../../shared/text/index.ts'
import type { SearchIndex } from '../../ports.ts'
import type { Alternative, QueryTerm, QueryToken } from '../query.ts'
import { readQuery } from '../read-query.ts'
import { expandSynonyms } from './expand-synonyms.ts'
import type { PreviewSearch } from './preview-synonyms.ts'

/** The keyword side of a search alone: synonyms change nothing else, and vectors would hide what they do. */
export function createPreviewSearch(index: Pick<SearchIndex, 'retrieve'>): PreviewSearch {
  return async ({ collection, query, synonyms }) => {
    const language = collection.definition.language as Language
    const read = readQuery(query, language, false)
    const stop = stopWords(language)
    const spoken = new Set(read.tokens.map(({ surface }) => surface))
    const tokens: QueryToken[] = analyse(read.effective, language).map((token) => ({
      ...token,
      stop: stop.has(token.surface) && !spoken.has(token.surface),
      open: false,
    }))
    const { alternatives, synonyms: expansions } = expandSynonyms({ tokens, index: synonyms, text: read.effective })
    const clauses = new Map<string, Alternative[]>()
    for (const { from, to, ...alternative } of alternatives)
      for (const { term } of tokens.slice(from, to)) clauses.set(term, [...(clauses.get(term) ?? []), alternative])
    const terms: QueryTerm[] = read.terms.map((term) => {
      const found = clauses.get(term.term)
      return found ? { ...term, alternatives: found } : term
    })
    const found = await index.retrieve({
      collection,
      name: collection.name,
      terms,
      kind: 'search',
      neighbours: [],
      scored: false,
      scope: null,
      refine: [],
      sort: [],
      facets: [],
      page: null,
    })
    return { total: found.total, ids: found.candidates.slice(0, 10).map(({ id }) => id), expansions }
  }
}
