import type { DocumentColumn, SortKey } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'
import { boostShare } from './boost-share.ts'

export type SortColumn = { name: string; sql: string; order: string }

/**
 * SQL of sort keys. Missing values come last in both directions; of several values the smallest counts ascending and
 * the largest descending. Distance is the haversine on a sphere of 6,371,008.8 m (IUGG mean radius).
 */
export function sortColumns(sort: readonly SortKey[], row: string, params?: Parameters): SortColumn[] {
  return sort.map((key, index) => {
    const name = `o${index}`
    const direction = key.descending ? 'DESC' : 'ASC'
    return { name: params ? name : `${row}.${name}`, sql: params ? expression(key, row, params) : '', order: `${name} ${direction} NULLS LAST` }
  })
}

/** ORDER BY of the sort keys; without any that a field decides, R has an order of its own: BM25, or ids when browsing. */
export function orderColumns(sort: readonly SortKey[], columns: readonly SortColumn[]): string {
  return [...columns.map(({ order }) => order), ...(isOrderedInside(sort) ? ['s DESC NULLS LAST'] : [])].join(', ')
}

export function isOrderedInside(sort: readonly SortKey[]): boolean {
  return sort.every(({ kind }) => kind === 'rules')
}

/** SQL of a value that a feature reads, for the document `row`.d; NULL where there is none. */
export function documentColumn(column: DocumentColumn, row: string, params: Parameters): string {
  if (column.kind === 'distance') return distance(column, row, params)
  return `(SELECT max(fv.value) FROM facet_values fv INDEXED BY facet_values_by_field WHERE fv.doc = ${row}.d AND fv.field = ${Math.trunc(column.field)})`
}

function expression(key: SortKey, row: string, params: Parameters): string {
  if (key.kind === 'score') return `${row}.s`
  if (key.kind === 'rules') return boostShare(key.boosts, `${row}.d`, params)
  if (key.kind === 'field') {
    return `(SELECT ${key.descending ? 'max' : 'min'}(sv.value) FROM facet_values sv INDEXED BY facet_values_by_field WHERE sv.doc = ${row}.d AND sv.field = ${Math.trunc(key.field)})`
  }
  return distance(key, row, params)
}

function distance(from: { field: number; lat: number; lng: number }, row: string, params: Parameters): string {
  const lat = params.add(from.lat)
  const lng = params.add(from.lng)
  return `(SELECT 12742017.6 * asin(sqrt(min(1, pow(sin(radians(g.lat - ${lat}) / 2), 2)
    + cos(radians(${lat})) * cos(radians(g.lat)) * pow(sin(radians(g.lng - ${lng}) / 2), 2))))
    FROM geo_values g WHERE g.doc = ${row}.d AND g.field = ${Math.trunc(from.field)})`
}
