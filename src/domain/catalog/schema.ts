import type { FieldDefinition, ResolvedDefinition, WeightClass } from '../../contracts/collection.ts'

/** A collection's fields, looked up by concrete name; patterns (attr_t_*) answer for the names they cover. */
export type Schema = {
  readonly definition: ResolvedDefinition
  /** The declaration that governs a concrete field name, or undefined for an undeclared one. */
  field(name: string): FieldDefinition | undefined
  readonly patterns: readonly FieldDefinition[]
  readonly exact: readonly FieldDefinition[]
}

const schemas = new WeakMap<ResolvedDefinition, Schema>()

export function schemaOf(definition: ResolvedDefinition): Schema {
  const known = schemas.get(definition)
  if (known) return known
  const exact = definition.fields.filter((field) => !field.name.endsWith('*'))
  const patterns = definition.fields.filter((field) => field.name.endsWith('*')).toSorted((left, right) => right.name.length - left.name.length)
  const byName = new Map(exact.map((field) => [field.name, field]))
  const schema: Schema = {
    definition,
    exact,
    patterns,
    field: (name) => byName.get(name) ?? patterns.find((pattern) => name.startsWith(pattern.name.slice(0, -1))),
  }
  schemas.set(definition, schema)
  return schema
}

export const WEIGHT_CLASSES: readonly WeightClass[] = ['a', 'b', 'c', 'd']

/** BM25 weight of each class, heaviest first. */
export const CLASS_WEIGHTS: Readonly<Record<WeightClass, number>> = { a: 3, b: 2, c: 2, d: 1 }

export const DEFAULT_SEPARATOR = ' > '

/** The value at a dotted path of a document; own members only. */
export function valueAt(document: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(document, path)) return document[path]
  if (!path.includes('.')) return undefined
  let value: unknown = document
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

/** "A > B > C" -> ["A", "A > B", "A > B > C"]: a hierarchical value also stands for its ancestors. */
export function expandHierarchy(value: string, separator: string): string[] {
  const parts = value.split(separator)
  return parts.map((_part, index) => parts.slice(0, index + 1).join(separator))
}
