import { MAX_QUERY_LENGTH, searchRequest } from '../../../contracts/search.ts'
import type { Context } from '../../../shared/context.ts'
import { searchDocuments } from '../search-documents.ts'
import type { Stopwatch } from '../stopwatch.ts'
import type { SimilarPorts } from './ports.ts'
import type { FoundSimilar, SimilarSearch } from './similar-search.ts'
import { findTellingTerms } from './telling-terms.ts'

/** Similar by keyword: the most telling words of what is given as a query that nothing is read into. */
export async function findByTerms(
  ports: SimilarPorts,
  ctx: Context,
  search: SimilarSearch & { name: string },
  watch: Stopwatch,
): Promise<FoundSimilar> {
  const { collection, request, given } = search
  const bodies = { text: request.text, liked: given.liked.map(({ body }) => body), unliked: given.unliked.map(({ body }) => body) }
  const words = await findTellingTerms(collection, bodies, (terms) => watch.d1(ports.documentFrequencies(collection, terms)))
  const q = joinWords(words)
  // an empty query would browse
  if (q === '') return { hits: [], exhaustive: true, degraded: ['semantic'] }
  const excluded = new Set([...given.liked, ...given.unliked].map(({ id }) => id))
  const keyword = searchRequest.parse({
    q,
    mode: 'keyword',
    understand: false,
    literal: true,
    highlight: false,
    explain: request.explain,
    perPage: request.limit + excluded.size,
    ...(request.filter === undefined ? {} : { filter: request.filter }),
    ...(request.fields === undefined ? {} : { fields: request.fields }),
  })
  const response = await watch.d1(searchDocuments(ports, ctx, { collection: search.name, request: keyword }))
  watch.rowsRead += response.timings.rowsRead
  const hits = response.hits.filter(({ id }) => !excluded.has(id)).slice(0, request.limit)
  const degraded = new Set([...response.degraded, 'semantic' as const])
  return { hits: hits.map((hit, at) => ({ ...hit, rank: at + 1 })), exhaustive: true, degraded: [...degraded] }
}

/** As many of the words, most telling first, as a query takes. */
function joinWords(words: readonly string[]): string {
  let text = ''
  for (const word of words) {
    const longer = text === '' ? word : `${text} ${word}`
    if (longer.length <= MAX_QUERY_LENGTH) text = longer
  }
  return text
}
