/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it } from 'vitest'
import type { ERRORS } from '../../src/contracts/errors.ts'
import './setup.ts'
import { type Received, SEARCH, type Sent, expectProblem, send } from './support/send.ts'

const fields = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'sales', type: 'number' },
  { name: 'releasedAt', type: 'date' },
  { name: 'place', type: 'geo' },
  { name: 'category', type: 'string', facet: 'disjunctive' },
  { name: 'cost', type: 'number', hidden: true },
]
const documents = [
  { id: 'a', title: 'Desk', sales: 1, place: { lat: 52.5, lng: 13.4 } },
  { id: 'b', title: 'Desk', sales: 50, place: { lat: -16.8, lng: 179.9 } },
  { id: 'c', title: 'Desk', sales: 1000 },
]
const features = { popularity: { field: 'sales', scale: 1000 }, distance: { field: 'place', halfMetres: 5000 } }
const bySales = { features, weights: { popularity: 1 } }

const path = (name: string, rest = ''): string => `/v1/collections/${name}/ranking${rest}`
const put = (name: string, profile: string, json: unknown, sent: Sent = {}): Promise<Received> =>
  send('PUT', path(name, `/profiles/${profile}`), { json, ...sent })
const post = (name: string, verb: string, json?: unknown, sent: Sent = {}): Promise<Received> =>
  send('POST', path(name, `/${verb}`), { ...(json === undefined ? {} : { json }), ...sent })

async function createShop(name: string): Promise<void> {
  expect((await send('PUT', `/v1/collections/${name}`, { json: { fields, vectors: [] } })).status).toBe(201)
  expect((await send('POST', `/v1/collections/${name}/documents`, { json: { documents } })).status).toBe(200)
}

async function search(name: string, json: Record<string, unknown> = {}): Promise<{ ids: string[]; body: Received['body'] }> {
  const { status, body, text } = await send('POST', `/v1/collections/${name}/search`, { json: { q: 'desk', ...json }, key: SEARCH })
  expect(status, text.slice(0, 300)).toBe(200)
  return { ids: (body['hits'] as { id: string }[]).map(({ id }) => id), body }
}

beforeAll(() => createShop('ranked'))

