/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { getTableName, isTable } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import * as schema from '../../src/adapters/d1/schema/index.ts'
import { toNamespace } from '../../src/adapters/vectorize/vector-ids.ts'
import { runBackground } from '../../src/domain/operations/index.ts'
import './setup.ts'
import { beginRebuild, createCollection, createDocuments, fields, learn, search } from './support/lamp-shop.ts'
import { gatherWords, keysOfLexicon, listLexicons, openBuilder } from './support/lexicon.ts'
import { call, collectionId, createQuietServices, getJob, query, runSlices, settle } from './support/quiet-app.ts'

/** Whole collections are filled, gathered and cleared here, and bodies of megabytes sent. */
vi.setConfig({ testTimeout: 60_000 })

/** How each table names what belongs to a collection; ?1 is its id, ?2 its document keys, ?3 its field ids, ?4 its namespaces. */
const BELONGING: Readonly<Record<string, string | null>> = {
  collections: 'id = ?1',
  fields: 'collection_id = ?1',
  documents: 'collection_id = ?1',
  facet_values: 'field IN (SELECT value FROM json_each(?3)) OR doc IN (SELECT value FROM json_each(?2))',
  geo_values: 'field IN (SELECT value FROM json_each(?3)) OR doc IN (SELECT value FROM json_each(?2))',
  vectors: 'collection_id = ?1',
  vector_mutations: 'space IN (SELECT value FROM json_each(?4))',
  aliases: 'collection_id = ?1',
  outbox: 'collection_id = ?1',
  word_rules: 'collection_id = ?1',
  query_counts: 'collection_id = ?1',
  ranking_profiles: 'collection_id = ?1',
  ranking_rules: 'collection_id = ?1',
  shadow_comparisons: 'collection_id = ?1',
  vector_sets: 'collection_id = ?1',
  audit_log: 'collection_id = ?1',
  jobs: "collection_id = ?1 AND kind <> 'delete-collection'",
  // shared by all collections
  tenants: null,
  // answers to a tenant's requests, gone after 24 hours whatever they are about
  idempotency: null,
}

