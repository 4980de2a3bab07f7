import type { CollectionView, FieldDefinition } from '../../../src/contracts/collection.ts'
import type { Suggestion } from '../../../src/contracts/suggest.ts'
import { formatField } from '../state/refine.ts'
import { listFacetFields } from './fields.ts'

export type Scope = { field: string; value: string }

/** The field whose values are the categories: the first hierarchical facet. */
export function findCategoryField(collection: CollectionView): FieldDefinition | undefined {
  return listFacetFields(collection).find(({ facet }) => facet === 'hierarchical')
}

/** The value that a suggestion searches inside, as a filter of the page; null for words alone, or for a filter on no facet of the collection. */
export function readScope({ category, filter }: Suggestion, collection: CollectionView): Scope | null {
  if (category === undefined || filter === undefined) return null
  const field = listFacetFields(collection).find(({ name }) => filter.startsWith(`${formatField(name)} = `))
  return field === undefined ? null : { field: field.name, value: category }
}
