/// <reference types="@cloudflare/vitest-plugin/types" />
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createQueryBuffer, createQueryLog } from '../../src/adapters/queues/query-log.ts'
import { createCompletionsPart, dayOf, recordQuery } from '../../src/domain/search/understanding/suggest/index.ts'
import { lexiconKey } from '../../src/domain/search/understanding/lexicon.ts'
import { runBackground } from '../../src/domain/operations/index.ts'
import { consumeQueue } from '../../src/queues/index.ts'
import type { Context } from '../../src/shared/context.ts'
import './setup.ts'
import { createCollection, createDocuments } from './support/lamp-shop.ts'
import { call, collectionId, createQuietServices, query, settle } from './support/quiet-app.ts'

const SEARCH = { authorization: 'Bearer search-key-of-the-tests' }
const SUGGEST = '/v1/collections/shop/suggest'

async function deliver(queue: string, bodies: readonly unknown[]) {
  const messages = bodies.map((body, at) => ({ id: `${queue}-${at}`, timestamp: Date.now(), attempts: 1, body }))
  const batch = createMessageBatch(queue, messages)
  const ctx = createExecutionContext()
  await consumeQueue(batch, env)
  return getQueueResult(batch, ctx)
}

async function findShop() {
  const { catalog, queryCounts } = createQuietServices(env, 'first-primary')
  const collection = await catalog.collections.findById(await collectionId('shop'))
  if (!collection) throw new Error('The shop is not there.')
  return { collection, queryCounts }
}

/** What a lexicon's version says is there: the blob first, then the row that names it. */
async function publishCompletions(version: number, queries: Parameters<typeof createCompletionsPart>[1]): Promise<void> {
  const { collection } = await findShop()
  const part = createCompletionsPart(collection.definition, queries)
  for (const [key, body] of createDocuments(20).entries()) part.add({ key, id: body.id, body, texts: [] })
  const work = part.finish()
  let step = work.next()
  while (step.done !== true) step = work.next()
  await env.BLOBS.put(lexiconKey(collection.id, version, 'completions'), step.value)
  const lexicon = { version, dataVersion: 1, generation: 1, documents: 20, builtAt: 0 }
  await query(
    'UPDATE collections SET lexicon = ?2, understanding_version = understanding_version + 1 WHERE id = ?1',
    collection.id,
    JSON.stringify(lexicon),
  )
}

const suggestedTexts = async (q: string): Promise<unknown[]> => {
  const { body } = await call('GET', `${SUGGEST}?q=${encodeURIComponent(q)}`, undefined, SEARCH)
  return (body['suggestions'] as { text: string }[]).map(({ text }) => text)
}

beforeAll(() => createCollection('shop', 20))

describe('a suggestion', () => {
  it('is not there before the words have been gathered, and is from then on', async () => {
    expect((await call('GET', `${SUGGEST}?q=la`, undefined, SEARCH)).body).toMatchObject({
      collection: 'shop',
      q: 'la',
      ready: false,
      suggestions: [],
    })
    await publishCompletions(1, [])
    const { status, headers, body } = await call('GET', `${SUGGEST}?q=lam&limit=3`, undefined, SEARCH)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({ ready: true, timings: { roundTrips: expect.any(Number) } })
    expect(body['suggestions']).toMatchObject([{ text: 'lamp', highlighted: '<mark>lam</mark>p', source: 'phrase', count: 20 }, {}, {}])
    expect(await suggestedTexts('brnad1')).toEqual([])
    expect(await suggestedTexts('brand1')).toEqual(['brand1'])
  })

  it('refuses what it does not know, and cuts what is too long', async () => {
    for (const search of ['limit=0', 'limit=21', 'limit=x', 'prefix=a', 'q=a&q=b']) {
      expect((await call('GET', `${SUGGEST}?${search}`, undefined, SEARCH)).body, search).toMatchObject({ status: 400, code: 'request.invalid' })
    }
    expect((await call('GET', `${SUGGEST}?q=${'l'.repeat(500)}`, undefined, SEARCH)).body['q']).toBe('l'.repeat(128))
    expect((await call('GET', '/v1/collections/nowhere/suggest')).body).toMatchObject({ code: 'collections.not_found' })
  })
})

