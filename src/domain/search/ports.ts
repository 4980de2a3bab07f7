import type { JsonObject } from '../../contracts/documents.ts'
import type { ResolvedFilter } from '../catalog/filter/index.ts'
import type { Collection, CollectionStore } from '../catalog/index.ts'
import type { Reranker } from './reranking/ports.ts'
import type { ResultSet, Versions } from './result-set.ts'
import type { ShadowStore } from './profiles/ports.ts'
import type { CompiledRules } from './rules/load-rules.ts'
import type { QueryLog } from './understanding/suggest/index.ts'
import type { UnderstandingPorts } from './understanding/ports.ts'
import type { QueryTerm } from './understanding/query.ts'
import type { TermForm, TextEmbedding, VectorScope } from '../embedding/index.ts'

export type { QueryTerm }

export type SortKey =
  | { kind: 'field'; field: number; descending: boolean }
  | { kind: 'distance'; field: number; lat: number; lng: number; descending: boolean }
  | { kind: 'score'; descending: boolean }
  /** browsing: the share of these boosts that speaks for a document */
  | { kind: 'rules'; boosts: readonly Boost[]; descending: boolean }

/** A facet to count: `masked` are the refinements that do not apply to it (its own, when choosing one widens it). */
export type FacetPlan = {
  name: string
  field: number
  kind: 'values' | 'hierarchical' | 'range'
  /** one document can hold several values */
  many: boolean
  masked: readonly number[]
  limit: number
  separator: string
  /** level shown is the one under this path; null for the top */
  path: string | null
  selected: readonly (string | number | boolean)[]
}

/** A value of each candidate that a feature reads; of several values the largest. */
export type DocumentColumn = { kind: 'field'; field: number } | { kind: 'distance'; field: number; lat: number; lng: number }

export type Boost = { filter: ResolvedFilter; weight: number }

export type RetrievalRequest = {
  collection: Collection
  /** the name the caller used: an alias may point elsewhere by now */
  name: string
  /** empty when the keyword side takes no part */
  terms: readonly QueryTerm[]
  /** terms that add a little to the score where they stand side by side; they decide nothing else */
  phrases: readonly (readonly string[])[]
  /** terms of what is looked for: documents whose title says they are that count more; empty when it is not known */
  heads: readonly string[]
  /** browse: every document in the scope; search: K and the neighbours */
  kind: 'browse' | 'search'
  /** neighbours, best first, already inside the scope as far as their store knows */
  neighbours: readonly number[]
  /** similarity takes part in the score: the documents that decide it are candidates whatever the refinements */
  scored: boolean
  /** how many of the first refined documents are candidates: 1,000, or at least the 200 that decide scores */
  kept: number
  /** places on the keyword side take part in the score: the first 1,000 of K are candidates whatever the refinements */
  ranked: boolean
  scope: ResolvedFilter | null
  refine: readonly ResolvedFilter[]
  sort: readonly SortKey[]
  facets: readonly FacetPlan[]
  /** soft wishes: they lift documents and leave R and its counts alone; at most 8 with weights in (0, 1] */
  boosts: readonly Boost[]
  /** the same from rules: at most 8 with weights in [-10, 10]; below 0 those that satisfy it sink */
  ruleBoosts: readonly Boost[]
  /** ids of documents that join R when they lie in the scope, and of documents that leave it; hidden wins */
  pinned: readonly string[]
  hidden: readonly string[]
  columns: readonly DocumentColumn[]
  /** groups by the smallest value of a field, `size` documents of each; absent for a list of documents */
  group?: { field: number; size: number }
  /** the documents that diversity looks at are candidates too, each with its smallest value of the field; absent without diversity */
  pool?: { field: number | null }
  /** hits whose bodies are wanted at once; null when their order is not the statement's */
  page: { from: number; count: number; members: Members } | null
}

/** Members of the documents that are wanted, by name; null for all of them. */
export type Members = readonly string[] | null

export type Candidate = {
  doc: number
  id: string
  /** BM25 over the weight classes, higher is better; null outside K */
  keyword: number | null
  /** satisfies every refinement */
  refined: boolean
  /** its title says that it is what is looked for */
  headed: boolean
  /** share of the boosts' weight that it satisfies, in [0, 1]; 0 when none were asked for */
  boost: number
  /** share of the rules' weight that speaks for it, in [0, 1]: of those it satisfies above 0, of those it does not below */
  ruled: number
  /** values of the columns asked for; null where the document has none */
  columns: readonly (string | number | null)[]
  /** values of the sort keys, for telling ties */
  keys: readonly (string | number | null)[]
  /** the value of its group, null for a group of its own; only where groups were asked for */
  group?: { value: string | number | null }
  /** whether diversity looks at it, which no refinement changes, and its value; only where a pool was asked for */
  pool?: { inside: boolean; value: string | number | null }
}

export type FacetResult = {
  values: readonly { value: string | number; count: number }[]
  /** documents counted in all values, shown or not */
  counted: number
  /** documents that have the field at all, under the facet's mask */
  present: number
  /** documents under the facet's mask */
  documents: number
  stats: { min: number; max: number; avg: number; count: number } | null
}

