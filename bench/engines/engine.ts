import { stemmer } from '@orama/stemmers/english'
import { STOP_WORDS } from '../catalogs.ts'
import type { BenchDocument } from '../catalogs.ts'
import type { FacetCounts } from './facets.ts'

export type Hit = { id: string; title: string }
export type Answer = { hits: Hit[]; total: number; facets: FacetCounts }

/** One engine under test. `faceted`: every answer counts FACETS over all matches, 20 values each. */
export type Engine = {
  add: (documents: readonly BenchDocument[]) => Promise<void> | void
  search: (query: string, limit: number) => Promise<Answer> | Answer
}
export type CreateEngine = (options: { faceted: boolean }) => Engine | Promise<Engine>

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
