import type { Collection } from '../../catalog/index.ts'
import type { FacetValues } from './intent/index.ts'
import type { QueryTerm } from './query.ts'
import type { Vocabulary } from './spelling/index.ts'
import type { SynonymIndex } from './synonyms/compile-synonyms.ts'

/** The rules of a collection as queries use them. */
export type Words = {
  abbreviations: ReadonlyMap<string, readonly string[]>
  synonyms: SynonymIndex
  /** the text, or a phrase in it, is on the collection's list of blocked words */
  isBlocked(text: string): boolean
  /** memory they take, estimated */
  bytes: number
}

/** What one query is read with; null is not there yet, or could not be had in time. */
export type UnderstandingMaterial = { vocabulary: Vocabulary | null; values: FacetValues | null; words: Words | null }

/** What understanding reads. Everything may be missing, and then less is understood. */
export type UnderstandingPorts = {
  vocabulary(collection: Collection): Promise<Vocabulary | null>
  values(collection: Collection): Promise<FacetValues | null>
  words(collection: Collection): Promise<Words>
  /** terms of those words that occur in the collection as it is now, themselves or as what `prefix` begins */
  findKnown(collection: Collection, words: readonly QueryTerm[]): Promise<ReadonlySet<string>>
  /** past queries with hits that were searched at least three times in the last thirty days, commonest first */
  popular(collection: Collection): Promise<readonly { query: string; searches: number }[]>
  /** undefined when the work has not finished in time; the work goes on in the background */
  within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined>
}
