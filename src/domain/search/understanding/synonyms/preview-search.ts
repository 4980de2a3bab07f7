import type { SearchIndex } from '../../ports.ts'
import type { UnderstandingPorts } from '../ports.ts'
import { understandQuery } from '../understand-query.ts'
import type { PreviewSearch } from './preview-synonyms.ts'

const SHOWN = 10

type Ports = { index: Pick<SearchIndex, 'retrieve'>; understanding: UnderstandingPorts }

/** The keyword side of a search alone, understood as ever but for the synonyms given: they change nothing else, and vectors would hide what they do. */
export function createPreviewSearch({ index, understanding }: Ports, now: () => number): PreviewSearch {
  return async ({ collection, query, synonyms }) => {
    const ports = { ...understanding, words: async () => ({ ...(await understanding.words(collection)), synonyms }) }
    const request = { q: query, typing: false, understand: true, literal: false, withoutChips: [] }
    const understood = await understandQuery(ports, collection, request, now())
    const found = await index.retrieve({
      collection,
      name: collection.name,
      terms: understood.terms,
      phrases: understood.phrases.map(({ terms }) => terms),
      heads: understood.head?.terms ?? [],
      kind: 'search',
      neighbours: [],
      scored: false,
      scope: null,
      refine: [],
      boosts: [],
      ruleBoosts: [],
      pinned: [],
      hidden: [],
      kept: SHOWN,
      ranked: false,
      columns: [],
      sort: [],
      facets: [],
      page: null,
    })
    return { total: found.total, ids: found.candidates.slice(0, SHOWN).map(({ id }) => id), expansions: [...understood.synonyms] }
  }
}