describe('a ranking profile', () => {
  it('is written, read, listed, promoted, rolled back and deleted', async () => {
    await createShop('cycle')
    expect((await search('cycle')).ids).toEqual(['a', 'b', 'c'])
    const created = await put('cycle', 'sales', bySales)
    expect([created.status, created.body]).toMatchObject([201, { name: 'sales', version: 1, definition: bySales, createdAt: expect.any(String) }])
    const second = await put('cycle', 'sales', { ...bySales, fusion: 'max' })
    expect([second.status, second.body]).toMatchObject([200, { version: 2, versions: [{ version: 2 }, { version: 1 }] }])
    expect((await send('GET', path('cycle', '/profiles/sales?version=1'))).body).toMatchObject({ version: 1, definition: bySales })
    expect((await send('GET', path('cycle', '/profiles?limit=1'))).body).toMatchObject({ items: [{ name: 'sales', version: 2 }], nextCursor: null })
    const promoted = await post('cycle', 'promote', { name: 'sales' })
    expect([promoted.status, promoted.body]).toMatchObject([
      200,
      { served: { name: 'sales', version: 2 }, previous: [{ name: 'default', version: 0 }] },
    ])
    const found = await search('cycle', { explain: true })
    expect(found.ids).toEqual(['c', 'b', 'a'])
    expect(found.body['configVersion']).toBe(promoted.body['configVersion'])
    expect((await search('cycle', { weights: { popularity: 0 } })).ids).toEqual(['a', 'b', 'c'])
    expect((await post('cycle', 'rollback')).body).toMatchObject({ served: { name: 'default', version: 0 }, previous: [] })
    expect((await search('cycle')).ids).toEqual(['a', 'b', 'c'])
    expect((await send('DELETE', path('cycle', '/profiles/sales'))).status).toBe(204)
    expectProblem(await send('GET', path('cycle', '/profiles/sales')), 'ranking.profile_not_found')
    expect((await send('GET', path('cycle'))).body).toMatchObject({ served: { name: 'default' }, shadow: null, previous: [] })
  })

  it('runs in the shadow, and the report sums up', async () => {
    await createShop('shaded')
    await put('shaded', 'sales', bySales)
    expect((await post('shaded', 'shadow', { name: 'sales' })).body).toMatchObject({
      served: { name: 'default' },
      shadow: { name: 'sales', version: 1 },
    })
    expect((await search('shaded')).ids).toEqual(['a', 'b', 'c'])
    const report = await send('GET', path('shaded', '/shadow/report'))
    expect([report.status, report.body]).toMatchObject([
      200,
      { shadow: { name: 'sales', version: 1 }, pairs: [{ searches: 1, errors: 0, overlap: { mean: 1 }, tau: { mean: -1 }, sameFirst: 0 }] },
    ])
    expect((await post('shaded', 'shadow', { name: null })).body).toMatchObject({ shadow: null })
    // the index keeps working when a collection goes, and so do its remains
    expect((await send('DELETE', '/v1/collections/shaded')).status).toBeLessThan(300)
  })

  it('ranks by the way from a place, in a body and in an address, across the antimeridian', async () => {
    await createShop('near')
    await put('near', 'near', { features, weights: { distance: 1 } })
    await post('near', 'promote', { name: 'near' })
    expect((await search('near', { near: { lat: 52.5, lng: 13.4 } })).ids).toEqual(['a', 'b', 'c'])
    const { body } = await send('GET', '/v1/collections/near/search?q=desk&near=-16.8,-179.9&filter=_geoRadius(place,-16.8,-179.9,30000)')
    expect((body['hits'] as { id: string }[]).map(({ id }) => id)).toEqual(['b'])
    for (const near of [{ lat: 91, lng: 0 }, { lat: 0, lng: 181 }, { lat: 0 }, 'here', { lat: 0, lng: 0, radius: 1 }])
      expectProblem(await send('POST', '/v1/collections/near/search', { json: { q: 'desk', near } }), 'request.invalid', JSON.stringify(near))
    expectProblem(await send('GET', '/v1/collections/near/search?q=desk&near=91,0'), 'request.invalid')
  })
})

