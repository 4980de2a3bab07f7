/// <reference types="@cloudflare/vitest-plugin/types" />
import { createExecutionContext, createMessageBatch, getQueueResult, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { drainOutbox } from '../../src/domain/operations/drain-outbox.ts'
import type { Scheduler } from '../../src/durable/scheduler.ts'
import { consumeQueue } from '../../src/queues/index.ts'
import './setup.ts'
import { beginRebuild, createCollection, fields, learn, search, stocked, withStock } from './support/lamp-shop.ts'
import { call, collectionId, createQuietServices, getJob, query, runSlices, sent, settle } from './support/quiet-app.ts'

afterEach(() => {
  sent.length = 0
})

function deliver(queue: string, bodies: readonly unknown[], name: string, attempts = 1) {
  const messages = bodies.map((body, at) => ({ id: `${name}-${at}`, timestamp: Date.now(), attempts, body }))
  return consume(queue, messages)
}

async function consume(queue: string, messages: Parameters<typeof createMessageBatch>[1]) {
  const batch = createMessageBatch(queue, messages)
  const ctx = createExecutionContext()
  await consumeQueue(batch, env)
  return getQueueResult(batch, ctx)
}

describe('the outbox', () => {
  it('is sent again after a crash between sending and deleting, and consuming it twice changes nothing', async () => {
    await createCollection('crash', 0, { vectors: [{ name: 'content', fields: ['title'] }] })
    const id = await learn('crash', 40)
    await query('DELETE FROM outbox WHERE collection_id = ?1', id)
    await call('PATCH', '/v1/collections/crash/documents/d3', { title: 'Walnut table' })
    await call('DELETE', '/v1/collections/crash/documents/d4')
    const { operations } = createQuietServices(env, 'first-primary')
    const crashing = { ...operations, outbox: { ...operations.outbox, delete: () => Promise.reject(new Error('the isolate died')) } }
    await expect(drainOutbox(crashing, Date.now)).rejects.toThrow('the isolate died')
    const first = sent.splice(0)
    expect(first.map((message) => (message as { kind: string }).kind)).toEqual(['embed', 'unembed'])
    expect(await drainOutbox(operations, Date.now)).toBe(false)
    expect(sent).toEqual(first)
    expect(await query('SELECT seq FROM outbox')).toEqual([])

    await deliver('meridian-embed', first, 'first')
    const once = await readVectors('crash')
    expect(once.rows).toHaveLength(39)
    await deliver('meridian-embed', [...first, ...first.toReversed()], 'again')
    expect(await readVectors('crash')).toEqual(once)
  })

  it('sends exactly what was written, oldest first, in calls that a queue takes', async () => {
    await createCollection('many', 0)
    const id = await collectionId('many')
    const filler = 'x'.repeat(60_000)
    const rows = JSON.stringify(Array.from({ length: 250 }, (_, at) => ({ kind: 'embed', at, ...(at % 50 === 0 ? { filler } : {}) })))
    await query("INSERT INTO outbox (tenant, collection_id, message, created_at) SELECT 'default', ?2, value, 0 FROM json_each(?1)", rows, id)
    const { operations } = createQuietServices(env, 'first-primary')
    const calls: unknown[][] = []
    await drainOutbox({ ...operations, queue: { send: async (messages) => void calls.push([...messages]) } }, Date.now)
    expect(calls.flat().map((message) => (message as { at: number }).at)).toEqual(Array.from({ length: 250 }, (_, at) => at))
    for (const messages of calls) {
      expect(messages.length).toBeLessThanOrEqual(100)
      expect(JSON.stringify(messages).length).toBeLessThanOrEqual(256_000)
    }
    expect(await query('SELECT seq FROM outbox')).toEqual([])
  })
})

describe('a message that can not be handled', () => {
  it('becomes a dead letter at once when its shape is unknown, and the others are not held up', async () => {
    const result = await deliver(
      'meridian-embed',
      [{ kind: 'embed', tenant: 'default', collection: 999_999, docs: [] }, { kind: 'unheard of' }, 'text'],
      'shape',
    )
    expect(result.explicitAcks).toEqual(['shape-0', 'shape-1', 'shape-2'])
    expect(await getJob('letter-shape-1')).toMatchObject({
      kind: 'dead-letter',
      state: 'failed',
      error: 'queue.malformed',
      result: { message: { kind: 'unheard of' } },
    })
    expect((await call('POST', '/v1/jobs/letter-shape-2/retry')).body).toMatchObject({ code: 'jobs.state', status: 409 })
  })

  it('is retried, kept when it failed too often, and replayed until it succeeds', async () => {
    await createCollection('poison', 3, { vectors: [{ name: 'content', fields: ['title'] }] })
    const id = await collectionId('poison')
    await query('DELETE FROM outbox')
    await query(
      'UPDATE collections SET vector_set = 1, model = ?2 WHERE id = ?1',
      id,
      JSON.stringify({ name: 'lost', dimensions: 256, blob: 'models/lost', statistics: {}, learntAt: 0, documents: 3 }),
    )
    const [row] = await query('SELECT key FROM documents WHERE collection_id = ?1 AND id = ?2', id, 'd0')
    const message = { kind: 'embed', tenant: 'default', collection: id, docs: [row?.['key']] }
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const failed = await deliver('meridian-embed', [message], 'poison')
    expect(reported).toHaveBeenCalledOnce()
    reported.mockRestore()
    expect(failed.explicitAcks).toEqual([])
    expect(failed.retryMessages).toMatchObject([{ msgId: 'poison-0' }])

    for (let delivery = 0; delivery < 2; delivery++)
      expect((await deliver('meridian-dead-letters', [message], 'dead', 4)).explicitAcks).toEqual(['dead-0'])
    expect(await query("SELECT id, attempts FROM jobs WHERE kind = 'dead-letter' AND collection_id = ?1", id)).toEqual([
      { id: 'letter-dead-0', attempts: 4 },
    ])

    // replayed in vain: the failure comes back to the same job
    expect((await call('POST', '/v1/jobs/letter-dead-0/retry')).body).toMatchObject({ state: 'queued', error: null })
    await settle()
    expect(sent).toEqual([{ ...message, job: 'letter-dead-0' }])
    expect((await call('POST', '/v1/jobs/letter-dead-0/retry')).body).toMatchObject({ code: 'jobs.state' })
    await deliver('meridian-dead-letters', sent.splice(0), 'dead-again', 4)
    expect(await getJob('letter-dead-0')).toMatchObject({ state: 'failed', error: 'queue.exhausted' })
    expect(await query("SELECT id FROM jobs WHERE kind = 'dead-letter' AND collection_id = ?1", id)).toHaveLength(1)

    // and once what it needs is there
    await query('UPDATE collections SET vector_set = NULL, model = NULL WHERE id = ?1', id)
    await call('POST', '/v1/jobs/letter-dead-0/retry')
    await settle()
    expect((await deliver('meridian-embed', sent.splice(0), 'good')).explicitAcks).toEqual(['good-0'])
    expect(await getJob('letter-dead-0')).toMatchObject({ state: 'succeeded', progress: 1, error: null })
  })
})

describe('a rebuild', () => {
  it('answers all the time and loses no write, patch or delete that comes in between', async () => {
    await createCollection('shop', 0)
    await call('POST', '/v1/collections/shop/documents', { documents: stocked(120) })
    const everything = (await search('shop', { q: 'lamp' })).ids
    expect(everything).toHaveLength(120)
    const jobId = await beginRebuild('shop')
    expect(await getJob(jobId)).toMatchObject({ kind: 'rebuild', state: 'queued', progress: 0, total: 120 })
    expect((await call('PUT', '/v1/collections/shop', { fields: withStock, vectors: [] })).body).toMatchObject({
      code: 'collections.busy',
      status: 409,
    })
    expect((await search('shop', { filter: 'stock >= 0' })).status).toBe(400)

    await runSlices(1)
    expect(await getJob(jobId)).toMatchObject({ state: 'running', done: 50, progress: 50 / 120 })
    expect((await search('shop', { q: 'lamp' })).ids).toEqual(everything)
    // before and behind the cursor: written, patched, deleted, and one that is new
    await call('PUT', '/v1/collections/shop/documents/d7', { title: 'Chair', stock: 1007 })
    await call('PUT', '/v1/collections/shop/documents/d100', { title: 'Chair', stock: 1100 })
    await call('PATCH', '/v1/collections/shop/documents/d5', { stock: 1005, brand: 'other' })
    await call('PATCH', '/v1/collections/shop/documents/d110', { stock: 1110, place: null })
    await call('DELETE', '/v1/collections/shop/documents/d6')
    await call('DELETE', '/v1/collections/shop/documents/d101')
    await call('PUT', '/v1/collections/shop/documents/d500', { title: 'Chair', stock: 1500, size: '12' })
    const chairs = { status: 200, total: 3, ids: ['d100', 'd500', 'd7'] }
    const lamps = everything.filter((id) => !['d6', 'd7', 'd100', 'd101'].includes(id))
    while (z.object({ state: z.string() }).parse(await getJob(jobId)).state === 'running') {
      expect(await search('shop', { q: 'chair' })).toEqual(chairs)
      expect((await search('shop', { q: 'lamp' })).ids).toEqual(lamps)
      await runSlices(1)
    }
    expect(await getJob(jobId)).toMatchObject({ state: 'succeeded', progress: 1, error: null })
    // this isolate still holds the collection as it was: its keyword table goes while it does
    await settle()
    expect(await search('shop', { q: 'chair' })).toEqual(chairs)
    expect((await search('shop', { q: 'lamp' })).ids).toEqual(lamps)
    expect((await search('shop', { filter: 'stock >= 1000' })).ids).toEqual(['d100', 'd110', 'd5', 'd500', 'd7'])
    expect((await search('shop', { filter: 'stock < 1000' })).total).toBe(60 - 3)
    expect((await search('shop', { filter: 'brand = "other"' })).ids).toEqual(['d5'])
    expect((await search('shop', { filter: '_geoRadius(place, 50, 110, 10)' })).ids).toEqual([])
    await expectOneGeneration('shop')
  })

  it('counts what it did and what did not fit', async () => {
    await createCollection('count', 0)
    await call('POST', '/v1/collections/count/documents', { documents: stocked(120) })
    const jobId = await beginRebuild('count')
    await settle()
    expect(await getJob(jobId)).toMatchObject({ state: 'succeeded', done: 120, result: { documents: 120, skippedValues: 60 } })
    expect((await call('GET', '/v1/collections/count')).body).toMatchObject({ job: null, documents: 120, configVersion: 3, dataVersion: 2 })
  })

  it('can be cancelled in the middle: the old definition stays, and another rebuild may follow at once', async () => {
    await createCollection('cancel', 0)
    await call('POST', '/v1/collections/cancel/documents', { documents: stocked(120) })
    const jobId = await beginRebuild('cancel')
    await runSlices(1)
    expect((await call('POST', `/v1/jobs/${String(jobId)}/cancel`)).body).toMatchObject({ state: 'cancelled' })
    expect((await call('GET', '/v1/collections/cancel')).body).toMatchObject({ job: null, fields })
    expect((await call('POST', `/v1/jobs/${String(jobId)}/cancel`)).body).toMatchObject({ code: 'jobs.state' })
    const again = await beginRebuild('cancel')
    await settle()
    expect(await getJob(jobId)).toMatchObject({ state: 'cancelled' })
    expect(await getJob(again)).toMatchObject({ state: 'succeeded', result: { documents: 120 } })
    expect((await search('cancel', { filter: 'stock >= 0' })).total).toBe(60)
    expect((await call('POST', `/v1/jobs/${String(again)}/cancel`)).body).toMatchObject({ code: 'jobs.state' })
    await expectOneGeneration('cancel')
  })

  it('that keeps failing says so, holds the collection, and goes on where it stopped', async () => {
    await createCollection('broken', 0)
    await call('POST', '/v1/collections/broken/documents', { documents: stocked(60) })
    const jobId = await beginRebuild('broken')
    await runSlices(1)
    const id = await collectionId('broken')
    await query(`ALTER TABLE fts_${id}_2 RENAME TO away_${id}`)
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await runSlices(2)).toBe(1)
      await query('UPDATE jobs SET due_at = 0 WHERE id = ?1', String(jobId))
    }
    expect(reported).toHaveBeenCalledTimes(5)
    reported.mockRestore()
    expect(await getJob(jobId)).toMatchObject({ state: 'failed', attempts: 5, error: 'internal', done: 50 })
    expect((await search('broken', { q: 'lamp' })).total).toBe(60)
    await query(`ALTER TABLE away_${id} RENAME TO fts_${id}_2`)
    expect((await call('POST', `/v1/jobs/${String(jobId)}/retry`)).body).toMatchObject({ state: 'queued', attempts: 0, error: null })
    await settle()
    expect(await getJob(jobId)).toMatchObject({ state: 'succeeded', done: 60 })
  })
})

