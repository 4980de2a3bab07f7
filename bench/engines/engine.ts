import { stemmer } from '@orama/stemmers/english'
import { FACETS, STOP_WORDS } from '../catalogs.ts'
import type { BenchDocument, Facet } from '../catalogs.ts'

export type Hit = { id: string; title: string }
export type FacetCount = { value: string; count: number }
export type Answer = { hits: Hit[]; total: number; facets: Partial<Record<Facet, FacetCount[]>> }

/** One engine under test. `faceted`: every answer counts FACETS over all matches, 20 values each. */
export type Engine = { add: (documents: readonly BenchDocument[]) => Promise<void> | void; search: (query: string, limit: number) => Promise<Answer> | Answer }
export type CreateEngine = (options: { faceted: boolean }) => Engine | Promise<Engine>

export const FACET_LIMIT = 20

/** A function from a word to its English stem, null for a stop word; stems are remembered, as the stemmers are slow. */
export function makeTermReader(): (word: string) => string | null {
  const stems = new Map<string, string>()
  return (given) => {
    const word = given.toLowerCase()
    if (STOP_WORDS.has(word)) return null
    const known = stems.get(word)
    if (known !== undefined) return known
    const stem = stemmer(word)
    stems.set(word, stem)
    return stem
  }
}

/** Counts facet values over all matches in JavaScript, for engines that have no facets of their own. */
export function countFacets(matches: Iterable<Record<string, unknown>>): Answer['facets'] {
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
