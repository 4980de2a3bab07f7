import type { FieldDefinition } from '../../contracts/collection.ts'
import type { SearchRequest } from '../../contracts/search.ts'
import { AppError } from '../../contracts/errors.ts'
import type { Refinement, ResolvedField } from '../catalog/filter/index.ts'
import { type Collection, DEFAULT_SEPARATOR, schemaOf } from '../catalog/index.ts'
import type { FacetPlan } from './ports.ts'
import type { FieldIds } from './resolve-filters.ts'

/** Facets to count. `*` stands for every declared facet; a pattern's fields are asked for by name. */
export async function planFacets(
  collection: Collection,
  request: SearchRequest,
  refine: readonly Refinement<ResolvedField>[],
  showHidden: boolean,
  fieldIds: FieldIds,
): Promise<FacetPlan[]> {
  const schema = schemaOf(collection.definition)
  const visible = (field: FieldDefinition | undefined): field is FieldDefinition =>
    field?.facet !== undefined && (showHidden || field.hidden !== true)
  const names = new Map<string, FieldDefinition>()
  request.facets.forEach((name, index) => {
    if (name === '*') {
      for (const field of schema.exact) if (visible(field)) names.set(field.name, field)
      return
    }
    const field = schema.field(name)
    if (!visible(field))
      throw new AppError('search.facet_field', `"${name}" is not a facet of this collection.`, [
        { path: `facets[${index}]`, message: 'is not declared as a facet' },
      ])
    names.set(name, field)
  })
  if (names.size === 0) return []
  const ids = await fieldIds(collection, [...names.keys()])
  return [...names].map(([name, field]) => planFacet(name, field, ids.get(name) ?? 0, request.facetLimit, refine))
}

function planFacet(name: string, field: FieldDefinition, id: number, limit: number, refine: readonly Refinement<ResolvedField>[]): FacetPlan {
  const own = refine.flatMap((part, index) => (part.field.name === name ? [{ part, index }] : []))
  const selected = own.flatMap(({ part }) => part.values ?? [])
  const separator = field.separator ?? DEFAULT_SEPARATOR
  const chosen = selected.find((value) => typeof value === 'string')
  return {
    name,
    field: id,
    kind: field.facet === 'range' ? 'range' : field.facet === 'hierarchical' ? 'hierarchical' : 'values',
    many: field.type.endsWith('[]'),
    // choosing another value of a disjunctive, hierarchical or range facet replaces its own refinement
    masked: field.facet === 'conjunctive' ? [] : own.map(({ index }) => index),
    limit,
    separator,
    path: field.facet === 'hierarchical' && typeof chosen === 'string' ? chosen : null,
    selected,
  }
}
