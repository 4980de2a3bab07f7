import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCollectionStore } from '../../../../src/adapters/d1/collection-store.ts'
import { createDocumentStore } from '../../../../src/adapters/d1/document-store.ts'
import { createJobStore } from '../../../../src/adapters/d1/job-store.ts'
import { keywordTable } from '../../../../src/adapters/d1/keyword-tables.ts'
import { createRebuildStore } from '../../../../src/adapters/d1/rebuild-store.ts'
import type { FieldDefinition, ResolvedDefinition } from '../../../../src/contracts/collection.ts'
import type { JsonObject } from '../../../../src/contracts/documents.ts'
import { type Collection, schemaOf } from '../../../../src/domain/catalog/index.ts'
import {
  type DocumentStore,
  type IngestionPorts,
  type RebuildPorts,
  abandonRebuild,
  clearGeneration,
  deleteDocuments,
  indexDocument,
  patchDocument,
  rebuildCollection,
  writeDocuments,
} from '../../../../src/domain/ingestion/index.ts'
import type { Job } from '../../../../src/domain/operations/index.ts'
import type { Context } from '../../../../src/shared/context.ts'
import { openSqliteDatabase } from '../../../support/sqlite-database.ts'

const define = (fields: readonly FieldDefinition[]): ResolvedDefinition => ({
  language: 'en',
  dynamic: 'store',
  fields: [...fields],
  vectors: [],
  display: {},
  ranking: {},
})
const BEFORE = define([
  { name: 'title', type: 'text', search: 'a' },
  { name: 'tag', type: 'string' },
])
const AFTER = define([
  { name: 'title', type: 'text', search: 'c' },
  { name: 'tag', type: 'string', search: 'b' },
  { name: 'size', type: 'number' },
  { name: 'place', type: 'geo' },
])
const DOCUMENTS = 14

async function createRig() {
  const db = openSqliteDatabase()
  let time = 1_000_000
  const now = () => ++time
  const ctx: Context = { tenant: 'default', requestId: 'r', scopes: new Set(), now, timer: now, newId: () => `id-${now()}`, later: () => undefined }
  const collections = createCollectionStore(db)
  // what happens between a writer's reading of the collection and its writing
  const ahead: (() => Promise<unknown>)[] = []
  const settle = async (acts: (() => Promise<unknown>)[]): Promise<void> => {
    for (const act of acts.splice(0)) await act()
  }
  const stored = createDocumentStore(db)
  const documents: DocumentStore = {
    ...stored,
    upsert: async (...input) => (await settle(ahead), stored.upsert(...input)),
    remove: async (...input) => (await settle(ahead), stored.remove(...input)),
  }
  const ingestion: IngestionPorts = {
    collections,
    documents,
    waker: { wake: async () => undefined },
    resolveScope: () => Promise.reject(new Error('unused')),
  }
  const created = await collections.create('default', 'shop', BEFORE, now())
  const jobs = createJobStore(db)
  const store = createRebuildStore(db)
  // what happens between a slice's reading and its writing
  const between: (() => Promise<unknown>)[] = []
  const ports: RebuildPorts = {
    collections,
    now,
    newId: ctx.newId,
    rebuilds: {
      ...store,
      async readSlice(collection, after, _limit, bytes) {
        const documents = await store.readSlice(collection, after, 3, bytes)
        await settle(between)
        return documents
      },
    },
  }
  const collection = async (): Promise<Collection> => (await collections.findById(created.id)) ?? Promise.reject(new Error('gone'))
  const begin = async (): Promise<void> => {
    const { id, configVersion } = await collection()
    await collections.beginRebuild(
      id,
      configVersion,
      AFTER,
      { id: 'job', kind: 'rebuild', collectionId: id, payload: { vectors: true }, total: DOCUMENTS, createdAt: now() },
      now(),
    )
  }
  const job = async (): Promise<Job> => (await jobs.find('default', 'job')) ?? Promise.reject(new Error('no job'))
  const slice = async (): Promise<void> => {
    const outcome = await rebuildCollection(ports, await job())
    if (outcome.state === 'running') await jobs.change('job', ['queued', 'running'], { state: 'running', done: outcome.done, cursor: outcome.cursor })
  }
  return { db, ctx, ingestion, ports, jobs, between, ahead, collection, begin, job, slice }
}
type Rig = Awaited<ReturnType<typeof createRig>>

