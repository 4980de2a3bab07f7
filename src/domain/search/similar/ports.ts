import type { JsonObject } from '../../../contracts/documents.ts'
import type { Collection } from '../../catalog/index.ts'
import type { SearchPorts } from '../ports.ts'

export type GivenDocument = { key: number; id: string; body: JsonObject }

/** What similar documents need besides a search's ports. */
export type SimilarPorts = SearchPorts & {
  /** the documents with these ids that exist, hidden fields included */
  readDocuments(collection: Collection, ids: readonly string[]): Promise<readonly GivenDocument[]>
  /** ids of the documents of the collection that exist among these */
  documentIds(collection: Collection, docs: readonly number[]): Promise<ReadonlyMap<number, string>>
  /** how many documents have each term, counted up to a bound; terms that none has are absent */
  documentFrequencies(collection: Collection, terms: readonly string[]): Promise<ReadonlyMap<string, number>>
}
