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
  /** Ids of the readings of the words that were taken away. */
  withoutChips: readonly string[]
  values: ReadonlyMap<string, readonly string[]>
  ranges: ReadonlyMap<string, Range>
  /** `field:asc` or `field:desc`; null is the order by score. */
  sort: string | null
  /** One hit for every group of variants, where the collection says what those are. */
  grouped: boolean
  page: number
}

export const EMPTY_STATE: SearchState = {
  collection: null,
  q: '',
  mode: 'hybrid',
  literal: false,
  withoutChips: [],
  values: new Map(),
  ranges: new Map(),
  sort: null,
  grouped: false,
  page: 1,
}

// What the contract takes: more ids, or longer ones, would make the request invalid.
export const MAX_WITHOUT_CHIPS = 32
export const MAX_CHIP_ID = 256

/** Another query starts at page 1 and with spelling help, and keeps the filters. A reading taken away stays away while the same words go on. */
export function setQuery(state: SearchState, q: string): SearchState {
  const goesOn = state.q !== '' && q.startsWith(state.q)
  return { ...state, q, literal: false, withoutChips: goesOn ? state.withoutChips : [], page: 1 }
}

/** The words as they are typed, or with spelling help again. */
export function setLiteral(state: SearchState, literal: boolean): SearchState {
  return { ...state, literal, page: 1 }
}

/** Searches without a reading of the words. Beyond what the contract takes, the one taken away first comes back. */
export function removeChip(state: SearchState, id: string): SearchState {
  const others = state.withoutChips.filter((item) => item !== id)
  return { ...state, withoutChips: [...others, id].slice(-MAX_WITHOUT_CHIPS), page: 1 }
}

export function restoreChip(state: SearchState, id: string): SearchState {
  return { ...state, withoutChips: state.withoutChips.filter((item) => item !== id), page: 1 }
}

/** What choosing a suggestion does: its words, inside its value when it has one. */
export function applySuggestion(state: SearchState, text: string, scope: { field: string; value: string } | null): SearchState {
  const next = setQuery(state, text)
  return scope === null ? next : setValues(next, scope.field, [scope.value])
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
