import { createCollectionRemains } from '../adapters/d1/collection-remains.ts'
import { createIdempotencyStore } from '../adapters/d1/idempotency-store.ts'
import { createLexiconStore } from '../adapters/d1/lexicon-store.ts'
import { createOutbox } from '../adapters/d1/outbox.ts'
import { createRebuildStore } from '../adapters/d1/rebuild-store.ts'
import { createVectorLedger, createVectorSets } from '../adapters/d1/vector-sets.ts'
import { createVectorSetStore } from '../adapters/d1/vector-set-store.ts'
import { createWordUseStore } from '../adapters/d1/word-uses.ts'
import { configuredModel } from '../adapters/open-embedder.ts'
import { createMessageSender } from '../adapters/queues/message-sender.ts'
import { clearBlobs } from '../adapters/r2/clear-blobs.ts'
import {
  type ClearPorts,
  type LearningPorts,
  MENDING_MS,
  type RebuildPorts,
  type StartLearningPorts,
  type VectorSetJobPorts,
  abandonRebuild,
  advanceBuilding,
  cancelBuilding,
  clearCollection,
  clearGeneration,
  dropVectorSet,
  modelKey,
  rebuildCollection,
  spaceOf,
  startDueLearning,
  startDueRebuild,
} from '../domain/ingestion/index.ts'
import type { JobHandler, OperationsPorts } from '../domain/operations/index.ts'
import {
  type LexiconPorts,
  type MiningPorts,
  type StartLexiconPorts,
  createLexiconParts,
  createPopularQueries,
  mineSynonyms,
  startDueLexicons,
} from '../domain/search/index.ts'
import { encodeUlid } from '../shared/ulid.ts'
import type { SharedAdapters } from './shared-adapters.ts'

const now = (): number => Date.now()
const newId = (): string => encodeUlid(now(), crypto.getRandomValues(new Uint8Array(16)))
let mendedAt = 0

function isMendingDue(): boolean {
  if (now() - mendedAt < MENDING_MS) return false
  mendedAt = now()
  return true
}

type Background = { learning: LearningPorts & StartLearningPorts; lexicon: LexiconPorts & StartLexiconPorts; operations: OperationsPorts }

/** What works without a caller: learning, gathering words, jobs, the outbox. */
export function wireBackground(adapters: SharedAdapters): Background {
  const { env, settings, db, blobs, documents, vectors, openEmbedder } = adapters
  const learning: Background['learning'] = {
    documents,
    ledger: createVectorLedger(db),
    vectors,
    openEmbedder,
    breathe: () => scheduler.wait(settings.MERIDIAN_LEARN_PAUSE_MS),
    sets: createVectorSets(db),
    records: createVectorSetStore(db),
    blobs,
    sliceOperations: settings.MERIDIAN_LEARN_SLICE,
    configured: configuredModel(settings),
    isMendingDue,
    start: (collection, set, phase) => env.MODEL_LEARNER.get(env.MODEL_LEARNER.idFromName(String(collection))).start(collection, set, phase),
    now,
    newId,
  }
  const popular = createPopularQueries(adapters.queryCounts, now)
  const lexicon: Background['lexicon'] = {
    documents,
    store: createLexiconStore(db),
    blobs,
    createParts: async (collection) => createLexiconParts(collection.definition, await popular(collection)),
    start: (collection, version) => env.LEXICON_BUILDER.get(env.LEXICON_BUILDER.idFromName(String(collection))).start(collection, version),
    now,
  }
  const operations: OperationsPorts = {
    jobs: adapters.jobs,
    handlers: createJobHandlers(adapters, learning),
    queryCounts: adapters.queryCounts,
    outbox: createOutbox(db),
    queue: createMessageSender(env.EMBED_QUEUE),
    idempotency: createIdempotencyStore(db),
    waker: adapters.waker,
    async startDueRuns() {
      const waits = [await startDueLexicons(lexicon), await startDueLearning(learning)].filter((wait) => wait !== null)
      return waits.length === 0 ? null : Math.min(...waits)
    },
    startDueRebuild: () =>
      startDueRebuild({
        collections: adapters.collections,
        rebuilds: createRebuildStore(db),
        announce: (rebuild) => console.warn({ rebuild }),
        now,
        newId,
      }),
    breathe: learning.breathe,
    report: (where, error) => console.error({ where, error: error instanceof Error ? error.stack : String(error) }),
  }
  return { learning, lexicon, operations }
}

/** Kind of job -> the verbs that work on it. */
function createJobHandlers(adapters: SharedAdapters, learning: Background['learning']): Record<string, JobHandler> {
  const { env, db, collections, vectors, rules, blobs } = adapters
  const rebuild: RebuildPorts = {
    collections,
    rebuilds: createRebuildStore(db),
    now,
    newId,
  }
  const clear: ClearPorts = {
    remains: createCollectionRemains(db),
    vectors,
    async stopRuns(collection) {
      await env.MODEL_LEARNER.get(env.MODEL_LEARNER.idFromName(String(collection))).forget()
      await env.LEXICON_BUILDER.get(env.LEXICON_BUILDER.idFromName(String(collection))).forget()
    },
    clearBlobs: (prefix) => clearBlobs(env.BLOBS, prefix),
  }
  const mining: MiningPorts = { collections, rules, blobs, uses: createWordUseStore(db), now }
  const sets: VectorSetJobPorts = {
    collections,
    sets: learning.records,
    configured: learning.configured,
    start: learning.start,
    begin: learning.sets.begin,
    forgetSet: learning.sets.forgetSet,
    dropSpace: (collection, vector, target) => vectors.drop(spaceOf(collection, vector, target)),
    deleteModel: (collection, set) => blobs.delete(modelKey(collection, set)),
    now,
    newId,
  }
  return {
    rebuild: { advance: (task) => rebuildCollection(rebuild, task), cancel: (task) => abandonRebuild(rebuild, task) },
    'clear-generation': { advance: (task) => clearGeneration(rebuild, task) },
    'delete-collection': { advance: (task) => clearCollection(clear, task) },
    'build-vector-set': { advance: (task) => advanceBuilding(sets, task), cancel: (task) => cancelBuilding(sets, task) },
    'drop-vector-set': { advance: (task) => dropVectorSet(sets, task) },
    'mine-synonyms': { advance: (task) => mineSynonyms(mining, task) },
  }
}
