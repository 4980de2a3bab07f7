import type { InNode, Literal } from './ast.ts'
import { joinNodes } from './ast.ts'
import type { ResolvedField, ResolvedFilter } from './filter-field.ts'

/**
 * An equivalent filter that compiles to less: double negations go, an OR of equalities on one field becomes IN,
 * an AND of inequalities NOT IN. A list of one value becomes a comparison.
 */
export function simplifyFilter(filter: ResolvedFilter): ResolvedFilter {
  if (filter.kind === 'not') {
    return filter.child.kind === 'not' ? simplifyFilter(filter.child.child) : { ...filter, child: simplifyFilter(filter.child) }
  }
  if (filter.kind === 'in') return shortenList(filter)
  if (filter.kind !== 'and' && filter.kind !== 'or') return filter
  // Removing a double negation can bring up a node of the parent's kind, so the children are joined anew.
  const [first, ...rest] = filter.children.map(simplifyFilter)
  if (first === undefined) return filter
  const joined = joinNodes(filter.kind, [first, ...rest])
  return joined.kind === filter.kind ? (mergeLists(joined.kind, joined.children) ?? joined) : joined
}

function mergeLists(kind: 'and' | 'or', children: readonly ResolvedFilter[]): ResolvedFilter | undefined {
  const negated = kind === 'and'
  const lists = new Map<string, InNode<ResolvedField>>()
  const others: ResolvedFilter[] = []
  for (const child of children) {
    const list = toList(child, negated)
    if (list === undefined) {
      others.push(child)
      continue
    }
    const known = lists.get(list.field.name)
    lists.set(list.field.name, known === undefined ? list : { ...known, values: [...known.values, ...list.values] })
  }
  const [first, ...rest] = [...others, ...[...lists.values()].map(shortenList)]
  return first === undefined ? undefined : joinNodes(kind, [first, ...rest])
}

function toList(node: ResolvedFilter, negated: boolean): InNode<ResolvedField> | undefined {
  if (node.kind === 'in') return node.negated === negated ? node : undefined
  if (node.kind !== 'compare' || node.operator !== (negated ? '!=' : '=')) return undefined
  return { kind: 'in', field: node.field, negated, values: [node.value], start: node.start, length: node.length }
}

function shortenList(node: InNode<ResolvedField>): ResolvedFilter {
  const distinct = new Map<Literal['value'], Literal>(node.values.map((literal) => [literal.value, literal]))
  const [only] = distinct.values()
  if (distinct.size !== 1 || only === undefined) return { ...node, values: [...distinct.values()] }
  return { kind: 'compare', field: node.field, operator: node.negated ? '!=' : '=', value: only, start: node.start, length: node.length }
}
