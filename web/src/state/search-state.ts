import type { SearchMode } from '../../../src/contracts/search.ts'

/** Inclusive; a missing end is open. Dates are epoch milliseconds. */
export type Range = { min?: number; max?: number }

/** Everything that decides what the page shows, and everything that is in its address. Facet values are kept as text: the schema knows their type. */
export type SearchState = {
  collection: string | null
  q: string
  mode: SearchMode
  /** No correction, no synonyms: what "search instead for" asks for. */
  literal: boolean
  values: ReadonlyMap<string, readonly string[]>
  ranges: ReadonlyMap<string, Range>
  /** `field:asc` or `field:desc`; null is the order by score. */
  sort: string | null
  page: number
}

export const EMPTY_STATE: SearchState = {
  collection: null,
  q: '',
  mode: 'hybrid',
  literal: false,
  values: new Map(),
  ranges: new Map(),
  sort: null,
  page: 1,
}

/** Another query starts at page 1 and with spelling help, and keeps the filters. */
export function setQuery(state: SearchState, q: string): SearchState {
  return { ...state, q, literal: false, page: 1 }
}

/** Another collection has other fields, so only the words and the mode go along. */
export function setCollection(state: SearchState, collection: string): SearchState {
  return { ...EMPTY_STATE, collection, q: state.q, mode: state.mode }
}

/** Replaces the values chosen for a field; an empty list removes the filter. */
export function setValues(state: SearchState, field: string, chosen: readonly string[]): SearchState {
  const values = new Map(state.values)
  if (chosen.length === 0) values.delete(field)
  else values.set(field, chosen)
  return { ...state, values, page: 1 }
}

export function toggleValue(state: SearchState, field: string, value: string): SearchState {
  const chosen = state.values.get(field) ?? []
  return setValues(state, field, chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value])
}

/** An empty range removes the filter; ends given the wrong way round are swapped. */
export function setRange(state: SearchState, field: string, range: Range): SearchState {
  const ranges = new Map(state.ranges)
  const next = orderRange(range)
  if (next.min === undefined && next.max === undefined) ranges.delete(field)
  else ranges.set(field, next)
  return { ...state, ranges, page: 1 }
}

export function clearFilters(state: SearchState): SearchState {
  return { ...state, values: new Map(), ranges: new Map(), page: 1 }
}

export function countFilters(state: SearchState): number {
  let count = state.ranges.size
  for (const chosen of state.values.values()) count += chosen.length
  return count
}

function orderRange({ min, max }: Range): Range {
  const swapped = min !== undefined && max !== undefined && min > max
  const range: Range = {}
  const low = swapped ? max : min
  const high = swapped ? min : max
  if (low !== undefined) range.min = low
  if (high !== undefined) range.max = high
  return range
}