/** What the tables of the answering generation hold, against what the stored documents are. */
async function readIndex({ db, collection }: Rig) {
  const { id, generation } = await collection()
  const table = keywordTable(id, generation)
  await db.all({ sql: `CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, ${table}, instance)`, params: [] })
  const read = async (sql: string): Promise<string[]> => (await db.all({ sql, params: [] })).rows.map((row) => Object.values(row).join('|')).sort()
  const named = `JOIN documents d ON d.key = v.doc JOIN fields f ON f.id = v.field WHERE f.collection_id = ${id} AND f.generation = ${generation}`
  const found = {
    terms: await read('SELECT v.doc AS id, v.col, v.term FROM temp.terms v'),
    values: await read(`SELECT d.id, f.name, v.value FROM facet_values v ${named}`),
    places: await read(`SELECT d.id, f.name, v.lat, v.lng FROM geo_values v ${named}`),
  }
  await db.all({ sql: 'DROP TABLE temp.terms', params: [] })
  return found
}

async function indexAfresh({ db, collection }: Rig) {
  const schema = schemaOf((await collection()).definition)
  const { rows } = await db.all({ sql: 'SELECT key, id, body FROM documents', params: [] })
  const all = rows.map((row) => ({
    key: Number(row['key']),
    id: String(row['id']),
    index: indexDocument(schema, JSON.parse(String(row['body'])) as JsonObject),
  }))
  return {
    terms: all
      .flatMap(({ key, index }) =>
        Object.entries(index.terms).flatMap(([column, terms]) =>
          terms
            .split(' ')
            .filter(Boolean)
            .map((term) => `${key}|${column}|${term}`),
        ),
      )
      .sort(),
    values: all.flatMap(({ id, index }) => index.values.map(([name, value]) => `${id}|${name}|${value}`)).sort(),
    places: all.flatMap(({ id, index }) => index.geo.map(([name, lat, lng]) => `${id}|${name}|${lat}|${lng}`)).sort(),
  }
}

const ids = fc.integer({ min: 0, max: DOCUMENTS + 3 }).map((at) => `d${at}`)
const members = fc.record(
  {
    title: fc.constantFrom('red lamp', 'green lamp', 'a lamp a lamp'),
    tag: fc.constantFrom('x', 'y'),
    size: fc.constantFrom<(string | number)[]>(1, 2, 'large'),
    place: fc.constantFrom({ lat: 1, lng: 2 }, { lat: 3, lng: 4 }),
  },
  { requiredKeys: [] },
)
const write = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id: ids, body: members }),
  fc.record({ kind: fc.constant('patch' as const), id: ids, body: members }),
  fc.record({ kind: fc.constant('delete' as const), id: ids, body: members }),
)
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

async function carryOut({ ingestion, ctx }: Rig, { kind, id, body }: Write): Promise<void> {
  if (kind === 'put') await writeDocuments(ingestion, ctx, { collection: 'shop', items: [{ at: 0, document: { ...body, id } }] })
  else if (kind === 'delete') await deleteDocuments(ingestion, ctx, { collection: 'shop', ids: [id] })
  // a patch of a document that is not there is refused: nothing to compare
  else await patchDocument(ingestion, ctx, { collection: 'shop', id, patch: body }).catch(() => undefined)
}

async function fill(rig: Rig): Promise<void> {
  const items = Array.from({ length: DOCUMENTS }, (_, at) => ({
    at,
    document: { id: `d${at}`, title: 'blue lamp', tag: 'x', size: at % 2 ? at : 'large', place: { lat: at, lng: at } },
  }))
  await writeDocuments(rig.ingestion, rig.ctx, { collection: 'shop', items })
}

/** Works off what rebuilds leave to be cleared; how many values that were. */
async function clearLeft({ ports, jobs }: Rig): Promise<number> {
  let cleared = 0
  for (let slice = 0; slice < 50; slice++) {
    const job = await jobs.nextDue(['clear-generation'], Infinity)
    if (!job) return cleared
    const outcome = await clearGeneration(ports, job)
    if (outcome.state === 'running') await jobs.change(job.id, ['queued', 'running'], { state: 'running', done: outcome.done })
    else await jobs.change(job.id, ['queued', 'running'], { state: outcome.state })
    if (outcome.state === 'succeeded') cleared += outcome.done
  }
  throw new Error('Clearing does not come to an end.')
}

async function expectOneGeneration({ db, collection }: Rig): Promise<void> {
  const { id, generation } = await collection()
  const { rows: tables } = await db.all({ sql: "SELECT name FROM sqlite_master WHERE name LIKE 'fts%' AND sql LIKE 'CREATE VIRTUAL%'", params: [] })
  expect(tables).toEqual([{ name: keywordTable(id, generation) }])
  const { rows: fields } = await db.all({ sql: 'SELECT name FROM fields WHERE generation <> ?1', params: [generation] })
  expect(fields).toEqual([])
  const { rows: lost } = await db.all({
    sql: 'SELECT * FROM (SELECT field FROM facet_values UNION ALL SELECT field FROM geo_values) WHERE field NOT IN (SELECT id FROM fields)',
    params: [],
  })
  expect(lost).toEqual([])
}