describe('blocked words', () => {
  const path = '/v1/collections/shop/blocked-words'

  it('are not suggested from the moment they are put, and are again when they are taken out', async () => {
    expect((await call('PUT', path, { words: ['Lamps', 'brand1'] })).body).toEqual({ words: ['Lamps', 'brand1'] })
    expect(await suggestedTexts('lam')).toEqual([])
    expect(await suggestedTexts('brand1')).toEqual([])
    expect((await call('DELETE', `${path}/LAMPS`)).status).toBe(204)
    expect((await suggestedTexts('lam'))[0]).toBe('lamp')
    expect((await call('GET', path)).body).toEqual({ words: ['brand1'] })
    expect((await call('DELETE', `${path}/lamps`)).body).toMatchObject({ status: 404, code: 'words.not_found' })
    expect((await call('PUT', path, { words: [] })).body).toEqual({ words: [] })
  })

  it('are read and written by keys that may, in the shape that is asked for', async () => {
    expect((await call('GET', path, undefined, SEARCH)).status).toBe(403)
    expect((await call('PUT', path, { words: ['x'] }, SEARCH)).status).toBe(403)
    for (const body of [{}, { words: 'x' }, { words: [''] }, { words: ['!'] }, { words: ['x'.repeat(101)] }, { words: [], more: 1 }])
      expect((await call('PUT', path, body)).body).toMatchObject({ status: 400, code: 'request.invalid' })
    expect((await call('PUT', path, { words: new Array(10_001).fill('x') })).status).toBe(400)
  })
})

describe('a past query', () => {
  it('goes over the queue into the counts of its day, and comes back when it was searched three times', async () => {
    const sent: unknown[] = []
    const queue = { sendBatch: async (messages: Iterable<{ body: unknown }>) => void sent.push(...[...messages].map(({ body }) => body)) }
    const queryLog = createQueryLog(queue as unknown as Queue, createQueryBuffer(), { windowMs: 0 })
    const { collection } = await findShop()
    const ctx: Context = {
      tenant: 'default',
      requestId: 'r',
      actor: 'test',
      scopes: new Set(),
      now: () => Date.now(),
      timer: () => 0,
      newId: () => 'id',
      later: () => undefined,
    }
    await Promise.all(
      ['brass lamp', 'Brass  Lamp', 'brass lamp', 'rare lamp', 'rare lamp', 'me@example.com'].map((typed) =>
        recordQuery({ queryLog }, ctx, { collection, query: typed, empty: typed === 'Brass  Lamp' }),
      ),
    )
    expect((await deliver('meridian-queries', [...sent, { kind: 'unheard of' }])).ackAll).toBe(true)
    const day = dayOf(Date.now())
    expect(await query('SELECT query, day, searches, empty FROM query_counts WHERE collection_id = ?1 ORDER BY query', collection.id)).toEqual([
      { query: 'brass lamp', day, searches: 3, empty: 1 },
      { query: 'rare lamp', day, searches: 2, empty: 0 },
    ])
    const { queryCounts } = await findShop()
    const popular = await queryCounts.readPopular(collection.id, day - 30, 3)
    expect(popular).toEqual([{ query: 'brass lamp', searches: 3, empty: 1 }])
    await publishCompletions(2, popular)
    expect((await suggestedTexts('br'))[0]).toBe('brass lamp')
  })

  it('that can not be counted is tried again, then dropped: it never becomes a failed job', async () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { collection } = await findShop()
    const message = { kind: 'query', tenant: 'default', collection: collection.id, query: 'lost', language: 'en', empty: false, day: 1 }
    await query('ALTER TABLE query_counts RENAME TO query_counts_away')
    const failed = await deliver('meridian-queries', [message])
    await query('ALTER TABLE query_counts_away RENAME TO query_counts')
    expect(failed.retryBatch).toMatchObject({ retry: true })
    expect(reported).toHaveBeenCalledOnce()
    reported.mockRestore()
    expect((await deliver('meridian-dead-letters', [message])).explicitAcks).toEqual(['meridian-dead-letters-0'])
    expect(await query("SELECT id FROM jobs WHERE kind = 'dead-letter' AND collection_id = ?1", collection.id)).toEqual([])
  })

  it('is forgotten after ninety days', async () => {
    const { collection } = await findShop()
    const day = dayOf(Date.now())
    const message = { kind: 'query', tenant: 'default', collection: collection.id, query: 'ancient', language: 'en', empty: false }
    await deliver('meridian-queries', [
      { ...message, day: day - 91 },
      { ...message, day: day - 89 },
    ])
    const { operations } = createQuietServices(env, 'first-primary')
    await runBackground(operations, { sweptAt: 0, failures: 0 }, () => Date.now())
    await settle()
    expect(await query("SELECT day FROM query_counts WHERE query = 'ancient'")).toEqual([{ day: day - 89 }])
  })
})
