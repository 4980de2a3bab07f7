/// <reference types="@cloudflare/vitest-plugin/types" />
import {
  createExecutionContext,
  createMessageBatch,
  evictDurableObject,
  getQueueResult,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { setComparison, vectorSetList } from '../../src/contracts/vector-sets.ts'
import { type LearningState, advanceLearning, emptyMemory } from '../../src/domain/ingestion/index.ts'
import { drainOutbox } from '../../src/domain/operations/drain-outbox.ts'
import type { ModelLearner } from '../../src/durable/model-learner.ts'
import { consumeQueue } from '../../src/queues/index.ts'
import './setup.ts'
import { createCollection, createDocuments, learn } from './support/lamp-shop.ts'
import { call, collectionId, createQuietServices, getJob, query, runSlices, sent, settle } from './support/quiet-app.ts'

/** Models are learnt here, slice by slice. */
vi.setConfig({ testTimeout: 60_000 })

const HOUR = 3_600_000
const vectors = [{ name: 'content', fields: ['title', 'brand'] }]
const at = (name: string, rest = '') => `/v1/collections/${name}/vector-sets${rest}`

afterEach(() => {
  sent.length = 0
})

const openLearner = (id: number): DurableObjectStub<ModelLearner> => env.MODEL_LEARNER.get(env.MODEL_LEARNER.idFromName(String(id)))

async function listSets(name: string): Promise<string[]> {
  const { items } = vectorSetList.parse((await call('GET', at(name))).body)
  return items.map(({ set, state, pending }) => `${set} ${state}${pending > 0 ? ` -${pending}` : ''}`)
}

/** Begins the run that a job will find, with an alarm that rings only when a test says so. */
async function beginRun(id: number, set: number): Promise<void> {
  await runInDurableObject(openLearner(id), async (learner: ModelLearner, { storage }) => {
    await learner.start(id, set, 'sample')
    await storage.setAlarm(Date.now() + HOUR)
  })
}

/** A run that has reached its first checkpoint, as its object has stored it: what is in memory is gone. */
async function learnHalfway(id: number, set: number): Promise<void> {
  const { learning, catalog } = createQuietServices(env, 'first-primary')
  const memory = emptyMemory()
  let state: LearningState = { collection: id, set, phase: 'sample', after: 0, checkpointed: false }
  const collection = await catalog.collections.findById(id)
  if (!collection) throw new Error('The collection is not there.')
  while (!state.checkpointed) {
    state = await advanceLearning({ ...learning, sliceOperations: 500_000 }, collection, state, memory)
    expect(['sample', 'collect', 'learn']).toContain(state.phase)
  }
  await runInDurableObject(openLearner(id), async (_learner: ModelLearner, { storage }) => {
    await storage.put('run', { state, attempts: 0 })
    await storage.setAlarm(Date.now() + HOUR)
  })
}

async function finishRun(id: number): Promise<void> {
  for (let alarm = 0; alarm < 50 && (await runDurableObjectAlarm(openLearner(id))); alarm++);
  // a finished run wakes the scheduler, which would begin runs of its own
  await runInDurableObject(env.SCHEDULER.get(env.SCHEDULER.idFromName('main')), (_scheduler, { storage }) => storage.deleteAlarm())
}

/** Jobs look every two seconds: now. */
async function look(jobId: unknown): Promise<void> {
  await query("UPDATE jobs SET due_at = 0 WHERE id = ?1 AND state IN ('queued', 'running')", String(jobId))
  await runSlices(5)
}

async function createReady(name: string): Promise<{ id: number; jobId: unknown }> {
  await createCollection(name, 0, { vectors })
  const id = await learn(name, 30)
  await query('DELETE FROM outbox')
  const { status, body } = await call('POST', at(name), { switch: 'manual' })
  expect(status).toBe(202)
  await beginRun(id, 2)
  await look(body['jobId'])
  await finishRun(id)
  await look(body['jobId'])
  return { id, jobId: body['jobId'] }
}

/** What the queue does with everything that was written. */
async function deliver(): Promise<void> {
  await drainOutbox(createQuietServices(env, 'first-primary').operations, Date.now)
  const messages = sent.splice(0).map((body, index) => ({ id: `m${index}`, timestamp: new Date(), attempts: 1, body }))
  const batch = createMessageBatch('meridian-embed', messages)
  const ctx = createExecutionContext()
  await consumeQueue(batch, env)
  expect((await getQueueResult(batch, ctx)).retryMessages).toEqual([])
}

async function searchByMeaning(name: string): Promise<{ resultSetId: unknown; hits: unknown }> {
  const { body } = await call('POST', `/v1/collections/${name}/search`, { q: 'lamp number 7', mode: 'semantic', perPage: 5 })
  return { resultSetId: body['resultSetId'], hits: body['hits'] }
}

describe('moving a collection between vector sets', () => {
  it('builds beside, survives an eviction in the middle, compares, switches, goes back and deletes', async () => {
    await createCollection('moving', 0, { vectors })
    const id = await learn('moving', 30)
    await query('DELETE FROM outbox')
    expect(await listSets('moving')).toEqual(['1 serving'])

    const begun = await call('POST', at('moving'), { switch: 'manual' })
    expect([begun.status, begun.body['set']]).toEqual([202, 2])
    await learnHalfway(id, 2)
    await look(begun.body['jobId'])
    expect(await listSets('moving')).toEqual(['2 building -30', '1 serving'])
    expect((await env.BLOBS.list({ prefix: `models/${id}/` })).objects.map(({ key }) => key)).toEqual([`models/${id}/1`, `models/${id}/checkpoint`])
    await evictDurableObject(openLearner(id))
    await finishRun(id)
    await look(begun.body['jobId'])
    expect(await getJob(begun.body['jobId'])).toMatchObject({ kind: 'build-vector-set', state: 'succeeded', result: { set: 2, state: 'ready' } })
    expect(await listSets('moving')).toEqual(['2 ready', '1 serving'])
    expect((await call('GET', '/v1/collections/moving')).body['semantic']).toMatchObject({ state: 'ready', model: 'embedded:1' })

    const compared = setComparison.parse((await call('GET', at('moving', '/2/comparison?q=lamp'))).body)
    expect(compared).toMatchObject({ served: 1, compared: 2, source: 'given', overlap: 1 })
    const many = setComparison.parse((await call('POST', at('moving', '/2/comparison'), { queries: ['lamp number 7', 'brand1'] })).body)
    expect(many.queries.map((entry) => entry.query)).toEqual(['lamp number 7', 'brand1'])
    // both were learnt from the same documents
    expect(many).toMatchObject({ overlap: 1, similarityDifference: 0 })

    const before = await searchByMeaning('moving')
    const served = await call('POST', at('moving', '/2/serve'))
    expect(served).toMatchObject({ status: 200, body: { set: 2, state: 'serving', model: 'embedded:2' } })
    const after = await searchByMeaning('moving')
    expect(after.resultSetId).not.toBe(before.resultSetId)
    expect(after.hits).toEqual(before.hits)

    await call('PATCH', '/v1/collections/moving/documents/d7', { title: 'Walnut chair' })
    await call('DELETE', '/v1/collections/moving/documents/d8')
    await deliver()
    expect(await listSets('moving')).toEqual(['2 serving', '1 previous -1'])
    expect((await call('POST', at('moving', '/rollback'))).body).toMatchObject({ set: 1, state: 'serving', pending: 1 })
    await deliver()
    expect(await listSets('moving')).toEqual(['2 previous', '1 serving'])
    const space = { tenant: 'default', collection: id, vector: 'content', dimensions: 256 as const, priority: 'high' as const }
    const { learning } = createQuietServices(env, 'first-primary')
    expect(await Promise.all([1, 2].map((set) => learning.vectors.count({ ...space, set })))).toEqual([29, 29])

    const removed = await call('DELETE', at('moving', '/2'))
    expect(removed.status).toBe(202)
    expect(await listSets('moving')).toEqual(['1 serving'])
    await query('UPDATE vector_sets SET updated_at = 0 WHERE collection_id = ?1', id)
    await look(removed.body['jobId'])
    expect(await getJob(removed.body['jobId'])).toMatchObject({ kind: 'drop-vector-set', state: 'succeeded', done: 29 })
    expect(await learning.vectors.count({ ...space, set: 2 })).toBe(0)
    expect((await env.BLOBS.list({ prefix: `models/${id}/` })).objects.map(({ key }) => key)).toEqual([`models/${id}/1`])
    const audited = await query('SELECT actor, action, subject_id FROM audit_log WHERE collection_id = ?1 ORDER BY seq', id)
    expect(audited.map((row) => Object.values(row).join(' '))).toEqual(['meridian serve 1', 'admin serve 2', 'admin rollback 1', 'admin delete 2'])
  })

  it('compares by what people search most, else by titles', async () => {
    const { id } = await createReady('asked')
    const titles = setComparison.parse((await call('GET', at('asked', '/2/comparison'))).body)
    expect(titles.source).toBe('titles')
    expect(titles.queries).toHaveLength(20)
    const today = Math.floor(Date.now() / 86_400_000)
    await query(
      "INSERT INTO query_counts (collection_id, day, query, language, searches, empty) VALUES (?1, ?2, 'reading lamp', 'en', 40, 0)",
      id,
      today,
    )
    const popular = setComparison.parse((await call('POST', at('asked', '/2/comparison'), {})).body)
    expect(popular).toMatchObject({ source: 'popular', queries: [{ query: 'reading lamp' }] })
  })

  it('leaves nothing of any set in any store when the collection is deleted', async () => {
    const { id } = await createReady('leaving')
    await call('POST', at('leaving', '/2/serve'))
    await call('POST', at('leaving'), { switch: 'manual' })
    await query('DELETE FROM vectors WHERE collection_id = ?1 AND "set" = 1', id)
    const { learning } = createQuietServices(env, 'first-primary')
    const count = (set: number) =>
      learning.vectors.count({ tenant: 'default', collection: id, vector: 'content', set, dimensions: 256, priority: 'high' as const })
    expect([await count(1), await count(2)]).toEqual([30, 30])
    await call('DELETE', '/v1/collections/leaving')
    await settle()
    expect([await count(1), await count(2)]).toEqual([0, 0])
    expect(await query('SELECT 1 FROM vector_sets WHERE collection_id = ?1', id)).toEqual([])
    expect((await env.BLOBS.list({ prefix: `models/${id}/` })).objects).toEqual([])
  })

  it('gives up a set that is being built with its job', async () => {
    await createCollection('stopped', 0, { vectors })
    const id = await learn('stopped', 5)
    const { body } = await call('POST', at('stopped'), { switch: 'automatic' })
    await beginRun(id, 2)
    await look(body['jobId'])
    expect((await call('POST', `/v1/jobs/${String(body['jobId'])}/cancel`)).body).toMatchObject({ state: 'cancelled' })
    await finishRun(id)
    expect(await listSets('stopped')).toEqual(['1 serving'])
    expect((await env.BLOBS.list({ prefix: `models/${id}/` })).objects.map(({ key }) => key)).toEqual([`models/${id}/1`])
  })
})

describe('what can not be done', () => {
  const refuse = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body)
    return `${answer.status} ${z.string().parse(answer.body['code'])}`
  }

  it('is refused by name', async () => {
    await createCollection('plain', 3)
    await createCollection('bare', 0, { vectors })
    expect(await refuse('POST', at('nowhere'), { switch: 'manual' })).toBe('404 collections.not_found')
    expect(await refuse('GET', at('nowhere'))).toBe('404 collections.not_found')
    expect(await refuse('POST', at('plain'), { switch: 'manual' })).toBe('409 vectors.nothing_to_build')
    expect(await refuse('POST', at('bare'), { switch: 'manual' })).toBe('409 vectors.nothing_to_build')
    expect(await refuse('POST', at('bare', '/rollback'))).toBe('409 vectors.no_previous')
    await createReady('full')
    expect(await refuse('POST', at('full'), { switch: 'manual' })).toBe('409 vectors.set_waiting')
    expect(await refuse('POST', at('full', '/1/serve'))).toBe('409 vectors.set_state')
    expect(await refuse('DELETE', at('full', '/1'))).toBe('409 vectors.set_state')
    expect(await refuse('GET', at('full', '/1/comparison'))).toBe('409 vectors.set_state')
    for (const [method, rest] of [
      ['POST', '/9/serve'],
      ['DELETE', '/9'],
      ['GET', '/9/comparison'],
    ] as const)
      expect(await refuse(method, at('full', rest))).toBe('404 vectors.set_not_found')
    await query('DELETE FROM outbox')
    await call('POST', '/v1/collections/bare/documents', { documents: createDocuments(2) })
    expect((await call('POST', at('bare'), { switch: 'automatic' })).status).toBe(202)
    expect(await refuse('POST', at('bare'), { switch: 'manual' })).toBe('409 vectors.set_building')
    expect(await refuse('DELETE', at('bare', '/1'))).toBe('409 vectors.set_building')
    expect(await collectionId('bare')).toBeTypeOf('number')
  })

  it('includes requests of the wrong shape, and a key that lives in a page', async () => {
    await createReady('shaped')
    for (const body of [{}, { switch: 'sometimes' }, { switch: 'manual', more: 1 }, []])
      expect(await refuse('POST', at('shaped'), body)).toBe('400 request.invalid')
    for (const queries of [[], [''], Array.from({ length: 51 }, (_, n) => `q${n}`), 'lamp', ['x'.repeat(513)]])
      expect(await refuse('POST', at('shaped', '/2/comparison'), { queries })).toBe('400 request.invalid')
    for (const set of ['0', '-1', 'two', '1.5']) expect(await refuse('POST', at('shaped', `/${set}/serve`))).toBe('400 request.invalid')
    expect(await refuse('GET', at('shaped', '/2/comparison?q='))).toBe('400 request.invalid')
    expect(await refuse('GET', at('shaped', '?page=2'))).toBe('400 request.invalid')
    const key = { authorization: 'Bearer search-key-of-the-tests' }
    for (const [method, rest] of [
      ['GET', ''],
      ['POST', '/2/serve'],
      ['POST', '/rollback'],
      ['DELETE', '/2'],
      ['GET', '/2/comparison'],
    ] as const)
      expect((await call(method, at('shaped', rest), undefined, key)).body['code']).toBe('auth.forbidden')
  })
})
