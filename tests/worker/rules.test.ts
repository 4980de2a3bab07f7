/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RuleEffect } from '../../src/contracts/rules.ts'
import './setup.ts'
import { makeRule, onWords } from '../support/rules.ts'
import { createCollection } from './support/lamp-shop.ts'
import { SEARCH, expectProblem, send } from './support/send.ts'

const path = (rest = '', name = 'ruled'): string => `/v1/collections/${name}/rules${rest}`
// oxlint-disable-next-line unicorn/no-thenable -- the member is called so on the wire
const ruleOf = (when: unknown, ...effects: unknown[]) => ({ when, then: effects })
const lamp = { query: { match: 'contains', text: 'lamp' } }
const hide = (...ids: string[]): RuleEffect => ({ hide: { ids } })
const search = async (request: Record<string, unknown>) => {
  const { body } = await send('POST', '/v1/collections/ruled/search', { json: { mode: 'keyword', perPage: 3, ...request }, key: SEARCH })
  const hits = z.array(z.object({ id: z.string() })).parse(body['hits'])
  return { ids: hits.map(({ id }) => id), total: body['total'], appliedRules: body['appliedRules'], degraded: body['degraded'] }
}

beforeAll(async () => {
  await createCollection('ruled', 6)
})

describe('rules', () => {
  it('are drafted, ordered, previewed, published, followed, discarded and deleted', async () => {
    const put = await send('PUT', path('/pins'), {
      json: { name: 'Last first', ...ruleOf(lamp, { pin: { ids: ['d5'] } }, { banner: { content: { text: 'Hi' } } }) },
    })
    expect([put.status, put.body]).toMatchObject([200, { rule: { id: 'pins', position: 1, live: false, enabled: true }, conflicts: [] }])
    const second = await send('PUT', path('/hides'), { json: ruleOf({}, hide('d5', 'd0')) })
    expect(second.body['conflicts']).toEqual([{ code: 'rules.at_odds', rules: ['pins', 'hides'], message: 'One pins "d5", which the other hides.' }])
    expect(await search({ q: 'lamp' })).toMatchObject({ total: 6, appliedRules: [] })
    const preview = await send('POST', path('/preview'), { json: { queries: ['lamp', { q: '', segments: ['vip'] }] } })
    expect([preview.status, preview.body['queries']]).toMatchObject([
      200,
      [{ q: 'lamp', live: { total: 6 }, draft: { total: 5 }, removed: ['d0'] }, { draft: { total: 4 } }],
    ])
    const published = await send('POST', path('/publish'))
    expect([published.status, published.body]).toMatchObject([200, { rules: 2, configVersion: 2 }])
    expect(await search({ q: 'lamp' })).toMatchObject({
      ids: ['d5', 'd1', 'd2'],
      total: 5,
      appliedRules: [
        { id: 'pins', name: 'Last first', effects: ['pin', 'banner'], banner: { text: 'Hi' } },
        { id: 'hides', name: null, effects: ['hide'] },
      ],
      degraded: [],
    })
    expect((await send('POST', path('/order'), { json: { ids: ['hides', 'pins'] } })).body).toMatchObject({ ids: ['hides', 'pins'] })
    expect((await send('POST', path('/discard'))).status).toBe(204)
    expect((await send('GET', path('?limit=1'))).body).toMatchObject({
      items: [{ id: 'pins', live: true }],
      nextCursor: expect.any(String),
      live: 2,
      unpublished: false,
    })
    expect((await send('DELETE', path('/pins'))).status).toBe(204)
    expectProblem(await send('GET', path('/pins')), 'rules.not_found')
    expectProblem(await send('DELETE', path('/pins')), 'rules.not_found')
    expect((await search({ q: 'lamp' })).ids[0]).toBe('d5')
    await send('POST', path('/publish'))
    expect(await search({ q: 'lamp' })).toMatchObject({ ids: ['d1', 'd2', 'd3'], total: 4 })
  })

  it('are told apart by segments, in the body and in the address', async () => {
    await send('PUT', path('/vip'), { json: ruleOf({ segment: 'vip' }, { filter: { filter: 'price < 3' } }) })
    await send('POST', path('/publish'))
    expect([(await search({ q: 'lamp', segments: ['vip'] })).total, (await search({ q: 'lamp' })).total]).toEqual([2, 4])
    const get = await send('GET', '/v1/collections/ruled/search?q=lamp&mode=keyword&segments=new,vip', { key: SEARCH })
    expect(get.body['total']).toBe(2)
  })

  it('are imported and exported whole, and a failed line stops no other', async () => {
    await createCollection('filed', 3)
    const ndjson = (text: string, query = '') => send('POST', path(`/import${query}`, 'filed'), { body: text, type: 'application/x-ndjson' })
    const rules = ['a', 'b'].map((id) => makeRule(id, onWords('exact', id), [{ hide: { ids: ['d0'] } }]))
    const file = `${rules.map((rule) => JSON.stringify(rule)).join('\n')}\n{"id":"c"}\n`
    const tried = await ndjson(file, '?dryRun=true')
    const written = await ndjson(file)
    expect(written.body).toMatchObject({ imported: 2, failed: [{ line: 3, code: 'rules.invalid' }] })
    expect([tried.status, tried.body, written.status]).toEqual([200, { ...written.body, dryRun: true }, 200])
    const exported = await send('GET', path('/export', 'filed'))
    expect(
      exported.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(rules)
    const again = await send('POST', path('/import?replace=true', 'filed'), { json: rules.toReversed() })
    expect([again.status, again.body]).toMatchObject([200, { imported: 0, unchanged: 2, removed: 0, reordered: true }])
    expect((await send('GET', path('/export?state=live', 'filed'))).text).toBe('')
    expect((await ndjson('{}')).status).toBe(422)
    expectProblem(await ndjson('', '?place=middle'), 'request.invalid')
    expectProblem(await send('GET', path('/export?state=old', 'filed')), 'request.invalid')
    expectProblem(await send('GET', path('/export', 'filed'), { key: SEARCH }), 'auth.forbidden')
    expectProblem(await send('POST', path('/import', 'filed'), { body: 'a,b', type: 'text/csv' }), 'request.media_type')
    expectProblem(await send('PUT', path('/import', 'filed'), { json: ruleOf({}, hide('a')) }), 'rules.invalid')
  })

  it('of every kind run on this platform, a thousand of them', async () => {
    await createCollection('many', 3)
    const matches = ['exact', 'phrase', 'contains', 'regex'] as const
    const rules = Array.from({ length: 1000 }, (_unused, at) => {
      const match = matches[at % 4] ?? 'exact'
      return makeRule(`r${at}`, onWords(match, match === 'regex' ? `^lamp ${at}$` : `lamp ${at}`), [{ banner: { content: at } }])
    })
    expect((await send('POST', path('/import', 'many'), { json: rules })).body).toMatchObject({ imported: 1000, failedTotal: 0 })
    expect((await send('POST', path('/publish', 'many'))).body).toMatchObject({ rules: 1000 })
    expectProblem(await send('PUT', path('/more', 'many'), { json: ruleOf({}, hide('a')) }), 'rules.too_many')
    for (const at of [0, 1, 2, 3, 999]) {
      const found = await send('POST', '/v1/collections/many/search', { json: { q: `Lamp ${at}`, mode: 'keyword' } })
      expect([found.body['appliedRules'], found.body['degraded']]).toMatchObject([[{ id: `r${at}`, banner: at }], []])
    }
  })
})

describe('a bad rule', () => {
  const put = (rule: unknown) => send('PUT', path('/bad'), { json: rule })
  const pins = (count: number) => ({ pin: { ids: Array.from({ length: count }, (_unused, at) => `d${at}`) } })
  it.each([
    ['10,000 pins', ruleOf(lamp, pins(10_000)), 'then[0].pin', 'pins 10000 documents, at most 100'],
    ['a pin it hides', ruleOf(lamp, hide('d1'), { pin: [{ id: 'd1', position: 1 }] }), 'then[1].pin[0].id', 'hidden by then[0]'],
    ['a negative weight', ruleOf(lamp, { boost: { filter: 'price > 1', weight: -2 } }), 'then[0].boost.weight', 'is -2'],
    ['a weight of 11', ruleOf(lamp, { bury: { filter: 'price > 1', weight: 11 } }), 'then[0].bury.weight', 'at most 10'],
    ['an expression RE2 has no way for', ruleOf({ query: { match: 'regex', text: '(a+)\\1' } }, hide('d1')), 'when.query.text', 'invalid escape'],
    ['an unknown field', ruleOf({ filter: 'shade = "red"' }, hide('d1')), 'when.filter', 'shade'],
    ['prose as a filter', ruleOf({}, { filter: { filter: 'title = "x"' } }), 'then[0].filter.filter', 'title'],
    ['a bad date', ruleOf({ from: '2026-13-01T00:00:00Z' }, hide('d1')), 'when.from', 'no RFC 3339 date'],
    ['a script as an address', ruleOf({}, { redirect: { url: 'javascript:alert(1)' } }), 'then[0].redirect.url', 'is no address'],
  ])('with %s is refused with a finding at its place', async (_name, rule, at, message) => {
    const answer = await put(rule)
    expectProblem(answer, 'rules.invalid')
    expect(answer.body['errors']).toEqual([expect.objectContaining({ path: at, message: expect.stringContaining(message) })])
  })

  it.each([
    ['no effect', { when: lamp }, 'then'],
    ['two effects in one', ruleOf({}, { pin: { ids: ['a'] }, hide: { ids: ['b'] } }), 'then[0]'],
    ['an effect nobody knows', ruleOf({}, { explode: {} }), 'then[0]'],
    ['a weight that is no number', ruleOf({}, { boost: { filter: 'price > 1', weight: 'NaN' } }), 'then[0].boost.weight'],
    ['a match nobody knows', ruleOf({ query: { match: 'fuzzy', text: 'a' } }, hide('a')), 'when.query.match'],
    ['an unknown member', { ...ruleOf({}, hide('a')), colour: 'red' }, ''],
  ])('with %s is malformed', async (_name, rule, at) => {
    const answer = await put(rule)
    expectProblem(answer, 'request.invalid')
    expect(answer.body['errors']).toEqual(expect.arrayContaining([expect.objectContaining({ path: at })]))
  })

  it('that leads in a circle, or to an id that is an address, is refused', async () => {
    const rewrite = (from: string, to: string) => ruleOf({ query: { match: 'exact', text: from } }, { rewrite: { query: to } })
    expect((await send('PUT', path('/a'), { json: rewrite('couch', 'sofa') })).status).toBe(200)
    expectProblem(await send('PUT', path('/b'), { json: rewrite('sofas', 'couches') }), 'rules.circle')
    expectProblem(await send('PUT', path('/c'), { json: rewrite('rug', 'rugs') }), 'rules.circle')
    expectProblem(await send('PUT', path('/publish'), { json: rewrite('a', 'b') }), 'rules.invalid')
    expectProblem(await send('PUT', path('/x'), { json: { ...rewrite('a', 'b'), id: 'y' } }), 'rules.invalid')
  })

  it('is no catastrophe when it is a catastrophic expression', async () => {
    expect(
      (await send('PUT', path('/slow'), { json: ruleOf({ query: { match: 'regex', text: '^(a+)+$|(a|a)*b' } }, { banner: { content: 1 } }) })).status,
    ).toBe(200)
    await send('POST', path('/publish'))
    expect(await search({ q: `${'a'.repeat(60)} `.repeat(8) + '!' })).toMatchObject({ degraded: [] })
  })

  it('in an order, a preview or a page that nobody gave out is refused', async () => {
    expectProblem(await send('POST', path('/order'), { json: { ids: ['nothing'] } }), 'rules.not_found')
    expectProblem(await send('POST', path('/order'), { json: { ids: ['a'] } }), 'rules.invalid')
    expectProblem(await send('POST', path('/preview'), { json: { queries: [] } }), 'request.invalid')
    expectProblem(await send('POST', path('/preview'), { json: { queries: Array.from({ length: 51 }, () => 'a') } }), 'request.invalid')
    expectProblem(await send('POST', path('/preview'), { json: { queries: ['a'], at: 'soon' } }), 'rules.invalid')
    expectProblem(await send('POST', path('/preview'), { json: { queries: [{ q: 'a', filter: 'shade = 1' }] } }), 'filter.field')
    expectProblem(await send('GET', path('?cursor=YWZ0ZXI6eA')), 'request.invalid')
    expectProblem(await send('GET', '/v1/collections/ruled/audit?cursor=YWZ0ZXI6eA'), 'request.invalid')
    expectProblem(await send('POST', '/v1/collections/ruled/search', { json: { q: 'lamp', segments: [''] } }), 'request.invalid')
  })
})

describe('the audit log', () => {
  it('is there for those who may write, page by page', async () => {
    const first = await send('GET', '/v1/collections/ruled/audit?limit=2')
    expect(first.body['items']).toMatchObject([
      { action: 'publish', subject: 'rule', subjectId: '*', actor: 'admin' },
      { action: 'put', subjectId: 'slow', before: null },
    ])
    const next = z.string().parse(first.body['nextCursor'])
    expect((await send('GET', `/v1/collections/ruled/audit?limit=1&cursor=${next}`)).body['items']).toMatchObject([{ action: 'put', subjectId: 'a' }])
    expectProblem(await send('GET', '/v1/collections/ruled/audit', { key: SEARCH }), 'auth.forbidden')
    expectProblem(await send('GET', path(), { key: SEARCH }), 'auth.forbidden')
    expectProblem(await send('GET', '/v1/collections/nowhere/audit'), 'collections.not_found')
  })
})