describe('the scheduler', () => {
  const scheduler = () => env.SCHEDULER.get(env.SCHEDULER.idFromName('main'))

  it('is brought within 50 ms by a poke, however far the next alarm was, and never later than it was', async () => {
    // a clock that stands still, far enough ahead that none of these alarms rings
    const now = Date.now() + 86_400_000
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now)
    const alarms = await runInDurableObject(env.SCHEDULER.get(env.SCHEDULER.idFromName('poked')), async (instance: Scheduler, { storage }) => {
      const seen: (number | null)[] = []
      for (const before of [null, now + 3_600_000, now + 51, now + 50, now + 20, now]) {
        if (before === null) await storage.deleteAlarm()
        else await storage.setAlarm(before)
        await instance.wake()
        seen.push(await storage.getAlarm())
      }
      await storage.deleteAlarm()
      return seen
    }).finally(() => clock.mockRestore())
    expect(alarms).toEqual([now + 50, now + 50, now + 50, now + 50, now + 20, now])
  })

  it('brings a change made through the front door to its end by alarms alone, and always sets the next one', async () => {
    const headers = { authorization: 'Bearer admin-key-of-the-tests', 'content-type': 'application/json' }
    const send = (method: string, path: string, body: unknown) =>
      exports.default.fetch(`https://meridian.test${path}`, { method, headers, body: JSON.stringify(body) })
    await (await send('PUT', '/v1/collections/front', { fields, vectors: [] })).text()
    await (await send('POST', '/v1/collections/front/documents', { documents: stocked(120) })).text()
    const { jobId } = z
      .object({ jobId: z.string() })
      .parse(await (await send('PUT', '/v1/collections/front', { fields: withStock, vectors: [] })).json())
    for (let alarm = 0; alarm < 100 && (await getJob(jobId))['state'] !== 'succeeded'; alarm++) {
      await runDurableObjectAlarm(scheduler())
    }
    expect(await getJob(jobId)).toMatchObject({ state: 'succeeded', result: { documents: 120 } })
    expect(await runInDurableObject(scheduler(), (_instance, { storage }) => storage.getAlarm())).not.toBeNull()
    expect((await search('front', { filter: 'stock >= 0' })).total).toBe(60)
  })
})

