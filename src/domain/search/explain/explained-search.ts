import type { ExplainStep } from '../../../contracts/explain.ts'
import type { JsonObject } from '../../../contracts/documents.ts'
import type { SearchPlan } from '../plan-search.ts'
import type { Candidate, RetrievalRequest } from '../ports.ts'
import type { ResultSet } from '../result-set.ts'
import type { SemanticHits } from '../retrieval/retrieve-semantic.ts'

/** A search as it was computed, and what it knows of one document. */
export type ExplainedSearch = {
  plan: SearchPlan
  set: ResultSet
  retrieval: RetrievalRequest
  semantic: SemanticHits | null
  /** S, best first */
  nearest: readonly number[]
  /** `body` is what is stored, for telling what matches; `visible` what the caller may be shown of it */
  document: { key: number; id: string; body: JsonObject; visible: JsonObject }
  /** the document as a member of R, refinements aside; null when it is in neither K nor S */
  member: Candidate | null
  /** its cosine to the query by vector, null where it has none; null when they could not be had */
  cosines: ReadonlyMap<string, number | null> | null
  /** its place by vector among the 1,000 nearest of the scope, from 1; absent beyond them. Looked for outside S only */
  places: ReadonlyMap<string, number>
  /** place among the first 1,000 results, from 0; -1 when it is not there */
  at: number
}

/** A step, and what it adds to the summary. */
export type Explained = ExplainStep & { short: string | null }
