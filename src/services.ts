import { createCollectionStore } from './adapters/d1/collection-store.ts'
import { createD1Database } from './adapters/d1/database.ts'
import { createDocumentStore } from './adapters/d1/document-store.ts'
import { createSearchIndex } from './adapters/d1/search/search-index.ts'
import { createResultSetStore } from './adapters/kv/result-sets.ts'
import { createSchedulerWaker } from './adapters/durable-clients/scheduler-waker.ts'
import { createVectorLedger, createVectorSets } from './adapters/d1/vector-sets.ts'
import { configuredModel, createOpenEmbedder } from './adapters/open-embedder.ts'
import { createBlobStore } from './adapters/r2/blobs.ts'
import { createSemanticSources } from './adapters/semantic-sources.ts'
import { openVectorStore } from './adapters/vector-stores.ts'
import type { Collection } from './domain/catalog/index.ts'
import type { IngestionPorts, LearningPorts, StartLearningPorts } from './domain/ingestion/index.ts'
import { type SearchPorts, bindFilter } from './domain/search/index.ts'
import { type ByteCache, createByteCache } from './shared/byte-cache.ts'
import { type Settings, readSettings } from './env.ts'

/** What an isolate keeps between requests, under one budget of bytes. */
const ISOLATE_BUDGET = 64 * 1024 * 1024
const COLLECTION_BYTES = 20_000
let isolate: ByteCache | undefined

export type Services = {
  settings: Settings
  catalog: { collections: SearchPorts['collections']; waker: IngestionPorts['waker'] }
  ingestion: IngestionPorts
  search: SearchPorts
  learning: LearningPorts & StartLearningPorts
  bookmark(): string
}

/**
 * Wires adapters to rooms for one request, message or alarm. `constraint` is the caller's bookmark, or which replica may
 * answer: "first-unconstrained" for reads, "first-primary" for writes.
 */
export function createServices(env: Env, constraint: string): Services {
  const settings = readSettings(env)
  isolate ??= createByteCache(ISOLATE_BUDGET)
  const cache = isolate
  const db = createD1Database(env.DB, constraint)
  const collections = createCollectionStore(db)
  const waker = createSchedulerWaker(env.SCHEDULER)
  const index = createSearchIndex(db, cache)
  const ingestion: IngestionPorts = {
    collections,
    documents: createDocumentStore(db),
    waker,
    resolveScope: (collection, filter, showHidden) => bindFilter(collection, filter, 'filter', showHidden, index.fieldIds),
  }
  const blobs = createBlobStore(env.BLOBS)
  const vectors = openVectorStore(env, settings, db)
  const openEmbedder = createOpenEmbedder(env, settings, blobs, cache)
  const learning: Services['learning'] = {
    documents: ingestion.documents,
    ledger: createVectorLedger(db),
    vectors,
    openEmbedder,
    breathe: () => scheduler.wait(settings.MERIDIAN_LEARN_PAUSE_MS),
    sets: createVectorSets(db),
    blobs,
    sliceOperations: settings.MERIDIAN_LEARN_SLICE,
    configured: configuredModel(settings),
    start: (collection, set, phase) => env.MODEL_LEARNER.get(env.MODEL_LEARNER.idFromName(String(collection))).start(collection, set, phase),
    now: () => Date.now(),
  }
  const search: SearchPorts = {
    collections,
    index,
    semantic: createSemanticSources(openEmbedder, vectors),
    results: createResultSetStore(cache, env.CACHE, () => Date.now()),
    known: {
      get: (tenant, name) => cache.get<Collection>(`collection:${tenant}:${name}`),
      put: (tenant, name, collection) => cache.set(`collection:${tenant}:${name}`, collection, COLLECTION_BYTES),
    },
    within: (work, milliseconds) => Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds))]),
  }
  return { settings, catalog: { collections, waker }, ingestion, search, learning, bookmark: db.bookmark }
}
