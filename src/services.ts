import { createCollectionRemains } from './adapters/d1/collection-remains.ts'
import { createCollectionStore } from './adapters/d1/collection-store.ts'
import { createD1Database } from './adapters/d1/database.ts'
import { createDocumentStore } from './adapters/d1/document-store.ts'
import { createIdempotencyStore } from './adapters/d1/idempotency-store.ts'
import { createJobStore } from './adapters/d1/job-store.ts'
import { createQueryCountStore } from './adapters/d1/query-counts.ts'
import { createOutbox } from './adapters/d1/outbox.ts'
import { createRebuildStore } from './adapters/d1/rebuild-store.ts'
import { createSearchIndex } from './adapters/d1/search/search-index.ts'
import { createResultSetStore } from './adapters/kv/result-sets.ts'
import { createSchedulerWaker } from './adapters/durable-clients/scheduler-waker.ts'
import { createVectorLedger, createVectorSets } from './adapters/d1/vector-sets.ts'
import { configuredModel, createOpenEmbedder } from './adapters/open-embedder.ts'
import { createMessageSender } from './adapters/queues/message-sender.ts'
import { createQueryLog } from './adapters/queues/query-log.ts'
import { createBlobStore } from './adapters/r2/blobs.ts'
import { clearBlobs } from './adapters/r2/clear-blobs.ts'
import { createDocumentEmbedder } from './adapters/document-embedder.ts'
import { createSimilarDocuments } from './adapters/d1/similar-documents.ts'
import { createCompletionsSource } from './adapters/r2/completions.ts'
import { createSemanticSources } from './adapters/semantic-sources.ts'
import { createWordRuleStore } from './adapters/d1/word-rules.ts'
import { createWordUseStore } from './adapters/d1/word-uses.ts'
import { openVectorStore } from './adapters/vector-stores.ts'
import type { Collection } from './domain/catalog/index.ts'
import {
  type ClearPorts,
  type IngestionPorts,
  type LearningPorts,
  type RebuildPorts,
  type StartLearningPorts,
  abandonRebuild,
  clearCollection,
  clearGeneration,
  rebuildCollection,
  MENDING_MS,
  startDueLearning,
} from './domain/ingestion/index.ts'
import { type JobHandler, type OperationsPorts, newJob } from './domain/operations/index.ts'
import {
  type MiningPorts,
  type MiningStarter,
  type PreviewSearch,
  type QueryCountStore,
  type QueryLog,
  type SearchPorts,
  type SimilarPorts,
  type SuggestPorts,
  type WordPorts,
  bindFilter,
  createPreviewSearch,
  mineSynonyms,
} from './domain/search/index.ts'
import { encodeUlid } from './shared/ulid.ts'
import { type ByteCache, createByteCache } from './shared/byte-cache.ts'
import { type Settings, readSettings } from './env.ts'

export { type Check, checkHealth } from './adapters/check-health.ts'

/** What an isolate keeps between requests, under one budget of bytes. */
const ISOLATE_BUDGET = 64 * 1024 * 1024
const COLLECTION_BYTES = 20_000
let isolate: ByteCache | undefined

let mendedAt = 0

function isMendingDue(now: number): boolean {
  if (now - mendedAt < MENDING_MS) return false
  mendedAt = now
  return true
}

export type Services = {
  settings: Settings
  catalog: { collections: SearchPorts['collections']; waker: IngestionPorts['waker'] }
  ingestion: IngestionPorts
  search: SearchPorts
  similar: SimilarPorts
  words: WordPorts & MiningStarter & { search: PreviewSearch }
  suggest: SuggestPorts
  /** null when MERIDIAN_QUERY_LOG is off */
  queryLog: QueryLog | null
  queryCounts: QueryCountStore
  learning: LearningPorts & StartLearningPorts
  operations: OperationsPorts
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
    isMendingDue: () => isMendingDue(Date.now()),
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
  const similar: SimilarPorts = {
    ...search,
    ...createSimilarDocuments(db),
    readDocuments: ingestion.documents.read,
    embedDocuments: createDocumentEmbedder(openEmbedder),
  }
  const jobs = createJobStore(db)
  const rules = createWordRuleStore(db)
  const queryCounts = createQueryCountStore(db)
  const operations: OperationsPorts = {
    jobs,
    handlers: createJobHandlers(
      {
        collections,
        rebuilds: createRebuildStore(db),
        now: () => Date.now(),
        newId: () => encodeUlid(Date.now(), crypto.getRandomValues(new Uint8Array(16))),
      },
      {
        remains: createCollectionRemains(db),
        vectors,
        stopLearning: (collection) => env.MODEL_LEARNER.get(env.MODEL_LEARNER.idFromName(String(collection))).forget(),
        clearBlobs: (prefix) => clearBlobs(env.BLOBS, prefix),
      },
      { collections, rules, blobs, uses: createWordUseStore(db), now: () => Date.now() },
    ),
    queryCounts,
    outbox: createOutbox(db),
    queue: createMessageSender(env.EMBED_QUEUE),
    idempotency: createIdempotencyStore(db),
    waker,
    startDueLearning: () => startDueLearning(learning),
    breathe: learning.breathe,
    report: (where, error) => console.error({ where, error: error instanceof Error ? error.stack : String(error) }),
  }
  const words: Services['words'] = {
    collections,
    rules,
    waker,
    addJob: (tenant, job) => jobs.add(newJob(tenant, job)),
    search: createPreviewSearch(index),
  }
  const suggest: SuggestPorts = { ...words, completions: createCompletionsSource(blobs, cache), blocked: keepBlocked(cache) }
  const queryLog = settings.MERIDIAN_QUERY_LOG === 'off' ? null : createQueryLog(env.QUERY_QUEUE)
  const catalog = { collections, waker }
  return { settings, catalog, ingestion, search, similar, words, suggest, queryLog, queryCounts, learning, operations, bookmark: db.bookmark }
}

/** Matchers of blocked words under the version that every change of a rule moves. */
function keepBlocked(cache: ByteCache): SuggestPorts['blocked'] {
  const keyOf = ({ id, understandingVersion }: Collection): string => `blocked:${id}:${understandingVersion}`
  return {
    get: (collection) => cache.get(keyOf(collection)),
    put: (collection, blocked, words) => cache.set(keyOf(collection), blocked, 200 + words * 200),
  }
}

/** Kind of job -> the verbs that work on it. */
function createJobHandlers(rebuild: RebuildPorts, clear: ClearPorts, mining: MiningPorts): Record<string, JobHandler> {
  return {
    rebuild: { advance: (task) => rebuildCollection(rebuild, task), cancel: (task) => abandonRebuild(rebuild, task) },
    'clear-generation': { advance: (task) => clearGeneration(rebuild, task) },
    'delete-collection': { advance: (task) => clearCollection(clear, task) },
    'mine-synonyms': { advance: (task) => mineSynonyms(mining, task) },
  }
}
