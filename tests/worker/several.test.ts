/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it } from 'vitest'
import type { FederatedHit, FederatedResponse, SimilarResponse } from '../../src/contracts/several.ts'
import './setup.ts'
import { createCollection, createDocuments, learn } from './support/lamp-shop.ts'
import { SEARCH, type Sent, expectProblem, send } from './support/send.ts'

const post = (path: string, sent: Sent | unknown) => send('POST', path, { key: SEARCH, json: sent })
const lamps = { collection: 'lamps', q: 'lamp' }
const more = { collection: 'more', q: 'lamp', perPage: 2 }

beforeAll(async () => {
  await createCollection('lamps', 12)
  await createCollection('more', 7)
  await createCollection('learnt', 0, { vectors: [{ name: 'content', fields: ['title', 'brand'] }] })
  await learn('learnt', 40)
})

describe('several searches', () => {
  it('are answered in order, and one that fails fails alone', async () => {
    const searches = [lamps, { ...lamps, collection: 'nobody' }, { ...more, filter: 'price <' }, more, { ...more, page: 501 }, lamps]
    const { status, body } = await post('/v1/search', { searches })
    expect(status).toBe(200)
    const alone = await post('/v1/collections/lamps/search', { q: 'lamp' })
    expect(body['results']).toMatchObject([
      { collection: 'lamps', total: 12, hits: alone.body['hits'] },
      { error: { code: 'collections.not_found', status: 404, type: '/docs/errors#collections.not_found' } },
      { error: { code: 'filter.syntax', status: 400, errors: [{ path: 'filter', offset: 7 }] } },
      { collection: 'more', total: 7, perPage: 2 },
      { error: { code: 'search.page_too_deep', status: 422 } },
      { collection: 'lamps', total: 12 },
    ])
  })

  it('hide from a search key what it may not see', async () => {
    expectProblem(await send('POST', '/v1/search', { key: null, json: { searches: [lamps] } }), 'auth.missing')
    expect((await post('/v1/search', { searches: [{ ...lamps, filter: 'secret = 1' }] })).body).toMatchObject({
      results: [{ error: { code: 'filter.field' } }],
    })
  })

  it.each([
    [{}, 'searches'],
    [{ searches: [] }, 'searches'],
    [{ searches: Array.from({ length: 21 }, () => lamps) }, 'searches'],
    [{ searches: [{ q: 'lamp' }] }, 'searches[0].collection'],
    [{ searches: [lamps, { ...lamps, colour: 'red' }] }, 'searches[1]'],
    [{ searches: [lamps], more: true }, ''],
    [{ searches: [{ ...lamps, weight: 2 }] }, 'searches[0].weight'],
    [{ searches: [{ ...lamps, weight: 0 }], federate: {} }, 'searches[0].weight'],
    [{ searches: [{ ...lamps, weight: -1 }], federate: {} }, 'searches[0].weight'],
    [{ searches: [{ ...lamps, weight: null }], federate: {} }, 'searches[0].weight'],
    [{ searches: [{ ...lamps, weight: 11 }], federate: {} }, 'searches[0].weight'],
    [{ searches: [{ ...lamps, page: 1 }], federate: {} }, 'searches[0].page'],
    [{ searches: [lamps, { ...lamps, perPage: 5 }], federate: {} }, 'searches[1].perPage'],
    [{ searches: [{ ...lamps, resultSetId: 'x' }], federate: {} }, 'searches[0].resultSetId'],
    [{ searches: [lamps], federate: { page: 0 } }, 'federate.page'],
    [{ searches: [lamps], federate: { perPage: 251 } }, 'federate.perPage'],
    [{ searches: [lamps], federate: { size: 1 } }, 'federate'],
    [{ searches: [lamps], federate: true }, 'federate'],
    [{ searches: [lamps], federate: { resultSetId: 'garbage' } }, 'federate.resultSetId'],
  ])('%j is refused at %s', async (json, path) => {
    const answer = await post('/v1/search', json)
    expectProblem(answer, 'request.invalid')
    expect((answer.body['errors'] as { path: string }[]).map((item) => item.path)).toEqual([path])
  })

  it('take no number that JSON has not', async () => {
    for (const [weight, code] of [
      ['NaN', 'request.json'],
      ['1e999', 'request.invalid'],
    ] as const) {
      const body = `{"searches":[{"collection":"lamps","weight":${weight}}],"federate":{}}`
      expectProblem(await send('POST', '/v1/search', { body, type: 'application/json' }), code)
    }
  })
})

