/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import './setup.ts'
import { createCollection, learn } from './support/lamp-shop.ts'
import { getJob, settle } from './support/quiet-app.ts'
import { SEARCH, expectProblem, send } from './support/send.ts'

const path = (name: string, rest = ''): string => `/v1/collections/${name}/synonyms${rest}`
const twoWay = { type: 'two_way', words: ['lamp', 'light'] }
const readLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)

beforeAll(async () => {
  await createCollection('words', 5)
})

describe('a synonym rule', () => {
  it('is created, read, listed, replaced and deleted', async () => {
    const created = await send('POST', path('words'), { json: twoWay })
    expect([created.status, created.body]).toMatchObject([201, { rule: { ...twoWay, weight: 0.8 }, conflicts: [] }])
    const id = z.object({ rule: z.object({ id: z.string() }) }).parse(created.body).rule.id
    expect((await send('GET', path('words', `/${id}`), { key: SEARCH })).body).toMatchObject({ id, ...twoWay, weight: 0.8 })
    const put = await send('PUT', path('words', '/mine'), { json: { type: 'one_way', from: ['light'], to: ['lamp'], weight: 0.5 } })
    expect([put.status, put.body]).toMatchObject([200, { conflicts: [{ code: 'synonyms.contradicted', rules: ['mine', id] }] }])
    expect((await send('GET', path('words', '?limit=1'))).body).toMatchObject({ items: [{ id }], nextCursor: expect.any(String) })
    expect((await send('GET', path('words', '?q=mine'))).body).toMatchObject({ items: [{ id: 'mine', weight: 0.5 }], nextCursor: null })
    expect((await send('DELETE', path('words', '/mine'))).status).toBe(204)
    expectProblem(await send('GET', path('words', '/mine')), 'synonyms.not_found')
  })

  it('that is malformed or expands to itself is refused', async () => {
    expectProblem(await send('POST', path('words'), { json: { type: 'two_way', words: ['lamp'] } }), 'request.invalid')
    expectProblem(await send('POST', path('words'), { json: { type: 'two_way', words: ['lamp', 'Lamps'] } }), 'synonyms.invalid')
    expectProblem(await send('PUT', path('words', '/export'), { json: twoWay }), 'synonyms.invalid')
    expectProblem(await send('PUT', path('words', '/a'), { json: { ...twoWay, id: 'b' } }), 'synonyms.invalid')
    expectProblem(await send('POST', path('nowhere'), { json: twoWay }), 'collections.not_found')
    expectProblem(await send('POST', path('words'), { json: twoWay, key: SEARCH }), 'auth.forbidden')
  })
})

describe('a file of synonym rules', () => {
  it('is imported, exported and imported again without a difference', async () => {
    await createCollection('filed', 1)
    const text = '# shop\nlamp, light\nbroken\ndesk => table, bureau\n'
    const answer = await send('POST', path('filed', '/import'), { body: text, type: 'text/plain; charset=utf-8' })
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { imported: 2, failedTotal: 1, failed: [{ line: 3, code: 'synonyms.invalid' }], conflicts: [] },
    ])
    const exported = await send('GET', path('filed', '/export'))
    expect(exported.headers.get('content-type')).toBe('application/x-ndjson')
    expect(readLines(exported.text)).toHaveLength(2)
    const gzipped = new Response(exported.text).body?.pipeThrough(new CompressionStream('gzip'))
    const packed = await new Response(gzipped ?? null).arrayBuffer()
    const headers = { 'content-encoding': 'gzip' }
    const again = await send('POST', path('filed', '/import?replace=true'), { body: packed, type: 'application/x-ndjson', headers })
    expect(again.body).toMatchObject({ imported: 2, failedTotal: 0 })
    expect((await send('GET', path('filed', '/export'))).text).toBe(exported.text)
  })

  it('is refused when it is of another type, too large, or holds nothing sound', async () => {
    expectProblem(await send('POST', path('words', '/import'), { body: 'a, b', type: 'text/csv' }), 'request.media_type')
    expectProblem(await send('POST', path('words', '/import'), { body: 'x'.repeat(10_000_001), type: 'text/plain' }), 'request.too_large')
    expectProblem(await send('POST', path('words', '/import?replace=maybe'), { body: 'a, b', type: 'text/plain' }), 'request.invalid')
    const answer = await send('POST', path('words', '/import'), { body: 'nothing', type: 'text/plain' })
    expect([answer.status, answer.body]).toMatchObject([422, { imported: 0, failedTotal: 1 }])
    expectProblem(await send('GET', path('nowhere', '/export')), 'collections.not_found')
  })

  it('of 20,000 lines is taken by the real store in one batch', async () => {
    await createCollection('large', 1)
    const text = Array.from({ length: 20_000 }, (_unused, at) => `term${at}, word${at}`).join('\n')
    expect((await send('POST', path('large', '/import'), { body: text, type: 'text/plain' })).body).toMatchObject({
      imported: 20_000,
      failedTotal: 0,
    })
    expect(readLines((await send('GET', path('large', '/export'))).text)).toHaveLength(20_000)
  })
})

describe('a preview', () => {
  it('runs the queries with and without the rules', async () => {
    await createCollection('seen', 5)
    const json = { rules: [{ id: 'x', type: 'two_way', words: ['lantern', 'lamp'] }], queries: ['lamp', 'number'] }
    const { status, body } = await send('POST', path('seen', '/preview'), { json })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      conflicts: [],
      queries: [
        { query: 'lamp', before: { total: 5, expansions: [] }, after: { total: 5, expansions: [{ from: 'lamp', to: 'lantern', rule: 'x' }] } },
        { query: 'number', before: { total: 5 }, after: { total: 5 }, added: [], removed: [], moved: [] },
      ],
    })
    expectProblem(await send('POST', path('seen', '/preview'), { json: { queries: [] } }), 'request.invalid')
  })
})

describe('suggestions', () => {
  it('are mined by a job, and can be turned down', async () => {
    await createCollection('mined', 0, { vectors: [{ name: 'content', fields: ['title', 'brand'] }] })
    expectProblem(await send('POST', path('mined', '/suggestions')), 'synonyms.no_model')
    await learn('mined', 60)
    const { status, body } = await send('POST', path('mined', '/suggestions'))
    expect(status).toBe(202)
    await settle()
    expect(await getJob(body['jobId'])).toMatchObject({ kind: 'mine-synonyms', state: 'succeeded', result: { suggestions: 0 } })
    expect((await send('GET', path('mined', '/suggestions'))).body).toEqual({ items: [], nextCursor: null })
    expectProblem(await send('POST', path('mined', '/suggestions/none/reject')), 'synonyms.not_found')
    expectProblem(await send('POST', path('mined', '/suggestions/none/approve')), 'synonyms.not_found')
  })
})
