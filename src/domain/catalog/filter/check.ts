import type { FieldRef, FilterAst, GeoNode, Literal, ValueNode } from './ast.ts'
import { checkGeo } from './check-geo.ts'
import { checkLiteral } from './check-literal.ts'
import type { FieldLookup, ResolvedField, ResolvedFilter } from './filter-field.ts'
import { bindDocumentId, bindField } from './filter-field.ts'
import type { FilterResult } from './filter-error.ts'
import { catchFilterError, failFilter } from './filter-error.ts'
import { findNearestName } from './nearest-name.ts'

export type ResolveOptions = {
  /** The caller holds documents:readHidden; without it a hidden field is as good as undeclared. */
  readonly allowHidden: boolean
  /** Declared names, for the suggestion in an error; patterns are passed over. */
  readonly names?: Iterable<string>
}

/**
 * Checks a filter against the schema and normalises its values: dates become epoch ms, the rest stays.
 * Errors: `filter.field` (undeclared, hidden or prose; points at the name), `filter.type` (points at the value).
 */
export function resolveFilter(ast: FilterAst, lookup: FieldLookup, options: ResolveOptions): FilterResult<ResolvedFilter> {
  const bound = new Map<string, ResolvedField>()
  const bind = (ref: FieldRef): ResolvedField => {
    const known = bound.get(ref.name) ?? resolveField(ref, lookup, options)
    bound.set(ref.name, known)
    return { ...known, start: ref.start, length: ref.length }
  }
  return catchFilterError(() => resolveNode(ast, bind))
}

function resolveNode(node: FilterAst, bind: (ref: FieldRef) => ResolvedField): ResolvedFilter {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { ...node, children: node.children.map((child) => resolveNode(child, bind)) }
    case 'not':
      return { ...node, child: resolveNode(node.child, bind) }
    case 'exists':
    case 'isNull':
      return { ...node, field: bind(node.field) }
    case 'geoRadius':
    case 'geoBox':
    case 'geoPolygon':
      return resolveGeo(node, bind(node.field))
    default:
      return resolveValues(node, bind(node.field))
  }
}

function resolveValues(node: ValueNode, field: ResolvedField): ResolvedFilter {
  if (field.kind === 'geo') {
    failFilter(
      'filter.type',
      `${field.name} is a place and has no value to compare`,
      node.field,
      'Use _geoRadius, _geoBox, _geoPolygon, EXISTS or IS NULL',
    )
  }
  const check = (literal: Literal): Literal => checkLiteral(literal, field)
  if (node.kind === 'in') return { ...node, field, values: node.values.map(check) }
  const ordered = node.kind === 'between' || (node.operator !== '=' && node.operator !== '!=')
  if (ordered && field.kind === 'boolean') {
    const at = node.kind === 'between' ? node.low : node.value
    failFilter('filter.type', `${field.name} is a boolean and has no order`, at, 'Compare it with = or !=')
  }
  if (node.kind === 'between') return { ...node, field, low: check(node.low), high: check(node.high) }
  return { ...node, field, value: check(node.value) }
}

function resolveGeo(node: GeoNode, field: ResolvedField): ResolvedFilter {
  if (field.kind !== 'geo') failFilter('filter.type', `${field.name} is not a place`, node.field, 'Geo functions need a field of type geo')
  checkGeo(node)
  return { ...node, field }
}

function resolveField(ref: FieldRef, lookup: FieldLookup, options: ResolveOptions): ResolvedField {
  if (ref.name === 'id') return bindDocumentId(ref)
  const isVisible = (name: string): boolean => {
    const field = lookup(name)
    return field !== undefined && (options.allowHidden || field.hidden !== true)
  }
  const field = lookup(ref.name)
  if (field === undefined || !isVisible(ref.name)) {
    const names = [...(options.names ?? []), 'id'].filter((name) => name === 'id' || isVisible(name))
    const nearest = findNearestName(ref.name, names)
    return failFilter('filter.field', `There is no field ${ref.name}`, ref, nearest === undefined ? undefined : `The nearest name is ${nearest}`)
  }
  const bound = bindField(ref, field)
  if (bound !== undefined) return bound
  return failFilter('filter.field', `${ref.name} is prose (type text) and can't be filtered`, ref, 'Search it with q, or declare it as a string')
}