async function expectOneGeneration(name: string): Promise<void> {
  const id = await collectionId(name)
  const [row] = await query('SELECT generation, building FROM collections WHERE id = ?1', id)
  expect(row?.['building']).toBeNull()
  const generation = z.number().parse(row?.['generation'])
  expect(await query("SELECT name FROM sqlite_master WHERE name GLOB ?1 AND sql LIKE 'CREATE VIRTUAL%'", `fts_${id}_*`)).toEqual([
    { name: `fts_${id}_${generation}` },
  ])
  expect(await query('SELECT DISTINCT generation FROM fields WHERE collection_id = ?1', id)).toEqual([{ generation }])
  const lost =
    'SELECT count(*) AS lost FROM (SELECT field FROM facet_values UNION ALL SELECT field FROM geo_values) WHERE field NOT IN (SELECT id FROM fields)'
  expect(await query(lost)).toEqual([{ lost: 0 }])
}

async function readVectors(name: string) {
  const services = createQuietServices(env, 'first-primary')
  const collection = await services.catalog.collections.find('default', name)
  const rows = await query('SELECT doc, name, "set", hash FROM vectors WHERE collection_id = ?1 ORDER BY doc', collection?.id ?? 0)
  const space = {
    tenant: 'default',
    collection: collection?.id ?? 0,
    vector: 'content',
    set: collection?.vectorSet ?? 0,
    dimensions: 256 as const,
    priority: 'high' as const,
  }
  return { rows, count: await services.learning.vectors.count(space) }
}
