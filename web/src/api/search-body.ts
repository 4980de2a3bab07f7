import type { CollectionView } from '../../../src/contracts/collection.ts'
import { buildRefine } from '../state/refine.ts'
import type { SearchState } from '../state/search-state.ts'
import { findGroupField, listFacetFields } from '../schema/fields.ts'
import type { SearchBody } from './client.ts'

/** A multiple of 2, 3 and 4, so that the last row of the grid is full. */
export const PER_PAGE = 24
export const FACET_LIMIT = 20
const SNIPPET_WORDS = 36

/**
 * The request of a state, without page, explain and resultSetId: what decides the result set, so its JSON tells whether page 1's id still holds.
 * The last word counts as a prefix whether or not typing goes on, so that an address shows the same results to whoever opens it.
 */
export function buildSearchBody(state: SearchState, collection: CollectionView): SearchBody {
  const fields = collection.fields ?? []
  const body: SearchBody = {
    q: state.q,
    mode: state.mode,
    facets: listFacetFields(collection).map((field) => field.name),
    facetLimit: FACET_LIMIT,
    perPage: PER_PAGE,
    snippet: SNIPPET_WORDS,
    typing: state.q !== '' && !state.literal,
  }
  const refine = buildRefine(state, fields)
  if (refine !== undefined) body.refine = refine
  if (state.sort !== null) body.sort = [state.sort]
  if (state.grouped && findGroupField(collection) !== null) body.group = true
  if (state.literal) body.literal = true
  if (state.withoutChips.length > 0) body.withoutChips = [...state.withoutChips]
  return body
}

/** The same words as a search that somebody finished, asking for as little as a search can: only that it is counted matters. */
export function buildFinishedBody(state: SearchState): SearchBody {
  return { q: state.q, mode: state.mode, typing: false, perPage: 1, fields: ['id'], highlight: false }
}
