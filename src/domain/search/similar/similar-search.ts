import type { DegradedCode, SearchHit } from '../../../contracts/search.ts'
import type { SimilarRequest } from '../../../contracts/several.ts'
import type { ResolvedFilter } from '../../catalog/filter/index.ts'
import type { Collection } from '../../catalog/index.ts'
import type { NamedWeight } from '../retrieval/weigh-vectors.ts'
import type { GivenDocument } from './ports.ts'

export type GivenDocuments = { liked: readonly GivenDocument[]; unliked: readonly GivenDocument[] }

/** A request for similar documents, checked against its collection. */
export type SimilarSearch = {
  collection: Collection
  request: SimilarRequest
  /** heaviest first, with weights that sum to 1 */
  vectors: readonly NamedWeight[]
  scope: ResolvedFilter | null
  given: GivenDocuments
  showHidden: boolean
}

export type FoundSimilar = { hits: SearchHit[]; exhaustive: boolean; degraded: readonly DegradedCode[] }
