import { MAX_HITS, MAX_PER_PAGE, type SearchResponse } from '../../../contracts/search.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import type { SearchPorts } from '../ports.ts'
import { type ResultSet, sizeOfResultSet } from '../result-set.ts'
import { type Search, runSearches } from './run-searches.ts'

/** As long as a search keeps its result set. */
const KEPT_SECONDS = 300

export type WeighedSearch = Search & { weight: number }
/** A search whose list can't move any more: `response` is its first page, `ids` its first 1,000 hits in order. */
export type FixedList = { search: WeighedSearch; response: SearchResponse; ids: readonly (string | null)[]; kept: ResultSet | null }

/** Runs the searches and fixes the list of each under its own result set. Throws what the first one that failed threw. */
export async function fixLists(ports: SearchPorts, ctx: Context, searches: readonly WeighedSearch[], perPage: number): Promise<FixedList[]> {
  const outcomes = await runSearches(
    ports,
    ctx,
    searches.map(({ collection, request }) => ({ collection, request: { ...request, page: 1, perPage } })),
    'whole',
  )
  const responses = outcomes.map((outcome, index) => {
    if ('failure' in outcome) throw locate(outcome.failure, index)
    return outcome.response
  })
  return Promise.all(
    searches.map(async (search, index): Promise<FixedList> => {
      const response = responses[index] as SearchResponse
      const kept = (await ports.results.get(response.resultSetId))?.set ?? null
      return { search, response, ids: kept?.ids ?? (await readIds(ports, ctx, search, response)), kept }
    }),
  )
}

/** A search keeps for other isolates only what has further pages of its own; of a federated list short result sets have them too. */
export function shareLists(ports: SearchPorts, ctx: Context, lists: readonly FixedList[]): void {
  for (const { kept, response } of lists)
    if (kept && response.total > 0 && response.total <= response.perPage && response.degraded.length === 0)
      ctx.later(ports.results.put(kept, sizeOfResultSet(kept), { ttlSeconds: KEPT_SECONDS, shared: true }))
}

/** The ids as the pages show them, where the store kept nothing; a document deleted since leaves its place empty. */
async function readIds(ports: SearchPorts, ctx: Context, search: Search, { resultSetId, total }: SearchResponse): Promise<(string | null)[]> {
  const ids = new Array<string | null>(Math.min(total, MAX_HITS)).fill(null)
  for (let page = 1; (page - 1) * MAX_PER_PAGE < ids.length; page++) {
    const request = { ...search.request, resultSetId, page, perPage: MAX_PER_PAGE, fields: ['id'], highlight: false as const, explain: false }
    const [outcome] = await runSearches(ports, ctx, [{ collection: search.collection, request }])
    if (outcome === undefined || 'failure' in outcome) throw outcome?.failure
    for (const { rank, id } of outcome.response.hits) ids[rank - 1] = id
  }
  return ids
}

/** A federated list that lacks one of its searches would be another list: the failure is the request's, and says of which search. */
function locate(failure: unknown, index: number): unknown {
  if (!(failure instanceof AppError)) return failure
  const at = `searches[${index}]`
  const errors =
    failure.errors.length > 0 ? failure.errors.map((item) => ({ ...item, path: `${at}.${item.path}` })) : [{ path: at, message: failure.detail }]
  return new AppError(failure.code, failure.detail, errors)
}
