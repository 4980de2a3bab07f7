/** The room `search`: understanding, retrieval and presentation over one result set. */
export type { ResultSet, Versions } from './result-set.ts'
export type { SearchIndex, SearchPorts, SemanticSource, SemanticSources, ResultSetStore, RetrievalRequest, Retrieved } from './ports.ts'
export { searchDocuments } from './search-documents.ts'
export { searchFacetValues } from './search-facet-values.ts'
export { runSearches, toSearch } from './several/run-searches.ts'
export { findSimilar } from './similar/find-similar.ts'
export type { SimilarPorts } from './similar/ports.ts'
export { type CompareSetsPorts, compareVectorSets } from './vector-sets/compare-sets.ts'
export { explainDocument } from './explain/explain-document.ts'
export { searchFederated } from './several/search-federated.ts'
export {
  type PopularQuery,
  type QueryCountStore,
  type QueryLog,
  type SuggestPorts,
  countQueries,
  deleteBlockedWord,
  LEAST_SEARCHES,
  MAX_BLOCKED,
  MAX_BLOCKED_LENGTH,
  listBlockedWords,
  openCompletions,
  putBlockedWords,
  suggest,
} from './understanding/suggest/index.ts'
export type { RankingChange, RankingPorts, RankingProfileStore, ShadowStore, StoredProfile } from './profiles/ports.ts'
export { putProfile } from './profiles/put-profile.ts'
export { getProfile } from './profiles/get-profile.ts'
export { listProfiles } from './profiles/list-profiles.ts'
export { deleteProfile } from './profiles/delete-profile.ts'
export { promoteProfile } from './profiles/promote-profile.ts'
export { rollbackProfile } from './profiles/rollback-profile.ts'
export { setShadow } from './profiles/set-shadow.ts'
export { getRanking } from './profiles/get-ranking.ts'
export { reportShadow } from './profiles/report-shadow.ts'
export type { RulePorts, RuleStore, StoredRule } from './rules/ports.ts'
export { type CompiledRules, compileRules } from './rules/load-rules.ts'
export { putRule } from './rules/put-rule.ts'
export { getRule, listRules } from './rules/list-rules.ts'
export { deleteRule } from './rules/delete-rule.ts'
export { orderRules } from './rules/order-rules.ts'
export { importRules } from './rules/import-rules.ts'
export { exportRules } from './rules/export-rules.ts'
export type { RuleFileFormat } from './rules/read-rule-file.ts'
export { discardRules, publishRules } from './rules/publish-rules.ts'
export { previewRules } from './rules/preview-rules.ts'
export { listAudit } from './rules/list-audit.ts'
export { bindFilter } from './resolve-filters.ts'
export {
  type LexiconMemory,
  type LexiconPorts,
  type LexiconRun,
  type LexiconStore,
  advanceLexicon,
  clearLexicon,
  emptyLexiconMemory,
} from './understanding/build-lexicon.ts'
export { loadWords } from './understanding/load-words.ts'
export { openVocabulary } from './understanding/spelling/index.ts'
export { openValues } from './understanding/intent/index.ts'
export { createLexiconParts } from './understanding/create-lexicon-parts.ts'
export { createPopularQueries } from './understanding/popular-queries.ts'
export { type StartLexiconPorts, startDueLexicons } from './understanding/schedule-lexicon.ts'
export { LEXICON_FORMAT } from './understanding/lexicon-format.ts'
export { type LexiconPart, type LexiconPartName, lexiconKey } from './understanding/lexicon.ts'
export type { WordPorts, WordRule, WordRuleKind, WordRuleStore } from './understanding/word-rules.ts'
export { deleteAbbreviation, listAbbreviations, replaceAbbreviations } from './understanding/forms/abbreviations.ts'
export { type MiningPorts, type WordUseStore, mineSynonyms } from './understanding/synonyms/mine-collection.ts'
export { type MiningStarter, suggestSynonyms } from './understanding/synonyms/suggest-synonyms.ts'
export { type PreviewSearch, previewSynonyms } from './understanding/synonyms/preview-synonyms.ts'
export { createPreviewSearch } from './understanding/synonyms/preview-search.ts'
export { listSynonyms } from './understanding/synonyms/list-synonyms.ts'
export { getSynonym } from './understanding/synonyms/get-synonym.ts'
export { putSynonym } from './understanding/synonyms/put-synonym.ts'
export { deleteSynonym } from './understanding/synonyms/delete-synonym.ts'
export { importSynonyms } from './understanding/synonyms/import-synonyms.ts'
export { exportSynonyms } from './understanding/synonyms/export-synonyms.ts'
export { listSuggestions } from './understanding/synonyms/list-suggestions.ts'
export { judgeSuggestion } from './understanding/synonyms/judge-suggestion.ts'
export type { SynonymFormat } from './understanding/synonyms/parse-line.ts'
