import type { FieldType } from '../../../contracts/collection.ts'
import type { FieldRef, FilterNode } from './ast.ts'

/** What the schema says about a field; `id` is its number in the index. */
export type FilterField = {
  readonly name: string
  readonly id: number
  readonly type: FieldType
  readonly hidden?: boolean
  /** Of a hierarchical field: its values also stand for their ancestors ("A > B" is also "A"). */
  readonly separator?: string
}
export type FieldLookup = (name: string) => FilterField | undefined

/** How a field's values compare: text by UTF-8 bytes, numbers and dates (epoch ms) by size, booleans only for equality. */
export type ValueKind = 'text' | 'number' | 'date' | 'boolean' | 'geo'

/** A reference checked against the schema. `store` says where its values are: the facet values, the points, or the document's own id. */
export type ResolvedField = FieldRef & {
  readonly id: number
  readonly kind: ValueKind
  readonly store: 'values' | 'geo' | 'id'
  /** A document may hold several values of the field. */
  readonly many: boolean
  readonly separator?: string
}

/** A filter whose fields exist and whose literals are strings, finite numbers, epoch ms or booleans, as the field needs. */
export type ResolvedFilter = FilterNode<ResolvedField>

const KINDS: Readonly<Record<Exclude<FieldType, 'text'>, ValueKind>> = {
  string: 'text',
  image: 'text',
  'string[]': 'text',
  number: 'number',
  'number[]': 'number',
  date: 'date',
  'date[]': 'date',
  boolean: 'boolean',
  geo: 'geo',
}

/** Attaches what the schema says to a reference; undefined for prose, which can't be filtered. */
export function bindField(ref: FieldRef, field: FilterField): ResolvedField | undefined {
  if (field.type === 'text') return undefined
  const kind = KINDS[field.type]
  const many = field.type.endsWith('[]') || field.separator !== undefined
  const bound = { ...ref, id: field.id, kind, store: kind === 'geo' ? ('geo' as const) : ('values' as const), many }
  return field.separator === undefined ? bound : { ...bound, separator: field.separator }
}

/** Every document's own id: a string that is always there. */
export function bindDocumentId(ref: FieldRef): ResolvedField {
  return { ...ref, id: -1, kind: 'text', store: 'id', many: false }
}