describe('a federated list', () => {
  const searches = [
    { ...lamps, weight: 1.05 },
    { collection: 'more', q: 'lamp', facets: ['brand'] },
  ]
  const read = async (federate: Record<string, unknown>): Promise<FederatedResponse> => {
    const { status, body, text } = await post('/v1/search', { searches, federate })
    expect(status, text).toBe(200)
    return body as unknown as FederatedResponse
  }

  it('is read page by page, every document of every search once', async () => {
    const whole = await read({ perPage: 100 })
    expect([whole.total, whole.hits.length, whole.exhaustive.total]).toEqual([19, 19, true])
    const hits: FederatedHit[] = []
    let resultSetId: string | undefined
    for (let page = 1; page <= 4; page++) {
      const answer = await read({ page, perPage: 5, ...(resultSetId === undefined ? {} : { resultSetId }) })
      expect(answer.resultSetId).toBe(whole.resultSetId)
      if (page > 1) expect(answer.resultSet).toBe('kept')
      resultSetId = answer.resultSetId
      hits.push(...answer.hits)
    }
    expect(hits).toEqual(whole.hits)
    expect(whole.results).toMatchObject([
      { collection: 'lamps', total: 12 },
      { collection: 'more', total: 7, facets: { brand: { values: [{ value: 'brand0' }, {}, {}] } } },
    ])
  })

  it('fails with the search that fails', async () => {
    const answer = await post('/v1/search', { searches: [lamps, { collection: 'nobody' }], federate: {} })
    expectProblem(answer, 'collections.not_found')
    expect(answer.body['errors']).toMatchObject([{ path: 'searches[1]' }])
    expectProblem(await post('/v1/search', { searches: [lamps], federate: { page: 51 } }), 'search.page_too_deep')
  })
})

describe('similar documents', () => {
  const similar = async (collection: string, json: Record<string, unknown>): Promise<SimilarResponse> => {
    const { status, body, text } = await post(`/v1/collections/${collection}/similar`, json)
    expect(status, text).toBe(200)
    return body as unknown as SimilarResponse
  }

  it('have vectors that the collection counts, and a search may pick', async () => {
    const { body } = await send('GET', '/v1/collections/learnt', {})
    expect(body['semantic']).toMatchObject({ state: 'ready', vectors: [{ name: 'content', vectors: 40 }] })
    const listed = await send('GET', '/v1/collections', {})
    expect(listed.text).not.toContain('"vectors":40')
    const picked = await post('/v1/collections/learnt/search', { q: 'brand0', vectors: ['content'] })
    expect(picked.body['degraded']).toEqual([])
    const whole = await post('/v1/collections/learnt/search', { q: 'brand0' })
    expect(picked.body['hits']).toEqual(whole.body['hits'])
  })

  it('are found by the vectors learnt from the collection', async () => {
    const { hits, degraded } = await similar('learnt', { like: ['d3'], limit: 40, explain: true })
    expect(degraded).toEqual([])
    expect(hits.length).toBeGreaterThan(0)
    expect(hits.map(({ id }) => id)).not.toContain('d3')
    // the same brand is the one word they share besides what all have
    expect(hits[0]?.document['brand']).toBe('brand0')
    for (const { score, trace } of hits) expect(trace?.features.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9)
    const one = await send('GET', '/v1/collections/learnt/documents/d3/similar?limit=40&explain=true', { key: SEARCH })
    expect(one.body['hits']).toEqual(hits)
  })

  it('are chosen by parameters as by the body', async () => {
    const query = new URLSearchParams({ vectors: '{"content":2}', filter: 'price < 10', limit: '3', fields: 'title,price' })
    const { body } = await send('GET', `/v1/collections/learnt/documents/d3/similar?${query.toString()}`, { key: SEARCH })
    expect(body['hits']).toEqual((await similar('learnt', { like: ['d3'], filter: 'price < 10', limit: 3, fields: ['title', 'price'] })).hits)
    expect((await send('GET', '/v1/collections/learnt/documents/d3/similar?vectors=content', { key: SEARCH })).status).toBe(200)
  })

  it('are found by words while nothing is learnt', async () => {
    const { hits, degraded } = await similar('lamps', { like: ['d3'], limit: 3 })
    expect(degraded).toEqual(['semantic'])
    expect(hits.map(({ id }) => id).toSorted()).toEqual(['d0', 'd6', 'd9'])
    expect((await similar('lamps', { text: 'brand1', limit: 100 })).hits.length).toBe(
      createDocuments(12).filter(({ brand }) => brand === 'brand1').length,
    )
  })

  it.each([
    [{}, 'like'],
    [{ like: [], text: ' ' }, 'like'],
    [{ unlike: ['d1'] }, 'like'],
    [{ like: ['d1'], unlike: ['d1'] }, 'unlike[0]'],
    [{ like: [''] }, 'like[0]'],
    [{ like: Array.from({ length: 51 }, (_, at) => `d${at}`) }, 'like'],
    [{ text: 'lamp', limit: 101 }, 'limit'],
    [{ text: 'lamp', limit: 0 }, 'limit'],
    [{ text: 'lamp', perPage: 3 }, ''],
    [{ text: 'lamp', vectors: [] }, 'vectors'],
    [{ text: 'lamp', vectors: { content: -1 } }, 'vectors'],
    [{ text: 7 }, 'text'],
  ])('of %j are refused at %s', async (json, path) => {
    const answer = await post('/v1/collections/learnt/similar', json)
    expectProblem(answer, 'request.invalid')
    expect((answer.body['errors'] as { path: string }[])[0]?.path).toMatch(new RegExp(`^${path.replaceAll('[', '\\[')}`))
  })

  it.each([
    ['learnt', { like: ['d1', 'nobody'] }, 'documents.not_found'],
    ['nobody', { text: 'lamp' }, 'collections.not_found'],
    ['learnt', { text: 'lamp', vectors: ['other'] }, 'search.vector'],
    ['lamps', { text: 'lamp', vectors: ['content'] }, 'search.vector'],
    ['learnt', { text: 'lamp', vectors: { content: 0 } }, 'search.vector'],
    ['learnt', { text: 'lamp', filter: 'price <' }, 'filter.syntax'],
  ] as const)('in %s of %j fail with %s', async (collection, json, code) => {
    expectProblem(await post(`/v1/collections/${collection}/similar`, json), code)
  })

  it('of one document refuse what they do not know', async () => {
    const path = '/v1/collections/learnt/documents'
    for (const query of ['limit=many', 'limit=0', 'explain=2', 'q=lamp', 'vectors={', '__proto__=1'])
      expectProblem(await send('GET', `${path}/d1/similar?${query}`, { key: SEARCH }), 'request.invalid', query)
    expectProblem(await send('GET', `${path}/nobody/similar`, { key: SEARCH }), 'documents.not_found')
  })
})

