/** Place in the filter's text, in UTF-16 units. */
export type Span = { readonly start: number; readonly length: number }

export type FilterValue = string | number | boolean
export type Literal = Span & { readonly value: FilterValue }
export type NumberLiteral = Span & { readonly value: number }
export type FieldRef = Span & { readonly name: string }
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

type Logic<F extends FieldRef> = Span & { readonly children: readonly FilterNode<F>[] }
type Condition<F extends FieldRef> = Span & { readonly field: F }

export type CompareNode<F extends FieldRef = FieldRef> = Condition<F> & {
  readonly kind: 'compare'
  readonly operator: CompareOperator
  readonly value: Literal
}
export type InNode<F extends FieldRef = FieldRef> = Condition<F> & {
  readonly kind: 'in'
  readonly negated: boolean
  readonly values: readonly Literal[]
}
export type BetweenNode<F extends FieldRef = FieldRef> = Condition<F> & { readonly kind: 'between'; readonly low: Literal; readonly high: Literal }
export type PresenceNode<F extends FieldRef = FieldRef> = Condition<F> & { readonly kind: 'exists' | 'isNull' }
export type GeoRadiusNode<F extends FieldRef = FieldRef> = Condition<F> & {
  readonly kind: 'geoRadius'
  readonly lat: NumberLiteral
  readonly lng: NumberLiteral
  readonly metres: NumberLiteral
}
/** Runs eastwards from `west` to `east`; the order of the latitudes does not matter. */
export type GeoBoxNode<F extends FieldRef = FieldRef> = Condition<F> & {
  readonly kind: 'geoBox'
  readonly lat1: NumberLiteral
  readonly west: NumberLiteral
  readonly lat2: NumberLiteral
  readonly east: NumberLiteral
}
export type GeoPolygonNode<F extends FieldRef = FieldRef> = Condition<F> & {
  readonly kind: 'geoPolygon'
  readonly points: readonly { readonly lat: NumberLiteral; readonly lng: NumberLiteral }[]
}

export type GeoNode<F extends FieldRef = FieldRef> = GeoRadiusNode<F> | GeoBoxNode<F> | GeoPolygonNode<F>
export type ValueNode<F extends FieldRef = FieldRef> = CompareNode<F> | InNode<F> | BetweenNode<F>
/** A node that names exactly one field. */
export type ConditionNode<F extends FieldRef = FieldRef> = ValueNode<F> | PresenceNode<F> | GeoNode<F>
export type AndNode<F extends FieldRef = FieldRef> = Logic<F> & { readonly kind: 'and' }
export type OrNode<F extends FieldRef = FieldRef> = Logic<F> & { readonly kind: 'or' }
export type NotNode<F extends FieldRef = FieldRef> = Span & { readonly kind: 'not'; readonly child: FilterNode<F> }

/** `and` and `or` hold at least two children, none of their own kind. */
export type FilterNode<F extends FieldRef = FieldRef> = AndNode<F> | OrNode<F> | NotNode<F> | ConditionNode<F>
export type FilterAst = FilterNode<FieldRef>

/** Joins nodes under one operator: nested nodes of the same kind are merged, a single node stays itself. */
export function joinNodes<F extends FieldRef>(kind: 'and' | 'or', nodes: readonly [FilterNode<F>, ...FilterNode<F>[]]): FilterNode<F> {
  if (nodes.length === 1) return nodes[0]
  const children = nodes.flatMap((node) => (node.kind === kind ? node.children : [node]))
  const start = Math.min(...children.map((child) => child.start))
  const end = Math.max(...children.map((child) => child.start + child.length))
  return { kind, children, start, length: end - start }
}
