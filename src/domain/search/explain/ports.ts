import type { SearchPorts } from '../ports.ts'
import type { SimilarPorts } from '../similar/ports.ts'

/** What explaining needs: a search's ports, and a document by its id. */
export type ExplainPorts = SearchPorts & Pick<SimilarPorts, 'readDocuments'>
