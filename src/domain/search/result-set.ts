import type { DegradedCode, FacetCounts, FacetStats } from '../../contracts/search.ts'
import type { Collection } from '../catalog/index.ts'
import type { FusedColumn } from '../ranking/index.ts'

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

/** What is kept of a result set: enough to serve any page of it, with its counts and its scores, without a new search. */
export type ResultSet = {
  id: string
  requestHash: string
  versions: Versions
  /** the first 1,000 hits in order, as parallel columns */
  docs: number[]
  ids: string[]
  scores: number[]
  /** what each score is the sum of; lists parallel to docs */
  features: FusedColumn[]
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
  return 2_000 + set.docs.length * (60 + 30 * set.features.length) + members * 60
}
