import type { DegradedCode, FacetCounts, FacetStats } from '../../contracts/search.ts'
import type { Collection } from '../catalog/index.ts'
import type { FusedColumn, VectorPart } from '../ranking/index.ts'

/** What a result set was read from: a write, a new definition or newly visible vectors make another. */
export type Versions = Pick<Collection, 'id' | 'dataVersion' | 'configVersion' | 'vectorVersion' | 'vectorSet' | 'understandingVersion'>

/** Of every hit the value of its group, how many documents that has, and the documents that come next in it. */
export type KeptGroups = {
  /** documents in all groups, kept or not */
  documents: number
  values: (string | number | null)[]
  totals: number[]
  members: { docs: number[]; ids: string[]; scores: number[] }[]
}

/** What is kept of a result set: enough to serve any page of it (of a cut one the first pages), with its counts and its scores, without a new search. */
export type ResultSet = {
  id: string
  requestHash: string
  versions: Versions
  /** fewer than 1,000 hits although there are more: enough for the first pages, others are worked out anew */
  cut?: true
  /** the first 1,000 hits in order, as parallel columns */
  docs: number[]
  ids: string[]
  scores: number[]
  /**
   * what each score is the sum of, where it was not reranked; lists parallel to docs. Empty in a set that came from another isolate: it
   * can't be explained
   */
  features: FusedColumn[]
  /** of the reranked window, whose scores are base + (1 - base) * relevance; null outside it. Leaves with the features */
  reranked?: { base: number; relevance: (number | null)[] }
  /** any of the hits holds any word of the query */
  keywordMatches: boolean
  /** what similarity is made of where several vectors take part; empty otherwise */
  vectors: VectorPart[]
  /** names of the vectors whose cosines are estimates; absent where all are exact. Leaves with the features */
  estimated?: readonly string[]
  /** whether the title of each says that it is what is looked for; absent where none does. Leaves with the features */
  headed?: readonly boolean[]
  reasons: { name: string; value: number | string }[]
  /** hits: groups where the plan has them, else documents */
  total: number
  /** parallel to docs; absent in a list of documents */
  groups?: KeptGroups
  /** what diversity did to documents of the set, by id; absent where it moved none */
  moved?: Record<string, string>
  facets: Record<string, FacetCounts>
  facetStats: Record<string, FacetStats>
  plan: 'all' | 'any' | 'browse'
  /** positions of the query's terms that occur nowhere */
  unknown: number[]
  exhaustive: { total: boolean; facets: boolean; semantic: boolean }
  degraded: DegradedCode[]
}

/** A rough size in bytes, for the isolate's budget. */
export function sizeOfResultSet(set: ResultSet): number {
  const members = (set.groups?.members ?? []).reduce((sum, { docs }) => sum + docs.length, 0)
  return 2_000 + set.docs.length * (60 + 30 * set.features.length + 10 * set.vectors.length) + members * 60
}
