import type { FacetCounts, FacetStats } from '../../contracts/search.ts'
import { compareBytes } from '../../shared/compare.ts'
import { schemaOf } from '../catalog/index.ts'
import type { SearchPlan } from './plan-search.ts'
import type { FacetPlan, FacetResult, Retrieved } from './ports.ts'

/** Counts as the wire shows them: values by count, then value; `other` counts what the list leaves out. */
export function presentFacets(
  plan: SearchPlan,
  retrieved: Retrieved,
): { facets: Record<string, FacetCounts>; facetStats: Record<string, FacetStats> } {
  const facets: Record<string, FacetCounts> = {}
  const facetStats: Record<string, FacetStats> = {}
  plan.facets.forEach((facet, index) => {
    const result = retrieved.facets[index]
    if (!result) return
    if (facet.kind === 'range') {
      if (result.stats) facetStats[facet.name] = result.stats
      return
    }
    facets[facet.name] = presentValues(plan, facet, result)
  })
  return { facets, facetStats }
}

function presentValues(plan: SearchPlan, facet: FacetPlan, result: FacetResult): FacetCounts {
  const boolean = schemaOf(plan.collection.definition).field(facet.name)?.type === 'boolean'
  const values = result.values.map(({ value, count }) => {
    const shown = boolean ? value === 1 : value
    return { value: shown, count, selected: facet.selected.includes(shown) }
  })
  const shown = values.reduce((sum, value) => sum + value.count, 0)
  return {
    ...(facet.kind === 'hierarchical' ? { path: facet.path } : {}),
    values: values.toSorted((left, right) => right.count - left.count || compareValues(left.value, right.value)),
    other: result.counted - shown,
    missing: result.documents - result.present,
  }
}

/** Strings by bytes, numbers by size, false before true: as the index chose them. */
function compareValues(left: string | number | boolean, right: string | number | boolean): number {
  return typeof left === 'string' && typeof right === 'string' ? compareBytes(left, right) : Number(left) - Number(right)
}