describe('bad input', () => {
  it.each<[unknown, keyof typeof ERRORS, string]>([
    [{ weights: { keyword: -1 } }, 'request.invalid', 'weights.keyword'],
    [{ weights: { keyword: 11 } }, 'request.invalid', 'weights.keyword'],
    [{ weights: { semantic: 'NaN' } }, 'request.invalid', 'weights.semantic'],
    [{ weights: { popularity: null } }, 'request.invalid', 'weights.popularity'],
    [{ weights: { clicks: 1 } }, 'request.invalid', 'weights'],
    [{ features: { popularity: { field: 'sales', scale: 0 } } }, 'request.invalid', 'features.popularity.scale'],
    [{ fusion: 'sum' }, 'request.invalid', 'fusion'],
    [[], 'request.invalid', ''],
    [{ weights: { keyword: 0, semantic: 0 } }, 'ranking.profile_invalid', 'weights'],
    [{ weights: { popularity: 1 } }, 'ranking.profile_invalid', 'weights.popularity'],
    [{ features: { popularity: { field: 'clicks', scale: 1 } } }, 'ranking.profile_invalid', 'features.popularity.field'],
    [{ features: { popularity: { field: 'cost', scale: 1 } } }, 'ranking.profile_invalid', 'features.popularity.field'],
    [{ features: { freshness: { field: 'sales', halfLifeDays: 1 } } }, 'ranking.profile_invalid', 'features.freshness.field'],
    [{ vectors: { content: 1 } }, 'ranking.profile_invalid', 'vectors.content'],
  ])('in a profile: %j', async (definition, code, where) => {
    const answer = await put('ranked', 'bad', definition)
    expectProblem(answer, code)
    expect((answer.body['errors'] as { path: string }[]).map((item) => item.path)).toContain(where)
    expectProblem(await send('GET', path('ranked', '/profiles/bad')), 'ranking.profile_not_found')
  })

  it('that JSON can only just carry is refused', async () => {
    const raw = (text: string): Promise<Received> => send('PUT', path('ranked', '/profiles/bad'), { body: text, type: 'application/json' })
    expectProblem(await raw('{ "weights": { "keyword": 1e999 } }'), 'request.invalid')
    expectProblem(await raw('{ "weights": { "keyword": NaN } }'), 'request.json')
    expectProblem(await raw(`{ "weights": {${' '.repeat(100_001)}} }`), 'request.too_large')
    expectProblem(await put('ranked', 'bad', {}, { type: 'text/plain' }), 'request.media_type')
  })

  it('in names, versions and what is asked for', async () => {
    await put('ranked', 'sales', bySales)
    expectProblem(await put('ranked', 'default', {}), 'ranking.profile_name')
    expectProblem(await put('ranked', 'No-Good', {}), 'request.invalid')
    expectProblem(await put('nowhere', 'sales', {}), 'collections.not_found')
    expectProblem(await send('GET', path('ranked', '/profiles/sales?version=2')), 'ranking.profile_not_found')
    expectProblem(await send('GET', path('ranked', '/profiles/sales?version=x')), 'request.invalid')
    expectProblem(await post('ranked', 'promote', { name: 'sales', version: 9 }), 'ranking.profile_not_found')
    expectProblem(await post('ranked', 'promote', { name: 'none' }), 'ranking.profile_not_found')
    expectProblem(await post('ranked', 'promote', { name: 'sales', version: 0 }), 'request.invalid')
    expectProblem(await post('ranked', 'promote', {}), 'request.invalid')
    expectProblem(await post('ranked', 'shadow', { name: 'none' }), 'ranking.profile_not_found')
    expectProblem(await post('ranked', 'shadow', {}), 'request.invalid')
    expectProblem(await post('ranked', 'shadow', { name: null, version: 1 }), 'request.invalid')
    expectProblem(await post('ranked', 'rollback'), 'ranking.no_previous')
    expectProblem(await send('DELETE', path('ranked', '/profiles/none')), 'ranking.profile_not_found')
    await post('ranked', 'promote', { name: 'sales' })
    expectProblem(await send('DELETE', path('ranked', '/profiles/sales')), 'ranking.profile_in_use')
    expectProblem(await send('PUT', '/v1/collections/ranked', { json: { fields, vectors: [], ranking: { profile: 'sales' } } }), 'collections.schema')
  })

  it('in the weights of a request is refused, and a weight for what nobody can read fails no search', async () => {
    for (const weights of [{ popularity: -1 }, { popularity: 'a lot' }, { clicks: 1 }, { freshness: 10.1 }])
      expectProblem(await send('POST', '/v1/collections/ranked/search', { json: { q: 'desk', weights } }), 'request.invalid', JSON.stringify(weights))
    const { body, ids } = await search('ranked', { weights: { freshness: 5 }, explain: true })
    expect(ids).toHaveLength(3)
    expect(JSON.stringify(body['hits'])).toContain('freshness: no field is named for it')
    expect((await search('ranked', { weights: { keyword: 0, semantic: 0, popularity: 0 } })).ids).toEqual(['a', 'b', 'c'])
  })

  it('from a key that may only search is refused: the formula is nobody else’s business', async () => {
    for (const answer of [
      await put('ranked', 'sales', {}, { key: SEARCH }),
      await post('ranked', 'promote', { name: 'default' }, { key: SEARCH }),
      await post('ranked', 'rollback', undefined, { key: SEARCH }),
      await post('ranked', 'shadow', { name: null }, { key: SEARCH }),
      await send('GET', path('ranked'), { key: SEARCH }),
      await send('GET', path('ranked', '/profiles'), { key: SEARCH }),
      await send('GET', path('ranked', '/shadow/report'), { key: SEARCH }),
      await send('DELETE', path('ranked', '/profiles/sales'), { key: SEARCH }),
    ])
      expectProblem(answer, 'auth.forbidden')
  })
})
