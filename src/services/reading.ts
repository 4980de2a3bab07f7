import { createSimilarDocuments } from '../adapters/d1/similar-documents.ts'
import { createDocumentEmbedder } from '../adapters/document-embedder.ts'
import { createResultSetStore } from '../adapters/kv/result-sets.ts'
import { openReranker } from '../adapters/open-reranker.ts'
import { createLexiconReader } from '../adapters/lexicon-reader.ts'
import { createRememberedReranker } from '../adapters/remembered-reranker.ts'
import { createRulesReader } from '../adapters/rules-reader.ts'
import { createQueryLog } from '../adapters/queues/query-log.ts'
import { createSemanticSources } from '../adapters/semantic-sources.ts'
import { createWordsReader } from '../adapters/words-reader.ts'
import type { Collection } from '../domain/catalog/index.ts'
import {
  type SearchPorts,
  type SimilarPorts,
  type SuggestPorts,
  createPopularQueries,
  openCompletions,
  openValues,
  openVocabulary,
} from '../domain/search/index.ts'
import type { SharedAdapters } from './shared-adapters.ts'

const COLLECTION_BYTES = 20_000

/** What answers searches, suggestions and similar documents. */
export function wireReading(adapters: SharedAdapters): { search: SearchPorts; similar: SimilarPorts; suggest: SuggestPorts } {
  const { env, settings, cache, share, db, blobs, collections, documents, index, vectors, openEmbedder } = adapters
  const readLexicon = createLexiconReader(blobs, cache, share, () => Date.now())
  const words = createWordsReader(adapters.rules, cache, share, () => scheduler.wait(0))
  const reranker = openReranker(env, settings)
  const search: SearchPorts = {
    collections,
    index,
    understanding: {
      vocabulary: (collection) => readLexicon(collection, 'vocabulary', openVocabulary),
      values: (collection) => readLexicon(collection, 'values', openValues),
      words,
      popular: createPopularQueries(adapters.queryCounts, () => Date.now()),
    },
    semantic: createSemanticSources(openEmbedder, vectors),
    rules: createRulesReader(adapters.rankingRules, cache, share),
    results: createResultSetStore(cache, env.CACHE, () => Date.now()),
    embedDocuments: createDocumentEmbedder(openEmbedder),
    reranker: reranker && createRememberedReranker(reranker, cache),
    shadows: adapters.shadows,
    queryLog:
      settings.MERIDIAN_QUERY_LOG === 'off'
        ? null
        : createQueryLog(env.QUERY_QUEUE, adapters.queryBuffer, { windowMs: settings.MERIDIAN_QUERY_WINDOW_MS }),
    known: {
      get: (tenant, name) => cache.get<Collection>(`collection:${tenant}:${name}`),
      put: (tenant, name, collection) => cache.set(`collection:${tenant}:${name}`, collection, COLLECTION_BYTES),
    },
    within: waitAtMost,
  }
  const similar: SimilarPorts = {
    ...search,
    ...createSimilarDocuments(db),
    readDocuments: documents.read,
  }
  const suggest: SuggestPorts = { collections, words, completions: (collection) => readLexicon(collection, 'completions', openCompletions) }
  return { search, similar, suggest }
}

/** Undefined when the work takes longer; the timer goes with the work, since every search would leave several behind. */
function waitAtMost<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