export type Retrieved = {
  /** read in the same statement as everything else here */
  versions: Versions | null
  plan: 'all' | 'any'
  /** positions in `terms` of the terms that occur in the collection */
  known: readonly number[]
  keywordMax: number
  /** documents of R that satisfy every refinement */
  total: number
  /** how many groups those make, and how many documents each value has that a candidate has; only where groups were asked for */
  groups?: { total: number; documents: ReadonlyMap<string | number, number> }
  /** the first 1,000 refined ones in order, or the best of the first 1,000 groups, the first 200 of K (1,000 when ranked), every neighbour in the scope, the best 200 boosted and every pinned document */
  candidates: readonly Candidate[]
  /** the first 200 of K (1,000 when ranked), best first, as the index orders them; only where scored or ranked */
  best: readonly number[]
  /** of the page asked for, as far as the statement could tell which documents it shows */
  bodies: ReadonlyMap<number, JsonObject>
  facets: readonly FacetResult[]
  rowsRead: number
}

/** Everything that decides R, its order and its counts, read from one snapshot in one round trip. */
export type SearchIndex = {
  retrieve(request: RetrievalRequest): Promise<Retrieved>
  versions(tenant: string, name: string): Promise<Versions | null>
  /** numeric ids of field names; names without any value yet are absent */
  fieldIds(collection: Collection, names: readonly string[]): Promise<ReadonlyMap<string, number>>
  bodies(docs: readonly number[], members?: Members): Promise<{ bodies: ReadonlyMap<number, JsonObject>; rowsRead: number }>
  /** values of a facet over a scope, commonest first, then by value */
  facetValues(field: number, scope: ResolvedFilter | null, limit: number): Promise<readonly { value: string | number; count: number }[]>
  /** terms of those words that occur in the collection, themselves or as what `prefix` begins */
  findKnown(collection: Collection, words: readonly QueryTerm[]): Promise<ReadonlySet<string>>
  /** which of these documents lie inside the scope */
  within(collection: Collection, scope: ResolvedFilter, docs: readonly number[]): Promise<ReadonlySet<number>>
}

/** What exists for a search: the filter, and which documents it accepts. */
export type SearchScope = Pick<VectorScope, 'contains'> & { filter: ResolvedFilter }

/** `exact` is false where the similarities are estimates (docs/design/vector-index.md); `exhaustive` where neighbours may be missing. */
export type SemanticAnswer = {
  neighbours: readonly { doc: number; score: number }[]
  exhaustive: boolean
  exact: boolean
  candidates: number
  rowsRead: number
}

/** The semantic side of a collection as it stands; null while no vector set can answer. */
export type SemanticSource = {
  /** statistics of the model, for the hybrid policy */
  statistics: Readonly<Record<string, number>>
  /** `forms`: other ways to say words of the text, for models that weigh words */
  embed(text: string, forms: readonly TermForm[]): Promise<TextEmbedding>
  nearest(vector: string, query: Float32Array, k: number, scope: SearchScope | null): Promise<SemanticAnswer>
  /** exact where `nearest` is */
  score(vector: string, query: Float32Array, documents: readonly { doc: number; id: string }[]): Promise<ReadonlyMap<number, number>>
}
export type SemanticSources = { open(collection: Collection): Promise<SemanticSource | null> }

/** Kept result sets: isolate first, then KV, 5 minutes. Losing one costs time, never truth. */
export type ResultSetStore = {
  get(id: string): Promise<{ set: ResultSet; from: 'isolate' | 'kv' } | null>
  /** the newest result set of an equal request in this isolate */
  latest(requestHash: string): ResultSet | null
  put(set: ResultSet, bytes: number, options: { ttlSeconds: number; shared: boolean }): Promise<void>
}

export type SearchPorts = {
  understanding: Omit<UnderstandingPorts, 'findKnown' | 'within'>
  collections: CollectionStore
  index: SearchIndex
  semantic: SemanticSources
  /** the live rules of a collection at its configVersion; asked for when it has any */
  rules(collection: Collection): Promise<CompiledRules>
  results: ResultSetStore
  /** null when the deployment has none: a search that asks for it is told so */
  reranker: Reranker | null
  /** where searches leave what was asked; null when counting is switched off */
  queryLog: QueryLog | null
  /** where comparisons with a shadow profile go */
  shadows: ShadowStore
  /** an isolate's copy of a collection's row; every search checks its versions in the statement that answers it */
  known: { get(tenant: string, name: string): Collection | undefined; put(tenant: string, name: string, collection: Collection): void }
  /**
   * The vectors that documents have in the set that answers, made anew from their texts, in order; all zeros without a text.
   * Null while no set answers. Throws service.unavailable when the model can't be reached.
   */
  embedDocuments(collection: Collection, vector: string, bodies: readonly JsonObject[]): Promise<readonly Float32Array[] | null>
  /** undefined when the work has not finished in time; the work goes on in the background */
  within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined>
}
