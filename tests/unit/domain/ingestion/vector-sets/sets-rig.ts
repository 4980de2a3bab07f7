import { createCollectionStore } from '../../../../../src/adapters/d1/collection-store.ts'
import { createDocumentStore } from '../../../../../src/adapters/d1/document-store.ts'
import { createJobStore } from '../../../../../src/adapters/d1/job-store.ts'
import { createOutbox } from '../../../../../src/adapters/d1/outbox.ts'
import { createVectorSetStore } from '../../../../../src/adapters/d1/vector-set-store.ts'
import { createVectorLedger, createVectorSets } from '../../../../../src/adapters/d1/vector-sets.ts'
import { createLearntEmbedder } from '../../../../../src/adapters/embedded/learnt-embedder.ts'
import type { ResolvedDefinition } from '../../../../../src/contracts/collection.ts'
import { AppError } from '../../../../../src/contracts/errors.ts'
import { queueMessage } from '../../../../../src/contracts/queue.ts'
import type { Collection, SemanticModel } from '../../../../../src/domain/catalog/index.ts'
import { decodeModel } from '../../../../../src/domain/embedding/index.ts'
import {
  type LearningPorts,
  type LearningState,
  type StartLearningPorts,
  type VectorSetJobPorts,
  type VectorSetPorts,
  advanceBuilding,
  advanceLearning,
  cancelBuilding,
  deleteDocuments,
  dropVectorSet,
  embedDocuments,
  emptyMemory,
  modelKey,
  removeVectors,
  spaceOf,
  startDueLearning,
  targetsOf,
  writeDocuments,
} from '../../../../../src/domain/ingestion/index.ts'
import type { Job, JobHandler } from '../../../../../src/domain/operations/index.ts'
import { runDueJobs } from '../../../../../src/domain/operations/run-due-jobs.ts'
import type { Context } from '../../../../../src/shared/context.ts'
import { createHashedEmbedder } from '../../../../support/hashed-embedder.ts'
import { createMemoryVectorStore } from '../../../../support/memory-vector-store.ts'
import { openSqliteDatabase } from '../../../../support/sqlite-database.ts'

const DEFINITION: ResolvedDefinition = {
  language: 'en',
  dynamic: 'store',
  fields: [{ name: 'title', type: 'text', search: 'a' }],
  vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' }],
  display: {},
  ranking: {},
}
const WORDS = ['walnut', 'desk', 'oak', 'lamp', 'chair', 'steel', 'shelf', 'reading', 'garden', 'wool', 'rug', 'glass']
const title = (at: number): string => [0, 1, 3, 7].map((step) => WORDS[(at * 5 + step) % WORDS.length]).join(' ')

