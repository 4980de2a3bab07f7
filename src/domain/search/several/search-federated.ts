import { MAX_HITS, type SearchResponse } from '../../../contracts/search.ts'
import type { FederatedHit, FederatedResponse, SeveralRequest } from '../../../contracts/several.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import type { SearchPorts } from '../ports.ts'
import { type FederatedEntry, type FederatedList, federateOrders } from './federate-orders.ts'
import { nameFederation, readFederation } from './federated-id.ts'
import { type FixedList, fixLists, shareLists } from './fix-lists.ts'
import { type ShownHits, readHits } from './read-hits.ts'
import { toSearch } from './run-searches.ts'

/** Lists that move this often in a row belong to collections that are being reconfigured, not searched. */
const MAX_ATTEMPTS = 3

export type FederatedInput = { searches: SeveralRequest['searches']; federate: NonNullable<SeveralRequest['federate']> }
type Counted = { total: number; exact: boolean }
type Page = { id: string; lists: readonly FixedList[]; counted: Counted; shown: readonly FederatedEntry[]; hits: ShownHits }

/**
 * Several searches as one list: fix the list of each, federate their orders, show a slice. Pages are slices of one list as
 * long as every search's result set is kept. Throws search.page_too_deep, request.invalid for an id nobody gave out, and what
 * a search that failed threw.
 */
export async function searchFederated(ports: SearchPorts, ctx: Context, input: FederatedInput): Promise<FederatedResponse> {
  const started = ctx.timer()
  const { page, perPage, resultSetId } = input.federate
  const end = page * perPage
  if (end > MAX_HITS)
    throw new AppError('search.page_too_deep', `Page ${page} of ${perPage} hits lies beyond hit ${MAX_HITS}.`, [
      { path: 'federate.page', message: `page × perPage may be at most ${MAX_HITS}` },
    ])
  const weights = input.searches.map(({ weight }) => weight ?? 1)
  let names = resultSetId === undefined ? null : await readFederation(resultSetId, weights)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const searches = input.searches.map((item, index) => {
      const { collection, request } = toSearch(item)
      const name = names?.[index]
      return { collection, weight: weights[index] ?? 1, request: name === undefined ? request : { ...request, resultSetId: name } }
    })
    // of a later page only the orders are known to be needed: which hits it shows is told by all of them
    const lists = await fixLists(ports, ctx, searches, page === 1 ? perPage : 1)
    const entries = federateOrders(cutLists(lists, end))
    const shown = entries.slice(end - perPage, end)
    const hits = await readHits(ports, ctx, lists, shown)
    if (hits) {
      const counted = countTotal(lists, entries)
      if (counted.total > end) shareLists(ports, ctx, lists)
      const ids = lists.map(({ response }) => response.resultSetId)
      return present(ctx, input, { id: await nameFederation(ids, weights), lists, counted, shown, hits }, started)
    }
    names = null
  }
  throw new AppError('service.unavailable', 'The collections kept changing while they were searched.')
}

/**
 * What the first `end` hits of the federated list can come from. Of a collection that is searched once a hit has all before it
 * in its own list before it in the federated one; where a collection recurs, sums may lift a hit from anywhere.
 */
function cutLists(lists: readonly FixedList[], end: number): FederatedList[] {
  const collections = lists.map(({ response }) => response.collection)
  return lists.map(({ search, response: { collection }, ids }) => {
    const once = collections.indexOf(collection) === collections.lastIndexOf(collection)
    return { collection, weight: search.weight, ids: once && !ids.includes(null) ? ids.slice(0, end) : ids }
  })
}

function present(ctx: Context, { federate }: FederatedInput, page: Page, started: number): FederatedResponse {
  const { lists, counted } = page
  const responses = lists.map(({ response }) => response)
  return {
    queryId: ctx.newId(),
    resultSetId: page.id,
    resultSet: describeOrigin(federate.resultSetId, page.id, responses),
    hits: presentHits(page, (federate.page - 1) * federate.perPage),
    total: counted.total,
    exhaustive: {
      total: counted.exact && responses.every(({ exhaustive }) => exhaustive.total),
      facets: responses.every(({ exhaustive }) => exhaustive.facets),
      semantic: responses.every(({ exhaustive }) => exhaustive.semantic),
    },
    page: federate.page,
    perPage: federate.perPage,
    degraded: [...new Set(responses.flatMap(({ degraded }) => degraded))],
    results: responses.map(({ hits: _hits, page: _page, perPage: _perPage, ...rest }) => rest),
    timings: sumTimings([...responses, ...page.hits.further], ctx.timer() - started),
  }
}

/** A document deleted since has no body and is left out; the others keep their ranks. */
function presentHits({ shown, hits }: Page, before: number): FederatedHit[] {
  return shown.flatMap((entry, at) => {
    const hit = hits.find(entry)
    if (!hit) return []
    const { collection, primary, score, contributions } = entry
    return [
      {
        ...hit,
        collection,
        search: primary.search,
        score,
        federated: { rank: before + at + 1, ownScore: hit.score, contributions: [...contributions] },
      },
    ]
  })
}

function describeOrigin(asked: string | undefined, id: string, responses: readonly SearchResponse[]): SearchResponse['resultSet'] {
  const kept = responses.every(({ resultSet }) => resultSet === 'kept')
  if (kept && (asked === undefined || asked === id)) return 'kept'
  return asked === undefined ? 'fresh' : 'recomputed'
}

/**
 * Different documents found. What two searches of one collection share is only known of the hits that are listed: with more
 * than 1,000 of them the total is what there is at least.
 */
function countTotal(lists: readonly FixedList[], entries: readonly FederatedEntry[]): Counted {
  let total = 0
  let exact = true
  for (const collection of new Set(lists.map(({ response }) => response.collection))) {
    const own = lists.filter(({ response }) => response.collection === collection)
    const largest = Math.max(...own.map(({ response }) => response.total))
    const different = entries.filter((entry) => entry.collection === collection).length
    if (own.length === 1) total += largest
    else {
      total += Math.max(largest, different)
      exact &&= own.every(({ response, ids }) => response.total <= ids.length)
    }
  }
  return { total, exact }
}

/** Of the searches together; milliseconds of D1 add up although searches run side by side. */
function sumTimings(responses: readonly SearchResponse[], elapsed: number): FederatedResponse['timings'] {
  const sum = (read: (timings: SearchResponse['timings']) => number | undefined): number =>
    responses.reduce((total, { timings }) => total + (read(timings) ?? 0), 0)
  return {
    totalMs: Math.round(elapsed * 100) / 100,
    d1Ms: Math.round(sum(({ d1Ms }) => d1Ms) * 100) / 100,
    roundTrips: sum(({ roundTrips }) => roundTrips),
    rowsRead: sum(({ rowsRead }) => rowsRead),
  }
}
