import type { CollectionStore } from '../catalog/index.ts'
import type { ResultSetStore, SearchIndex, SemanticSources } from './ports.ts'

/** The room `search`: understanding, retrieval and presentation over one result set. */
export type SearchPorts = {
  collections: CollectionStore
  index: SearchIndex
  semantic: SemanticSources
  results: ResultSetStore
  /** isolate copy of a collection's row; every search checks its versions in the statement that answers it */
  known: { get(tenant: string, name: string): import('../catalog/index.ts').Collection | undefined; put(tenant: string, name: string, collection: import('../catalog/index.ts').Collection): void }
  /** undefined when the work has not finished in time; the work goes on in the background */
  within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined>
}

export type { ResultSet } from './result-set.ts'
export type { SearchIndex, SemanticSource, SemanticSources, ResultSetStore, RetrievalRequest, Retrieved, Versions } from './ports.ts'
export { searchDocuments } from './search-documents.ts'
export { searchFacetValues } from './search-facet-values.ts'
export { bindFilter } from './resolve-filters.ts'
