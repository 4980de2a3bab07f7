/** The room `search`: understanding, retrieval and presentation over one result set. */
export type { ResultSet, Versions } from './result-set.ts'
export type { SearchIndex, SearchPorts, SemanticSource, SemanticSources, ResultSetStore, RetrievalRequest, Retrieved } from './ports.ts'
export { searchDocuments } from './search-documents.ts'
export { searchFacetValues } from './search-facet-values.ts'
export { bindFilter } from './resolve-filters.ts'
export type { WordPorts, WordRule, WordRuleKind, WordRuleStore } from './understanding/word-rules.ts'
export { deleteAbbreviation, listAbbreviations, replaceAbbreviations } from './understanding/forms/abbreviations.ts'
