import { FACETS } from '../catalogs.ts'
import type { Facet } from '../catalogs.ts'

export type FacetCount = { value: string; count: number }
export type FacetCounts = Partial<Record<Facet, FacetCount[]>>

export const FACET_LIMIT = 20

/** Counts facet values over all matches in JavaScript, for engines that have no facets of their own. */
export function countFacets(matches: Iterable<Record<string, unknown>>): FacetCounts {
  const counts = FACETS.map(() => new Map<string, number>())
  for (const match of matches) {
    for (const [index, facet] of FACETS.entries()) {
      const value = match[facet]
      if (typeof value === 'string' && value !== '') counts[index]?.set(value, (counts[index]?.get(value) ?? 0) + 1)
    }
  }
  return Object.fromEntries(FACETS.map((facet, index) => [facet, cutFacet(counts[index] ?? [])]))
}

/** The commonest values, count descending, then by value. */
export function cutFacet(counts: Iterable<readonly [string, number]>): FacetCount[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, FACET_LIMIT)
}
