import { createAuditLog } from '../../src/adapters/d1/audit-log.ts'
import { createCollectionStore } from '../../src/adapters/d1/collection-store.ts'
import { createDocumentStore } from '../../src/adapters/d1/document-store.ts'
import { createRankingProfileStore } from '../../src/adapters/d1/ranking-profiles.ts'
import { createShadowStore } from '../../src/adapters/d1/shadow-comparisons.ts'
import { createRuleStore } from '../../src/adapters/d1/rule-store.ts'
import { createRulesReader } from '../../src/adapters/rules-reader.ts'
import { createSearchIndex } from '../../src/adapters/d1/search/search-index.ts'
import { createWordRuleStore } from '../../src/adapters/d1/word-rules.ts'
import { createVectorSetStore } from '../../src/adapters/d1/vector-set-store.ts'
import { createVectorLedger, createVectorSets } from '../../src/adapters/d1/vector-sets.ts'
import { createDocumentEmbedder } from '../../src/adapters/document-embedder.ts'
import { createSemanticSources } from '../../src/adapters/semantic-sources.ts'
import type { CollectionDefinition } from '../../src/contracts/collection.ts'
import type { ProfileDefinition } from '../../src/contracts/ranking.ts'
import { type SearchRequest, type SearchResponse, searchRequest } from '../../src/contracts/search.ts'
import { type CatalogPorts, type Collection, getCollection, putCollection } from '../../src/domain/catalog/index.ts'
import { type IngestionPorts, completeSet, embedDocuments, writeDocuments } from '../../src/domain/ingestion/index.ts'
import { type SearchPorts, bindFilter, loadWords, promoteProfile, putProfile, searchDocuments } from '../../src/domain/search/index.ts'
import { createByteCache } from '../../src/shared/byte-cache.ts'
import type { Context, Scope } from '../../src/shared/context.ts'
import type { Language } from '../../src/shared/text/index.ts'
import { createHashedEmbedder } from './hashed-embedder.ts'
import { createMemoryResultSets } from './memory-result-sets.ts'
import { createMemoryVectorStore } from './memory-vector-store.ts'
import { openSqliteDatabase } from './sqlite-database.ts'
import { type Understood, understandAs } from './understood.ts'

/** `alternatives` and `boosts` need the planning of tests/support/understood.ts. */
export type SearchInput = Partial<SearchRequest> & Understood
export type Search = (input: SearchInput) => Promise<SearchResponse>
export type Harness = ReturnType<typeof createSearchHarness>

const MODEL = 'hashed:1'
const START = Date.UTC(2026, 0, 5, 12, 30)

/** The real ports in plain Node: D1's adapters over SQLite, an exact vector store, a hashed embedder, a clock that tests move. */
export function createSearchHarness() {
  const db = openSqliteDatabase()
  const clock = { now: START, ids: 0 }
  const background: Promise<unknown>[] = []
  const vectors = createMemoryVectorStore()
  const openEmbedder = async (collection: Collection) => createHashedEmbedder(MODEL, collection.definition.language as Language)
  const results = createMemoryResultSets(() => clock.now)
  const collections = createCollectionStore(db)
  const index = createSearchIndex(db, createByteCache(1_000_000))
  const rules = createWordRuleStore(db)
  const shadows = createShadowStore(db)
  const rankingRules = createRuleStore(db)
  const known = new Map<string, Collection>()
  const search: SearchPorts = {
    collections,
    index,
    understanding: {
      vocabulary: async () => null,
      values: async () => null,
      words: (collection) => loadWords(rules, collection, async () => {}),
      popular: async () => [],
    },
    semantic: createSemanticSources(openEmbedder, vectors),
    results,
    reranker: null,
    rules: createRulesReader(rankingRules, createByteCache(1_000_000), (_key, load) => load()),
    embedDocuments: createDocumentEmbedder(openEmbedder),
    queryLog: null,
    shadows,
    known: {
      get: (tenant, name) => known.get(`${tenant}:${name}`),
      put: (tenant, name, collection) => void known.set(`${tenant}:${name}`, collection),
    },
    within: (work) => work,
  }
  const waker = { wakes: 0, wake: async () => void waker.wakes++ }
  const ingestion: IngestionPorts = {
    collections,
    documents: createDocumentStore(db),
    waker,
    resolveScope: (collection, filter, showHidden) => bindFilter(collection, filter, 'filter', showHidden, index.fieldIds),
  }
  const catalog: CatalogPorts = { collections, waker }
  const sets = createVectorSets(db)
  const completing = { records: createVectorSetStore(db), now: () => clock.now, newId: () => `id-${clock.ids++}` }
  const embedding = { documents: ingestion.documents, ledger: createVectorLedger(db), vectors, openEmbedder, breathe: async () => {} }
  const context = (...scopes: Scope[]): Context => ({
    tenant: 'default',
    requestId: 'test',
    actor: 'test',
    scopes: new Set(scopes),
    now: () => clock.now,
    timer: () => clock.now,
    newId: () => `id-${clock.ids++}`,
    later: (work) => void background.push(work),
  })
  const harness = {
    db,
    rules,
    ranking: { collections, profiles: createRankingProfileStore(db), shadows, rules: rankingRules, audit: createAuditLog(db), search },
    clock,
    waker,
    vectors,
    results,
    search,
    ingestion,
    catalog,
    embedding,
    completing,
    context,
    /** waits for what responses left to be done, and fails when it failed */
    settle: () => Promise.all(background.splice(0)),
    create: async (name: string, definition: CollectionDefinition) => (await putCollection(catalog, context(), { name, definition })).collection,
    find: (name: string) => getCollection(catalog, context(), { name }),
    write: (collection: string, documents: readonly unknown[]) =>
      writeDocuments(ingestion, context(), { collection, items: documents.map((document, at) => ({ at, document })) }),
    /** what learning and the queue do: every document gets its vectors, and the set answers */
    async embed(name: string): Promise<void> {
      const collection = await harness.find(name)
      const set = collection.vectorSet ?? 1
      const model = {
        name: MODEL,
        dimensions: 256 as const,
        blob: null,
        statistics: { meanDocumentLength: 12 },
        learntAt: clock.now,
        documents: collection.documentCount,
        slots: {},
      }
      if (collection.vectorSet === null) await sets.begin(collection, set, model)
      const keys = await sets.listKeys(collection, 0, 100_000)
      await embedDocuments(embedding, collection, { set, model }, keys)
      if (collection.vectorSet === null) await completeSet(completing, await harness.find(name), set)
      known.clear()
    },
    /** writes a profile and serves the collection's searches by it */
    async serve(collection: string, definition: ProfileDefinition, name = 'own'): Promise<void> {
      await putProfile(harness.ranking, context(), { collection, name, definition })
      await promoteProfile(harness.ranking, context(), { collection, name })
    },
    /** a search as a caller with these scopes sees it; `ports` replaces some of the real ones */
    searcher(collection: string, { ports = {}, scopes = [] }: { ports?: Partial<SearchPorts>; scopes?: Scope[] } = {}): Search {
      return async ({ alternatives, boosts, ...input }) => {
        const response = await searchDocuments({ ...search, ...ports }, context('search', ...scopes), {
          collection,
          request: understandAs(searchRequest.parse(input), { ...(alternatives ? { alternatives } : {}), ...(boosts ? { boosts } : {}) }),
        })
        await harness.settle()
        return response
      }
    },
  }
  return harness
}