describe('explaining', () => {
  const ask = (collection: string, query: Record<string, string>, key: string | null = SEARCH) =>
    send('GET', `/v1/collections/${collection}/explain?${new URLSearchParams(query).toString()}`, { key })

  it('gives a document the rank and the score that its search gives it', async () => {
    for (const collection of ['lamps', 'learnt']) {
      const found = await post(`/v1/collections/${collection}/search`, { q: 'lamp brand1', filter: 'price < 10', perPage: 5, explain: true })
      for (const hit of found.body['hits'] as { id: string; rank: number; trace: unknown }[]) {
        const { status, body } = await ask(collection, { q: 'lamp brand1', filter: 'price < 10', perPage: '5', id: hit.id })
        expect(status).toBe(200)
        expect(body).toMatchObject({ collection, id: hit.id, found: true, rank: hit.rank, total: found.body['total'], trace: hit.trace })
        expect(body['resultSetId']).toBe(found.body['resultSetId'])
      }
    }
  })

  it('says why a document is not there', async () => {
    const { body } = await ask('lamps', { q: 'lamp', filter: 'price < 5', id: 'd7' })
    expect(body).toMatchObject({ found: false, rank: null, trace: null })
    expect(body['summary']).toBe('Not among the 5 results: fails the filter price < 5 (price is 7); matches *lamp* in title.')
  })

  it('refuses what it does not know, and what is not there', async () => {
    for (const extra of [{ colour: 'red' }, { page: '2' }, { resultSetId: 'x' }, { perPage: '0' }, { mode: 'loud' }] as Record<string, string>[])
      expectProblem(await ask('lamps', { q: 'lamp', id: 'd1', ...extra }), 'request.invalid', JSON.stringify(extra))
    expectProblem(await ask('lamps', { q: 'lamp' }), 'request.invalid')
    expectProblem(await ask('lamps', { q: 'lamp', id: 'd1', filter: 'price <' }), 'filter.syntax')
    expectProblem(await ask('lamps', { q: 'lamp', id: 'nobody' }), 'documents.not_found')
    expectProblem(await ask('nobody', { q: 'lamp', id: 'd1' }), 'collections.not_found')
    expectProblem(await ask('lamps', { q: 'lamp', id: 'd1' }, null), 'auth.missing')
  })
})
