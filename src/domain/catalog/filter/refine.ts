import type { FieldRef, FilterNode, FilterValue } from './ast.ts'
import type { FilterResult } from './filter-error.ts'
import { catchFilterError, failFilter } from './filter-error.ts'

/** One conjunct of a refinement. `values` lists what it selects when it is =, IN, or an OR of these; a facet of the field shows them as selected. */
export type Refinement<F extends FieldRef = FieldRef> = {
  readonly field: F
  readonly node: FilterNode<F>
  readonly values?: readonly FilterValue[]
}

/**
 * Splits a refinement at its outermost AND; several parts may name the same field. Works before and after resolveFilter.
 * Errors: `refine.shape` at the first part that names two fields.
 */
export function splitRefine<F extends FieldRef>(filter: FilterNode<F>): FilterResult<Refinement<F>[]> {
  const parts = filter.kind === 'and' ? filter.children : [filter]
  return catchFilterError(() => parts.map(splitPart))
}

function splitPart<F extends FieldRef>(node: FilterNode<F>): Refinement<F> {
  const fields = listFields(node)
  const [field] = fields
  const stranger = fields.find((other) => other.name !== field?.name)
  if (field === undefined || stranger !== undefined) {
    const names = `${field?.name} and ${stranger?.name}`
    return failFilter(
      'refine.shape',
      `A refinement names ${names} in one condition`,
      node,
      'Join conditions on different fields with AND, or put this one in filter',
    )
  }
  const values = listSelected(node)
  return values === undefined ? { field, node } : { field, node, values }
}

/** Every reference to a field, in order. */
function listFields<F extends FieldRef>(node: FilterNode<F>): F[] {
  if (node.kind === 'not') return listFields(node.child)
  if (node.kind === 'and' || node.kind === 'or') return node.children.flatMap(listFields)
  return [node.field]
}

function listSelected<F extends FieldRef>(node: FilterNode<F>): FilterValue[] | undefined {
  if (node.kind === 'compare' && node.operator === '=') return [node.value.value]
  if (node.kind === 'in' && !node.negated) return [...new Set(node.values.map((literal) => literal.value))]
  if (node.kind !== 'or') return undefined
  const selected = node.children.map(listSelected)
  return selected.includes(undefined) ? undefined : [...new Set(selected.flatMap((values) => values ?? []))]
}
