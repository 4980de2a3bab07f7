import { type FilterValue, type ResolvedFilter, matches, printFilter, simplifyFilter } from '../../catalog/filter/index.ts'

/** One of the conditions that a filter joins by AND; `text` tells equal ones. */
export type Conjunct = { node: ResolvedFilter; text: string }

/** None of no filter at all. */
export function listConjuncts(filter: ResolvedFilter | null): readonly Conjunct[] {
  if (filter === null) return []
  const simple = simplifyFilter(filter)
  return (simple.kind === 'and' ? simple.children : [simple]).map((node) => ({ node, text: printFilter(node) }))
}

/**
 * Whether a scope demands every one of the conditions: it names the same condition, or only values that all meet it
 * (category = "Desks > Oak" demands category = "Desks"). What follows less plainly counts as not demanded.
 */
export function demands(scope: readonly Conjunct[], conditions: readonly Conjunct[]): boolean {
  return conditions.every((condition) => scope.some((part) => part.text === condition.text || selectsOnly(part.node, condition.node)))
}

/** No scope can demand both: two values of a field that holds one. */
export function contradict(left: readonly Conjunct[], right: readonly Conjunct[]): boolean {
  return left.some(({ node: one }) =>
    right.some(({ node: other }) => {
      if (one.kind !== 'compare' || other.kind !== 'compare' || one.operator !== '=' || other.operator !== '=') return false
      return one.field.name === other.field.name && !one.field.many && one.value.value !== other.value.value
    }),
  )
}

function selectsOnly(part: ResolvedFilter, condition: ResolvedFilter): boolean {
  const values = selectedValues(part)
  if (values === null || !('field' in condition) || !('field' in part) || part.field.name !== condition.field.name) return false
  // a document may hold other values beside the one selected: then only what asks for some value follows
  if (condition.field.many && !asksForSome(condition)) return false
  return values.every((value) => matches(condition, { [part.field.name]: value }))
}

function selectedValues(part: ResolvedFilter): readonly FilterValue[] | null {
  if (part.kind === 'compare' && part.operator === '=') return [part.value.value]
  return part.kind === 'in' && !part.negated ? part.values.map(({ value }) => value) : null
}

function asksForSome(condition: ResolvedFilter): boolean {
  if (condition.kind === 'compare') return condition.operator !== '!='
  return (condition.kind === 'in' && !condition.negated) || condition.kind === 'between' || condition.kind === 'exists'
}