describe('a rebuild with writers beside it', () => {
  it('ends with exactly the index that its documents have, whenever they were written', async () => {
    const steps = fc.array(fc.oneof(fc.constant('slice' as const), write, fc.record({ race: fc.array(write, { minLength: 1, maxLength: 3 }) })), {
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const rig = await createRig()
        await fill(rig)
        await rig.begin()
        for (const step of sequence) {
          if (step === 'slice') await rig.slice()
          else if ('race' in step) {
            rig.between.push(...step.race.map((act) => () => carryOut(rig, act)))
            await rig.slice()
          } else await carryOut(rig, step)
        }
        for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
        expect(await rig.collection()).toMatchObject({ building: null, buildingDefinition: null, job: null, definition: AFTER, relearn: true })
        expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
        expect(await rig.job()).toMatchObject({ state: 'succeeded' })
      }),
      { numRuns: 60 },
    )
  })

  it('takes in a write that was under way when it began, when it took over, or when it was given up', async () => {
    const finish = async (rig: Rig): Promise<void> => {
      for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
    }
    await fc.assert(
      fc.asyncProperty(write, fc.constantFrom('begin', 'finish', 'abandon'), async (act, moment) => {
        const rig = await createRig()
        await fill(rig)
        if (moment !== 'begin') await rig.begin()
        rig.ahead.push(async () => {
          if (moment === 'begin') {
            await rig.begin()
            // what is written now lies behind the cursor
            for (let slice = 0; slice < 5; slice++) await rig.slice()
          } else {
            if (moment === 'finish') await finish(rig)
            else expect(await abandonRebuild(rig.ports, await rig.job())).toBe(true)
            await clearLeft(rig)
          }
        })
        await carryOut(rig, act)
        for (const late of rig.ahead.splice(0)) await late()
        await finish(rig)
        await clearLeft(rig)
        await expectOneGeneration(rig)
        expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
      }),
      { numRuns: 60 },
    )
  })

  it('given up at any moment leaves the old index exactly as its documents have it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 8 }), fc.nat({ max: 4 }), async (writes, slices) => {
        const rig = await createRig()
        await fill(rig)
        await rig.begin()
        for (let slice = 0; slice < slices; slice++) await rig.slice()
        for (const act of writes) await carryOut(rig, act)
        rig.between.push(async () => expect(await abandonRebuild(rig.ports, await rig.job())).toBe(true))
        await rig.slice()
        expect(await rig.collection()).toMatchObject({ building: null, job: null, definition: BEFORE, relearn: false })
        expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
        expect(await rig.job()).toMatchObject({ state: 'cancelled' })
        expect(await abandonRebuild(rig.ports, await rig.job())).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  it('leaves its old generation to a job that clears it, and only that', async () => {
    const rig = await createRig()
    await fill(rig)
    await rig.begin()
    for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
    const { id, generation } = await rig.collection()
    const clearing = await rig.jobs.nextDue(['clear-generation'], Infinity)
    expect(clearing).toMatchObject({ collectionId: id, payload: { generation: 1 } })
    if (!clearing) return
    expect(await clearLeft(rig)).toBe(DOCUMENTS)
    expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
    await expectOneGeneration(rig)
    await expect(clearGeneration(rig.ports, { ...clearing, payload: { generation } })).rejects.toMatchObject({ code: 'internal' })
  })

  it('counts the values its definition has no place for, once each', async () => {
    const rig = await createRig()
    await fill(rig)
    await rig.begin()
    for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
    expect(await rig.job()).toMatchObject({ done: DOCUMENTS, result: { documents: DOCUMENTS, skippedValues: DOCUMENTS / 2 } })
  })

  it('reads slices bounded in documents and in bytes, but one document at least', async () => {
    const rig = await createRig()
    const items = [200_000, 10, 10, 150_000, 60_000, 10].map((length, at) => ({ at, document: { id: `d${at}`, note: 'x'.repeat(length) } }))
    await writeDocuments(rig.ingestion, rig.ctx, { collection: 'shop', items })
    const store = createRebuildStore(rig.db)
    const slices: string[] = []
    let after = 0
    for (;;) {
      const documents = await store.readSlice(await rig.collection(), after, 4, 200_000)
      if (documents.length === 0) break
      slices.push(documents.map(({ id }) => id).join(' '))
      after = documents.at(-1)?.key ?? 0
    }
    expect(slices).toEqual(['d0', 'd1 d2 d3 d4', 'd5'])
  })
})
