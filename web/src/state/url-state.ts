import type { SearchMode } from '../../../src/contracts/search.ts'
import { EMPTY_STATE, MAX_CHIP_ID, MAX_WITHOUT_CHIPS, type Range, type SearchState } from './search-state.ts'

// The address: ?in=products&q=oak+desk&mode=keyword&literal=1&without=brand:acme&is.brand=Acme&is.brand=Oak&min.price=10&sort=price:asc&group=1&page=2
const MODES: readonly SearchMode[] = ['hybrid', 'keyword', 'semantic']
const SORT = /^.+:(asc|desc)$/s
const LAST_PAGE = 1000

/** Reads the address. What it does not understand it ignores, so an old or hand-written link still opens. */
export function parseSearchState(search: string): SearchState {
  const params = new URLSearchParams(search)
  const mode = MODES.find((item) => item === params.get('mode')) ?? EMPTY_STATE.mode
  const sort = params.get('sort')
  const values = new Map<string, string[]>()
  const ranges = new Map<string, Range>()
  for (const [key, value] of params) {
    const dot = key.indexOf('.')
    const field = key.slice(dot + 1)
    if (dot < 0 || field === '') continue
    const kind = key.slice(0, dot)
    if (kind === 'is') addValue(values, field, value)
    else if (kind === 'min' || kind === 'max') addBound(ranges, field, kind, value)
  }
  return {
    collection: params.get('in') || null,
    q: params.get('q') ?? '',
    mode,
    literal: params.get('literal') === '1',
    withoutChips: readChipIds(params.getAll('without')),
    values,
    ranges,
    sort: sort !== null && SORT.test(sort) ? sort : null,
    grouped: params.get('group') === '1',
    page: readPage(params.get('page')),
  }
}

/** The query string of a state, without defaults: "" for the empty state, otherwise it begins with "?". */
export function formatSearchState(state: SearchState): string {
  const params = new URLSearchParams()
  if (state.collection !== null) params.set('in', state.collection)
  if (state.q !== '') params.set('q', state.q)
  if (state.mode !== EMPTY_STATE.mode) params.set('mode', state.mode)
  if (state.literal) params.set('literal', '1')
  for (const id of state.withoutChips) params.append('without', id)
  for (const [field, values] of state.values) for (const value of values) params.append(`is.${field}`, value)
  for (const [field, range] of state.ranges) {
    if (range.min !== undefined) params.set(`min.${field}`, String(range.min))
    if (range.max !== undefined) params.set(`max.${field}`, String(range.max))
  }
  if (state.sort !== null) params.set('sort', state.sort)
  if (state.grouped) params.set('group', '1')
  if (state.page > 1) params.set('page', String(state.page))
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

function addValue(values: Map<string, string[]>, field: string, value: string): void {
  const chosen = values.get(field)
  if (chosen === undefined) values.set(field, [value])
  else if (!chosen.includes(value)) chosen.push(value)
}

function addBound(ranges: Map<string, Range>, field: string, end: 'min' | 'max', text: string): void {
  const bound = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(bound)) ranges.set(field, { ...ranges.get(field), [end]: bound })
}

function readChipIds(ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => id !== '' && id.length <= MAX_CHIP_ID).slice(0, MAX_WITHOUT_CHIPS)
}

function readPage(text: string | null): number {
  const page = Number(text)
  return Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1
}
