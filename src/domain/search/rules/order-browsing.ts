import type { SearchRequest } from '../../../contracts/search.ts'
import type { Boost, SortKey } from '../ports.ts'

type Order = { kind: 'browse' | 'search'; request: Pick<SearchRequest, 'sort'>; sort: readonly SortKey[] }

/**
 * Whether scores take part in the order, so that boosts do something: browsing has a score only from them, and only where the caller
 * asks for no order of fields.
 */
export function isOrderedByScore({ kind, request, sort }: Order): boolean {
  if (kind === 'browse') return request.sort.length === 0 || request.sort.some((key) => key.startsWith('_score'))
  return sort.length === 0 || sort.some((key) => key.kind === 'score')
}

/** The order of browsing under boosts: what they say comes before the collection's browse order, or where the caller put the score. */
export function orderBrowsing({ kind, request, sort }: Order, boosts: readonly Boost[]): readonly SortKey[] {
  if (kind === 'search' || boosts.length === 0) return sort
  const boosted: SortKey = { kind: 'rules', boosts, descending: true }
  if (request.sort.length === 0) return [boosted, ...sort]
  return [...sort.filter((key) => key.kind !== 'score'), boosted]
}
