import type { FieldDefinition, ResolvedDefinition } from '../../../../contracts/collection.ts'
import { DEFAULT_SEPARATOR } from '../../../catalog/index.ts'

/** Names under which collections without a hierarchical field keep their categories. */
const NAMES = ['category', 'categories', 'genre', 'genres', 'topic', 'topics']

/** The field that suggestions are scoped by; `separator` is null when its values have no levels. */
export type CategoryField = { name: string; separator: string | null }

export function findCategoryField(definition: ResolvedDefinition): CategoryField | null {
  const facets = definition.fields.filter((field) => isValueFacet(field) && !field.name.endsWith('*'))
  const levels = facets.find((field) => field.facet === 'hierarchical')
  if (levels) return { name: levels.name, separator: levels.separator ?? DEFAULT_SEPARATOR }
  const name = NAMES.find((candidate) => facets.some((field) => field.name === candidate))
  return name === undefined ? null : { name, separator: null }
}

/** A facet of strings that everybody may see. */
export function isValueFacet(field: FieldDefinition): boolean {
  return field.hidden !== true && field.facet !== undefined && field.facet !== 'range' && (field.type === 'string' || field.type === 'string[]')
}
