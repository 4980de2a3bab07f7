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
  indexDocument,
  rebuildCollection,
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
export const BEFORE = define([
  { name: 'title', type: 'text', search: 'a' },
  { name: 'tag', type: 'string' },
])
export const AFTER = define([
  { name: 'title', type: 'text', search: 'c' },
  { name: 'tag', type: 'string', search: 'b' },
  { name: 'size', type: 'number' },
  { name: 'place', type: 'geo' },
])
export const DOCUMENTS = 14

export async function createRig() {
  const db = openSqliteDatabase()
  let time = 1_000_000
  const now = () => ++time
  const ctx: Context = {
    tenant: 'default',
    requestId: 'r',
    actor: 'test',
    scopes: new Set(),
    now,
    timer: now,
    newId: () => `id-${now()}`,
    later: () => undefined,
  }
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
export type Rig = Awaited<ReturnType<typeof createRig>>

/** What the tables of the answering generation hold, against what the stored documents are. */
export async function readIndex({ db, collection }: Rig) {
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

export async function indexAfresh({ db, collection }: Rig) {
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
    values: all
      .flatMap(({ id, index }) =>
        [...index.values, ...index.heads.map((term) => ['#head', term] as const)].map(([name, value]) => `${id}|${name}|${value}`),
      )
      .sort(),
    places: all.flatMap(({ id, index }) => index.geo.map(([name, lat, lng]) => `${id}|${name}|${lat}|${lng}`)).sort(),
  }
}