async function countBelongings(
  id: number,
  keys: readonly unknown[],
  fieldIds: readonly unknown[],
  namespaces: readonly string[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const params = [id, JSON.stringify(keys), JSON.stringify(fieldIds), JSON.stringify(namespaces)] as const
  for (const [table, condition] of Object.entries(BELONGING)) {
    if (condition === null) continue
    const sql = `SELECT count(*) AS n FROM ${table} WHERE (${condition}) AND ?1 IS NOT NULL AND ?2 IS NOT NULL AND ?3 IS NOT NULL AND ?4 IS NOT NULL`
    counts[table] = z.number().parse((await query(sql, ...params))[0]?.['n'])
  }
  return counts
}

describe('deleting a collection', () => {
  it('knows every table there is', () => {
    const tables = Object.values<unknown>(schema).flatMap((value) => (isTable(value) ? [getTableName(value)] : []))
    expect(Object.keys(BELONGING).sort()).toEqual(tables.sort())
  })

  it('hides it at once and leaves nothing of it in any store', async () => {
    await createCollection('gone', 0, { vectors: [{ name: 'content', fields: ['title', 'brand'] }] })
    const id = await learn('gone', 60)
    await gatherWords('gone')
    await call('PUT', '/v1/collections/gone/synonyms/light', { type: 'two_way', words: ['lamp', 'light'] })
    await call('PUT', '/v1/collections/gone/abbreviations', { items: [{ word: 'lmp', expansions: ['lamp'] }] })
    await query("INSERT INTO query_counts (collection_id, day, query, language, searches, empty) VALUES (?1, 20000, 'lamp', 'en', 3, 0)", id)
    await query("INSERT INTO ranking_profiles (collection_id, name, version, body, created_at) VALUES (?1, 'popular', 1, '{}', 0)", id)
    await query("INSERT INTO ranking_rules (collection_id, state, id, position, body, updated_at) VALUES (?1, 'draft', 'pin', 0, '{}', 0)", id)
    await query("INSERT INTO shadow_comparisons (collection_id, body, created_at) VALUES (?1, '{}', 0)", id)
    await query("INSERT INTO vector_sets (collection_id, \"set\", state, body, created_at, updated_at) VALUES (?1, 99, 'ready', '{}', 0, 0)", id)
    await query(
      "INSERT INTO audit_log (tenant, collection_id, subject, subject_id, action, actor, created_at) VALUES ('default', ?1, 'rule', 'pin', 'put', 'admin', 0)",
      id,
    )
    await call('PUT', '/v1/aliases/gone-too', { collection: 'gone' })
    expect(await beginRebuild('gone')).toBeTypeOf('string')
    await runSlices(1)
    const services = createQuietServices(env, 'first-primary')
    const stale = await services.catalog.collections.findById(id)
    if (!stale) throw new Error('The collection is not there.')
    const space = {
      tenant: 'default',
      collection: id,
      vector: 'content',
      set: stale.vectorSet ?? 0,
      dimensions: 256 as const,
      priority: 'high' as const,
    }
    const namespace = await toNamespace(space)
    await query('INSERT INTO vector_mutations (space, doc, mutation, accepted_at) VALUES (?1, 1, ?2, 0)', namespace, 'm')
    const keys = (await query('SELECT key FROM documents WHERE collection_id = ?1', id)).map((row) => row['key'])
    const fieldIds = (await query('SELECT id FROM fields WHERE collection_id = ?1', id)).map((row) => row['id'])
    const before = await countBelongings(id, keys, fieldIds, [namespace])
    expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([])
    expect((await env.BLOBS.list({ prefix: `models/${id}/` })).objects).not.toEqual([])
    expect(await listLexicons(id)).toEqual(keysOfLexicon(id, 1))
    expect(await services.learning.vectors.count(space)).toBe(60)

    const runs = [env.MODEL_LEARNER.get(env.MODEL_LEARNER.idFromName(String(id))), openBuilder(id)]
    for (const run of runs)
      await runInDurableObject(run, async (_instance, { storage }) => {
        await storage.put('run', { state: {}, attempts: 0 })
        await storage.setAlarm(Date.now() + 3_600_000)
      })

    const { status, body } = await call('DELETE', '/v1/collections/gone')
    expect(status).toBe(202)
    expect((await call('GET', '/v1/collections/gone')).status).toBe(404)
    expect((await search('gone-too', { q: 'lamp' })).status).toBe(404)
    // the name is free while the old one is still being cleared
    await createCollection('gone', 2)
    await settle()
    expect(await getJob(body['jobId'])).toMatchObject({ state: 'succeeded', done: 60, result: { documents: 60 } })

    // a writer that still holds the collection as it was
    const late = {
      id: 'late',
      hash: 'h',
      body: '{"id":"late"}',
      index: { terms: { a: '', b: '', c: '', d: '' }, tokens: 0, values: [], geo: [], heads: [] },
      building: null,
    }
    await expect(services.ingestion.documents.upsert(stale, [late], Date.now())).rejects.toMatchObject({ code: 'collections.not_found' })
    await services.words.rules.put(id, 'blocked', [{ id: 'late', body: 'late' }], Date.now())

    const after = await countBelongings(id, keys, fieldIds, [namespace])
    expect(Object.entries(after).filter(([, count]) => count > 0)).toEqual([])
    expect(await query('SELECT name FROM sqlite_master WHERE name GLOB ?1', `fts_${id}_*`)).toEqual([])
    expect((await env.BLOBS.list({ prefix: `models/${id}/` })).objects).toEqual([])
    expect(await listLexicons(id)).toEqual([])
    expect(await services.learning.vectors.count(space)).toBe(0)
    for (const run of runs) {
      const left = await runInDurableObject(run, async (_instance, { storage }) => [...(await storage.list()).keys(), await storage.getAlarm()])
      expect(left).toEqual([null])
    }
    expect((await search('gone', { q: 'lamp' })).total).toBe(2)
  })

  it('refuses a write that began before it, without a trace', async () => {
    await createCollection('leaving', 3)
    const services = createQuietServices(env, 'first-primary')
    const stale = await services.catalog.collections.find('default', 'leaving')
    if (!stale) throw new Error('The collection is not there.')
    await call('DELETE', '/v1/collections/leaving')
    const write = {
      id: 'late',
      hash: 'h',
      body: '{"id":"late"}',
      index: { terms: { a: '', b: '', c: '', d: '' }, tokens: 0, values: [], geo: [], heads: [] },
      building: null,
    }
    expect(await services.ingestion.documents.upsert(stale, [write], Date.now())).toBe('stale')
    expect(await services.ingestion.documents.remove(stale, ['d0'], Date.now())).toBe('stale')
    expect(await query('SELECT id FROM documents WHERE collection_id = ?1 ORDER BY id', stale.id)).toEqual([{ id: 'd0' }, { id: 'd1' }, { id: 'd2' }])
    await settle()
    expect(await query('SELECT id FROM documents WHERE collection_id = ?1', stale.id)).toEqual([])
  })

  it('can not be cancelled, and leaves the jobs of others alone', async () => {
    await createCollection('surely', 3)
    await createCollection('other', 3)
    const other = await beginRebuild('other')
    const { body } = await call('DELETE', '/v1/collections/surely')
    expect((await call('POST', `/v1/jobs/${String(body['jobId'])}/cancel`)).body).toMatchObject({ code: 'jobs.state', status: 409 })
    await settle()
    expect(await getJob(other)).toMatchObject({ state: 'succeeded' })
    const listed = z.array(z.object({ id: z.string() })).parse((await call('GET', '/v1/jobs?state=succeeded&limit=2')).body['items'])
    expect(listed.map(({ id }) => id)).toHaveLength(2)
  })
})

describe('jobs', () => {
  it('are listed newest first, page by page, each once', async () => {
    const listed: string[] = []
    const item = z.object({ id: z.string(), createdAt: z.string() })
    const page = z.object({ items: z.array(item), nextCursor: z.string().nullable() })
    let path = '/v1/jobs?limit=3'
    for (;;) {
      const { items, nextCursor } = page.parse((await call('GET', path)).body)
      listed.push(...items.map(({ id, createdAt }) => `${createdAt} ${id}`))
      if (nextCursor === null) break
      path = `/v1/jobs?limit=3&cursor=${nextCursor}`
    }
    const [row] = await query('SELECT count(*) AS n FROM jobs')
    expect(listed).toHaveLength(z.number().parse(row?.['n']))
    expect(listed).toEqual([...new Set(listed)].sort().reverse())
  })

  it('need a key that may see them, and a name that exists', async () => {
    expect((await call('GET', '/v1/jobs/none')).body).toMatchObject({ code: 'jobs.not_found', status: 404 })
    expect((await call('GET', '/v1/jobs', undefined, { authorization: 'Bearer search-key-of-the-tests' })).status).toBe(403)
    expect((await call('POST', '/v1/jobs/none/cancel')).status).toBe(404)
  })

  it('leave after 30 days, idempotency keys after 24 hours, but nothing that a collection waits for', async () => {
    await createCollection('held', 3)
    const held = await beginRebuild('held')
    const day = 24 * 3_600_000
    const now = Date.now()
    await query("UPDATE jobs SET state = 'failed', finished_at = ?2 WHERE id = ?1", String(held), now - 90 * day)
    const insert =
      "INSERT INTO jobs (id, tenant, kind, state, payload, created_at, finished_at) VALUES (?1, 'default', 'rebuild', 'succeeded', '{}', 0, ?2)"
    await query(insert, 'old', now - 30 * day - 60_000)
    await query(insert, 'young', now - 30 * day + 60_000)
    await query(
      "INSERT INTO idempotency (tenant, key, request_hash, created_at) VALUES ('default', 'old', 'h', ?1), ('default', 'young', 'h', ?2)",
      now - day - 60_000,
      now - day + 60_000,
    )
    const { state } = await runBackground(createQuietServices(env, 'first-primary').operations, { sweptAt: now - day, failures: 0 }, () => now)
    expect(state).toEqual({ sweptAt: now, failures: 0 })
    expect(await query("SELECT id FROM jobs WHERE id IN ('old', 'young', ?1) ORDER BY id DESC", String(held))).toEqual([
      { id: 'young' },
      { id: held },
    ])
    expect(await query("SELECT key FROM idempotency WHERE key IN ('old', 'young')")).toEqual([{ key: 'young' }])
    expect((await call('POST', `/v1/jobs/${String(held)}/cancel`)).body).toMatchObject({ state: 'cancelled' })
  })
})

describe('an idempotency key', () => {
  const write = (key: string, document: unknown, path = '/v1/collections/once/documents') => call('POST', path, document, { 'idempotency-key': key })

  it('gives a repetition the first answer and carries nothing out', async () => {
    await createCollection('once', 0)
    const first = await write('k1', { id: 'a', title: 'Lamp' })
    await call('PUT', '/v1/collections/once/documents/a', { title: 'Chair' })
    const second = await write('k1', { id: 'a', title: 'Lamp' })
    expect(second).toMatchObject({ status: first.status, body: first.body })
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([null, 'true'])
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'))
    expect((await call('GET', '/v1/collections/once/documents/a')).body).toMatchObject({ title: 'Chair' })
    for (const [method, path, body] of [
      ['PUT', '/v1/collections/once-more', { fields }],
      ['PUT', '/v1/aliases/once-alias', { collection: 'once' }],
      ['DELETE', '/v1/collections/once-more', undefined],
    ] as const) {
      const answers = [
        await call(method, path, body, { 'idempotency-key': `${method} ${path}`.replaceAll(' ', '-') }),
        await call(method, path, body, { 'idempotency-key': `${method} ${path}`.replaceAll(' ', '-') }),
      ]
      expect(answers[1]).toMatchObject({ status: answers[0]?.status, body: answers[0]?.body })
      expect(answers[1]?.headers.get('idempotent-replayed')).toBe('true')
      expect(answers[1]?.headers.get('etag')).toBe(answers[0]?.headers.get('etag'))
    }
  })

  it('is refused for another request', async () => {
    await write('k2', { id: 'b', title: 'Lamp' })
    expect((await write('k2', { id: 'b', title: 'Desk' })).body).toMatchObject({ code: 'request.idempotency_reused', status: 422 })
    expect((await write('k2', { id: 'b', title: 'Lamp' }, '/v1/collections/other/documents')).status).toBe(422)
    expect((await write('k2', { id: 'b', title: 'Lamp' })).status).toBe(200)
  })

  it('of a deleted collection writes to its successor of the same name; the deletion itself is not repeated', async () => {
    const path = '/v1/collections/brief'
    const put = () => call('PUT', path, { fields }, { 'idempotency-key': 'k-brief-put' })
    const remove = () => call('DELETE', path, undefined, { 'idempotency-key': 'k-brief-delete' })
    const document = () => write('k-brief', { id: 'a', title: 'Lamp' }, `${path}/documents`)
    expect([(await put()).status, (await document()).status, (await remove()).status]).toEqual([201, 200, 202])
    expect((await document()).body).toMatchObject({ code: 'collections.not_found' })
    const again = [await put(), await document()]
    expect(again.map(({ status, headers }) => [status, headers.get('idempotent-replayed')])).toEqual([
      [201, null],
      [200, null],
    ])
    expect((await remove()).headers.get('idempotent-replayed')).toBe('true')
    expect((await call('GET', `${path}/documents/a`)).body).toMatchObject({ title: 'Lamp' })
  })

  it('keeps what a caller did wrong, with its problem', async () => {
    const wrong = [await write('k3', { title: 'no id' }), await write('k3', { title: 'no id' })]
    expect(wrong.map(({ status }) => status)).toEqual([422, 422])
    expect(wrong[1]?.body).toEqual(wrong[0]?.body)
    expect(wrong[1]?.headers.get('content-type')).toBe('application/problem+json')
  })

  it('answers 409 while the first request runs, and goes on when that one died', async () => {
    await write('k4', { id: 'c', title: 'Lamp' })
    await query("UPDATE idempotency SET status = NULL, response = NULL WHERE key = 'k4'")
    expect((await write('k4', { id: 'c', title: 'Lamp' })).body).toMatchObject({ code: 'request.in_progress', status: 409 })
    await query("UPDATE idempotency SET created_at = created_at - 121000 WHERE key = 'k4'")
    expect((await write('k4', { id: 'c', title: 'Desk' })).status).toBe(422)
    const again = await write('k4', { id: 'c', title: 'Lamp' })
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
    expect((await write('k4', { id: 'c', title: 'Lamp' })).headers.get('idempotent-replayed')).toBe('true')
  })

  it('is free again after a failure of the service', async () => {
    const id = await collectionId('once')
    await query(`ALTER TABLE fts_${id}_1 RENAME TO away_${id}`)
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect((await write('k5', { id: 'd', title: 'Lamp' })).status).toBe(500)
    expect(reported).toHaveBeenCalledOnce()
    reported.mockRestore()
    await query(`ALTER TABLE away_${id} RENAME TO fts_${id}_1`)
    const again = await write('k5', { id: 'd', title: 'Lamp' })
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
  })

  it('has 1 to 255 visible characters, and any body a write may have', async () => {
    for (const key of ['two words', 'x'.repeat(256)])
      expect((await write(key, { id: 'e' })).body).toMatchObject({ code: 'request.invalid', status: 400 })
    const documents = createDocuments(200, 1000).map((document) => ({ ...document, title: `${document.title} ${'word '.repeat(5000)}` }))
    const large = { 'idempotency-key': 'large' }
    expect((await call('POST', '/v1/collections/once/documents', { documents }, large)).status).toBe(200)
    expect((await call('POST', '/v1/collections/once/documents', { documents }, large)).headers.get('idempotent-replayed')).toBe('true')
    expect(
      (
        await call(
          'POST',
          '/v1/collections/once/documents',
          { documents: [{ id: 'f', title: 'x'.repeat(10_000_001) }] },
          { 'idempotency-key': 'huge' },
        )
      ).body,
    ).toMatchObject({ code: 'request.too_large' })
  })
})
