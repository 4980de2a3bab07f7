import { compareBytes } from '../../../shared/compare.ts'
import type { FilterValue, GeoNode, ValueNode } from './ast.ts'
import type { ResolvedField, ResolvedFilter } from './filter-field.ts'
import type { GeoPoint } from './geometry.ts'
import { boundBox, isInBounds, isInPolygon, listEdges, listTurns, measureHaversine, measureHaversineLimit } from './geometry.ts'
import { readPoint, readValues } from './read-values.ts'

/** What a document holds, as the index keeps it: dates as epoch ms, no nulls, hierarchical values with their ancestors. */
export type IndexedValues = {
  values(field: ResolvedField): readonly FilterValue[]
  point(field: ResolvedField): GeoPoint | undefined
}

/** Whether a document satisfies a filter: the definition that every compiled form has to agree with. */
export function matches(filter: ResolvedFilter, document: Readonly<Record<string, unknown>>): boolean {
  return matchesValues(filter, {
    values: (field) => readValues(document, field),
    point: (field) => readPoint(document, field),
  })
}

export function matchesValues(filter: ResolvedFilter, indexed: IndexedValues): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.children.every((child) => matchesValues(child, indexed))
    case 'or':
      return filter.children.some((child) => matchesValues(child, indexed))
    case 'not':
      return !matchesValues(filter.child, indexed)
    case 'exists':
      return isPresent(filter.field, indexed)
    case 'isNull':
      return !isPresent(filter.field, indexed)
    case 'geoRadius':
    case 'geoBox':
    case 'geoPolygon': {
      const point = indexed.point(filter.field)
      return point !== undefined && matchesPoint(filter, point)
    }
    default:
      return matchesCondition(filter, indexed.values(filter.field))
  }
}

function isPresent(field: ResolvedField, indexed: IndexedValues): boolean {
  return field.store === 'geo' ? indexed.point(field) !== undefined : indexed.values(field).length > 0
}

/** Comparisons ask for some value; != and NOT IN for at least one value and none that equals. */
function matchesCondition(node: ValueNode<ResolvedField>, values: readonly FilterValue[]): boolean {
  if (node.kind === 'between') return values.some((value) => compare(value, node.low.value) >= 0 && compare(value, node.high.value) <= 0)
  if (node.kind === 'in') {
    const listed = (value: FilterValue): boolean => node.values.some((literal) => literal.value === value)
    return node.negated ? values.length > 0 && !values.some(listed) : values.some(listed)
  }
  const wanted = node.value.value
  switch (node.operator) {
    case '=':
      return values.includes(wanted)
    case '!=':
      return values.length > 0 && !values.includes(wanted)
    case '<':
      return values.some((value) => compare(value, wanted) < 0)
    case '<=':
      return values.some((value) => compare(value, wanted) <= 0)
    case '>':
      return values.some((value) => compare(value, wanted) > 0)
    case '>=':
      return values.some((value) => compare(value, wanted) >= 0)
  }
}

/** NaN, which no order accepts, for values of different types. */
function compare(left: FilterValue, right: FilterValue): number {
  if (typeof left === 'string' && typeof right === 'string') return compareBytes(left, right)
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : Number(left > right)
  return Number.NaN
}

function matchesPoint(node: GeoNode<ResolvedField>, point: GeoPoint): boolean {
  if (node.kind === 'geoBox') return isInBounds(point, boundBox(node.lat1.value, node.west.value, node.lat2.value, node.east.value))
  if (node.kind === 'geoRadius') {
    return measureHaversine({ lat: node.lat.value, lng: node.lng.value }, point) <= measureHaversineLimit(node.metres.value)
  }
  const points = node.points.map(({ lat, lng }) => ({ lat: lat.value, lng: lng.value }))
  const edges = listEdges(points)
  return listTurns(points).some((turn) => isInPolygon(point, edges, turn))
}
