import MiniSearch from 'minisearch'
import { FACETS, SEARCHED, WEIGHTS } from '../catalogs.ts'
import type { BenchDocument } from '../catalogs.ts'
import { makeTermReader } from './engine.ts'
import type { Engine } from './engine.ts'
import { countFacets } from './facets.ts'

/** MiniSearch 7: BM25+ over any word of the query, English stems, stop words dropped, fields weighted; `fuzzy` forgives typos. */
export function createEngine({ faceted, fuzzy = 0 }: { faceted: boolean; fuzzy?: number }): Engine {
  const index = new MiniSearch<BenchDocument>({
    fields: SEARCHED,
    storeFields: ['title', ...FACETS],
    processTerm: makeTermReader(),
    searchOptions: { boost: { ...WEIGHTS }, combineWith: 'OR', ...(fuzzy > 0 ? { fuzzy } : {}) },
  })
  return {
    add: (documents) => index.addAll(documents),
    search: (query, limit) => {
      const found = index.search(query)
      const hits = found.slice(0, limit).map(({ id, ['title']: title }) => ({ id, title: String(title) }))
      return { hits, total: found.length, facets: faceted ? countFacets(found) : {} }
    },
  }
}
