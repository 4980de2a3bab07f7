import type { ProfileDefinition, ProfileWeights } from '../../../contracts/ranking.ts'
import type { Chip } from '../../../contracts/understanding.ts'
import type { ResolvedFilter } from '../../catalog/filter/index.ts'
import { type Collection, DEFAULT_SEPARATOR, schemaOf } from '../../catalog/index.ts'

/** What says of which category a search is. Refinements do not: they narrow what was found and never reorder it. */
export type CategorySigns = { scope: ResolvedFilter | null; chips: readonly Chip[] }

/**
 * The category that a search is known to be about, and its weights: the one that the scope holds it to, otherwise the one that the
 * query's words name. Of a hierarchy the nearest level that has weights. Null when none or several are named, or none has weights.
 */
export function findCategory(
  collection: Collection,
  categories: ProfileDefinition['categories'],
  { scope, chips }: CategorySigns,
): { name: string; weights: ProfileWeights } | null {
  if (!categories) return null
  const scoped = listValues(scope, categories.field)
  const wished = chips.filter(({ field, applied }) => field === categories.field && applied !== 'none').map(({ value }) => String(value))
  const named = new Set(scoped.length > 0 ? scoped : wished)
  const [only] = named
  if (only === undefined || named.size > 1) return null
  const field = schemaOf(collection.definition).field(categories.field)
  const separator = field?.facet === 'hierarchical' ? (field.separator ?? DEFAULT_SEPARATOR) : null
  for (let name = only; ; name = name.slice(0, name.lastIndexOf(separator ?? ''))) {
    const weights = Object.hasOwn(categories.weights, name) ? categories.weights[name] : undefined
    if (weights) return { name, weights }
    if (separator === null || !name.includes(separator)) return null
  }
}

/** Values that every document of the scope has in this field. */
function listValues(scope: ResolvedFilter | null, field: string): string[] {
  if (scope === null) return []
  return (scope.kind === 'and' ? scope.children : [scope]).flatMap((node) => {
    if (node.kind === 'compare' && node.operator === '=' && node.field.name === field) return [String(node.value.value)]
    const [only, ...others] = node.kind === 'in' && !node.negated && node.field.name === field ? node.values : []
    return only !== undefined && others.length === 0 ? [String(only.value)] : []
  })
}
