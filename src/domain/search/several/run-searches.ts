import type { SearchRequest, SearchResponse } from '../../../contracts/search.ts'
import type { SearchItem } from '../../../contracts/several.ts'
import type { Context } from '../../../shared/context.ts'
import type { SearchPorts } from '../ports.ts'
import type { Depth } from '../cut-result-set.ts'
import { searchDocuments } from '../search-documents.ts'

/** Searches that run at the same time: a Worker may have 6 connections waiting for headers (DESIGN section 4). */
const WAVE = 5

export type Search = { collection: string; request: SearchRequest }
/** `failure` is what was thrown: the door makes the problem document of it. */
export type Outcome = { response: SearchResponse } | { failure: unknown }

/** Runs every search, at most five at a time; one that fails does not fail the others. Outcomes in the order asked. */
export async function runSearches(ports: SearchPorts, ctx: Context, searches: readonly Search[], depth?: Depth): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (let at = 0; at < searches.length; at += WAVE) {
    const wave = searches.slice(at, at + WAVE).map((search) =>
      searchDocuments(ports, ctx, { ...search, ...(depth ? { depth } : {}) }).then(
        (response): Outcome => ({ response }),
        (failure: unknown): Outcome => ({ failure }),
      ),
    )
    outcomes.push(...(await Promise.all(wave)))
  }
  return outcomes
}

/** An item of the wire as a search; pages are the item's own where it may have any. */
export function toSearch({ collection, weight: _weight, page, perPage, ...members }: SearchItem): Search {
  return { collection, request: { ...members, page: page ?? 1, perPage: perPage ?? 20 } }
}
