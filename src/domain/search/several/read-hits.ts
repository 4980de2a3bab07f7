import { MAX_HITS, MAX_PER_PAGE, type SearchHit, type SearchResponse } from '../../../contracts/search.ts'
import type { Context } from '../../../shared/context.ts'
import type { SearchPorts } from '../ports.ts'
import type { FederatedEntry } from './federate-orders.ts'
import type { FixedList } from './fix-lists.ts'
import { runSearches } from './run-searches.ts'

export type ShownHits = {
  /** the hit an entry is shown as; none for a document deleted since */
  find(entry: FederatedEntry): SearchHit | undefined
  /** what was asked for them besides the first pages */
  further: readonly SearchResponse[]
}

/** The hits of the entries shown, each from the list of its primary search. Null when a list moved meanwhile: fix them again. */
export async function readHits(
  ports: SearchPorts,
  ctx: Context,
  lists: readonly FixedList[],
  shown: readonly FederatedEntry[],
): Promise<ShownHits | null> {
  const windows = lists.flatMap(({ search, response }, index) => {
    const ranks = shown.filter(({ primary }) => primary.search === index).map(({ primary }) => primary.rank)
    const missing = ranks.filter((rank) => rank > response.perPage)
    return planWindows(missing).map((window) => ({
      index,
      search: { collection: search.collection, request: { ...search.request, ...window, resultSetId: response.resultSetId } },
    }))
  })
  const outcomes = await runSearches(
    ports,
    ctx,
    windows.map(({ search }) => search),
  )
  const hits = lists.map(({ response }) => new Map(response.hits.map((hit) => [hit.rank, hit])))
  const further: SearchResponse[] = []
  for (const [at, outcome] of outcomes.entries()) {
    if ('failure' in outcome) throw outcome.failure
    const index = windows[at]?.index ?? -1
    if (outcome.response.resultSetId !== lists[index]?.response.resultSetId) return null
    for (const hit of outcome.response.hits) hits[index]?.set(hit.rank, hit)
    further.push(outcome.response)
  }
  return { find: ({ primary }) => hits[primary.search]?.get(primary.rank), further }
}

/** Pages of one list, in its own counting, that hold these ranks: the smallest single page if there is one, else pages of 250. */
export function planWindows(ranks: readonly number[]): { page: number; perPage: number }[] {
  if (ranks.length === 0) return []
  const first = Math.min(...ranks)
  const last = Math.max(...ranks)
  const pageOf = (rank: number, perPage: number): number => Math.ceil(rank / perPage)
  for (let perPage = last - first + 1; perPage <= MAX_PER_PAGE; perPage++) {
    const page = pageOf(first, perPage)
    if (page === pageOf(last, perPage) && page * perPage <= MAX_HITS) return [{ page, perPage }]
  }
  return [...new Set(ranks.map((rank) => pageOf(rank, MAX_PER_PAGE)))].map((page) => ({ page, perPage: MAX_PER_PAGE }))
}
