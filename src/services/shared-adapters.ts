import { waitUntil } from 'cloudflare:workers'
import { createCollectionStore } from '../adapters/d1/collection-store.ts'
import { createD1Database } from '../adapters/d1/database.ts'
import { createDocumentStore } from '../adapters/d1/document-store.ts'
import { createJobStore } from '../adapters/d1/job-store.ts'
import { createRankingProfileStore } from '../adapters/d1/ranking-profiles.ts'
import { createQueryCountStore } from '../adapters/d1/query-counts.ts'
import { createRuleStore } from '../adapters/d1/rule-store.ts'
import { createSearchIndex } from '../adapters/d1/search/search-index.ts'
import { createShadowStore } from '../adapters/d1/shadow-comparisons.ts'
import { createWordRuleStore } from '../adapters/d1/word-rules.ts'
import { createQueryBuffer } from '../adapters/queues/query-log.ts'
import { createSchedulerWaker } from '../adapters/durable-clients/scheduler-waker.ts'
import { createOpenEmbedder } from '../adapters/open-embedder.ts'
import { createBlobStore } from '../adapters/r2/blobs.ts'
import { openVectorStore } from '../adapters/vector-stores.ts'
import { readSettings } from '../env.ts'
import { type ByteCache, createByteCache } from '../shared/byte-cache.ts'
import { createSharedLoads } from '../shared/shared-loads.ts'

/** What an isolate keeps between requests, under one budget of bytes. */
const ISOLATE_BUDGET = 64 * 1024 * 1024
let isolate: ByteCache | undefined
const queryBuffer = createQueryBuffer()
const share = createSharedLoads(waitUntil, () => Date.now())

/** The adapters that more than one room is given. `constraint`: see createServices. */
export function openSharedAdapters(env: Env, constraint: string) {
  const settings = readSettings(env)
  isolate ??= createByteCache(ISOLATE_BUDGET)
  const cache = isolate
  const db = createD1Database(env.DB, constraint)
  const blobs = createBlobStore(env.BLOBS)
  return {
    env,
    settings,
    cache,
    share,
    db,
    blobs,
    queryBuffer,
    collections: createCollectionStore(db),
    documents: createDocumentStore(db),
    index: createSearchIndex(db, cache),
    jobs: createJobStore(db),
    rules: createWordRuleStore(db),
    profiles: createRankingProfileStore(db),
    shadows: createShadowStore(db),
    rankingRules: createRuleStore(db),
    queryCounts: createQueryCountStore(db),
    waker: createSchedulerWaker(env.SCHEDULER),
    vectors: openVectorStore(env, settings, db),
    openEmbedder: createOpenEmbedder(env, settings, blobs, cache, share),
  }
}

export type SharedAdapters = ReturnType<typeof openSharedAdapters>