/** The rooms over a real schema, a vector store in memory, and a learner whose every slice and loss a test decides. */
export async function createRig(documents = 12, cloud: string | null = null) {
  const db = openSqliteDatabase()
  const clock = { now: 10_000_000, ids: 0 }
  const config: { cloud: string | null; failing: boolean } = { cloud, failing: false }
  const now = () => ++clock.now
  const newId = () => `id-${++clock.ids}`
  const ctx: Context = { tenant: 'default', requestId: 'r', actor: 'ann', scopes: new Set(), now, timer: now, newId, later: () => undefined }
  const collections = createCollectionStore(db)
  const stored = createDocumentStore(db)
  const vectors = createMemoryVectorStore()
  const blobs = new Map<string, Uint8Array<ArrayBuffer>>()
  const records = createVectorSetStore(db)
  const sets = createVectorSets(db)
  const jobs = createJobStore(db)
  const outbox = createOutbox(db)
  const waker = { wake: async () => undefined }
  const openEmbedder = async (_collection: Collection, model: SemanticModel) => {
    if (config.failing) throw new AppError('service.unavailable', 'down')
    if (model.blob === null) {
      if (model.name !== config.cloud) throw new AppError('service.configuration', `${model.name} is not configured.`)
      return createHashedEmbedder(model.name, 'en')
    }
    const bytes = blobs.get(model.blob)
    if (!bytes) throw new AppError('service.unavailable', 'gone')
    return createLearntEmbedder(decodeModel(bytes), 'en')
  }
  const learning: LearningPorts = {
    // pages of a few, so that something can happen between any two
    documents: { ...stored, listIds: (collection, scope, after) => stored.listIds(collection, scope, after, 5) },
    ledger: createVectorLedger(db),
    vectors,
    openEmbedder,
    breathe: async () => undefined,
    sets: { ...sets, listUnfilled: (collection, set, after) => sets.listUnfilled(collection, set, after, 2) },
    records,
    blobs: {
      put: async (key, bytes) => void blobs.set(key, bytes),
      get: async (key) => blobs.get(key) ?? null,
      delete: async (key) => void blobs.delete(key),
    },
    sliceOperations: 50_000,
    now,
    newId,
  }
  // what the Durable Object keeps: the stored state, and what is lost with the isolate
  const run: { state: LearningState | null; memory: ReturnType<typeof emptyMemory>; failures: number } = {
    state: null,
    memory: emptyMemory(),
    failures: 0,
  }
  const start: StartLearningPorts['start'] = async (collection, set, phase) => {
    if (run.state) return
    Object.assign(run, { state: { collection, set, phase, after: 0, checkpointed: false }, memory: emptyMemory(), failures: 0 })
  }
  const configured = () => (config.cloud === null ? null : { name: config.cloud, dimensions: 256 as const, priority: 'high' as const })
  const job: VectorSetJobPorts = {
    collections,
    sets: records,
    get configured() {
      return configured()
    },
    start,
    begin: sets.begin,
    dropSpace: (collection, vector, target) => vectors.drop(spaceOf(collection, vector, target)),
    forgetSet: sets.forgetSet,
    deleteModel: async (collection, set) => void blobs.delete(modelKey(collection, set)),
    now,
    newId,
  }
  const handlers: Record<string, JobHandler> = {
    'build-vector-set': { advance: (task) => advanceBuilding(job, task), cancel: (task) => cancelBuilding(job, task) },
    'drop-vector-set': { advance: (task) => dropVectorSet(job, task) },
  }
  const operations = {
    jobs,
    handlers,
    outbox,
    breathe: async () => undefined,
    report: () => undefined,
    waker,
    queue: { send: async () => undefined },
    idempotency: neverUsed(),
  }
  const ingestion = { collections, documents: stored, waker, resolveScope: () => Promise.reject(new Error('unused')) }
  const ports: VectorSetPorts = {
    collections,
    sets: records,
    waker,
    checkModel: async (collection, model) => void (await openEmbedder(collection, model)),
  }
  const created = await collections.create('default', 'shop', DEFINITION, now())

  const rig = {
    db,
    ctx,
    clock,
    config,
    blobs,
    vectors,
    jobs,
    ports,
    operations,
    run,
    records,
    collection: async (): Promise<Collection> => (await collections.findById(created.id)) ?? Promise.reject(new Error('gone')),
    write: (from: number, count: number, text = title) =>
      writeDocuments(ingestion, ctx, {
        collection: 'shop',
        items: Array.from({ length: count }, (_, at) => ({ at, document: { id: `d${from + at}`, title: text(from + at) } })),
      }),
    erase: (ids: readonly string[]) => deleteDocuments(ingestion, ctx, { collection: 'shop', ids }),
    /** one slice of the learner; the fifth failure in a row is the last */
    async slice(): Promise<void> {
      const { state } = run
      if (!state) return
      try {
        const next = await advanceLearning(learning, await rig.collection(), state, run.memory)
        Object.assign(run, { state: next.phase === 'done' ? null : next, failures: 0 })
      } catch (error) {
        run.memory = emptyMemory()
        if (++run.failures < 5) return
        run.state = null
        await records.noteFailure(state.collection, state.set, error instanceof AppError ? error.code : 'internal')
      }
    },
    /** the isolates go: what was not stored is lost */
    restart: (): void => void (run.memory = emptyMemory()),
    look: () => runDueJobs(operations, () => clock.now, 20),
    async drain(): Promise<void> {
      const rows = await outbox.read(1000)
      for (const row of rows) {
        const message = queueMessage.parse(JSON.parse(row.message))
        const collection = await rig.collection()
        if (message.kind === 'unembed')
          await removeVectors(
            learning,
            collection,
            message.docs.map(([doc, id]) => ({ doc, id })),
          )
        else for (const target of targetsOf(collection)) await embedDocuments(learning, collection, target, message.docs)
        await outbox.delete([row.seq])
      }
    },
    /** what the scheduler does for learning */
    renew: () =>
      startDueLearning({
        sets,
        records,
        get configured() {
          return configured()
        },
        start,
        isMendingDue: () => false,
        now,
        newId,
      }),
    /** until nothing is left to do, however long the waits are */
    async settle(): Promise<void> {
      for (let round = 0; round < 400; round++) {
        await rig.drain()
        for (let slice = 0; slice < 20; slice++) await rig.slice()
        const busy = await rig.look()
        const due = await jobs.nextDueAt(Object.keys(handlers))
        if (due !== null) clock.now = Math.max(clock.now, due)
        else if (busy === 0 && !run.state) return
      }
      throw new Error('The work in the background does not come to an end.')
    },
    getJob: async (id: string): Promise<Job> => (await jobs.find('default', id)) ?? Promise.reject(new Error('no job')),
    /** keys with a vector in a set's store, and ledger rows of it */
    async inspect(set: number) {
      const collection = await rig.collection()
      const { rows } = await db.all({ sql: 'SELECT count(*) AS n FROM vectors WHERE "set" = ?1', params: [set] })
      const space = { tenant: 'default', collection: collection.id, vector: 'content', set, dimensions: 256 as const, priority: 'high' as const }
      return { stored: await vectors.count(space), ledger: Number(rows[0]?.['n']), model: blobs.has(modelKey(collection.id, set)) }
    },
    async audit() {
      const { rows } = await db.all({ sql: 'SELECT action, actor, subject, subject_id FROM audit_log ORDER BY seq', params: [] })
      return rows.map((row) => `${String(row['actor'])} ${String(row['action'])} ${String(row['subject'])} ${String(row['subject_id'])}`)
    },
  }
  if (documents > 0) {
    await rig.write(0, documents)
    clock.now += 10_000
    await rig.renew()
    await rig.settle()
  }
  return rig
}
export type Rig = Awaited<ReturnType<typeof createRig>>

function neverUsed() {
  const refuse = () => Promise.reject(new Error('unused'))
  return { claim: refuse, complete: refuse, release: refuse, sweep: refuse }
}
