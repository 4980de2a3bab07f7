/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it } from 'vitest'
import './setup.ts'
import { createCollection, learn } from './support/lamp-shop.ts'
import { SEARCH, expectProblem, send } from './support/send.ts'

const path = '/v1/collections/lamps/search'
const post = (json: unknown, to = path) => send('POST', to, { key: SEARCH, json })
const idsOf = (hits: unknown) => (hits as { id: string }[]).map(({ id }) => id)

beforeAll(async () => {
  await createCollection('lamps', 12, { vectors: [], display: { title: 'title', group: 'brand' } })
})

describe('a grouped search', () => {
  it('is the same by POST and by GET, and counts groups and documents', async () => {
    const { status, body } = await post({ q: 'lamp', sort: ['price:asc'], group: { field: 'brand', size: 2 } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ total: 3, totalDocuments: 12 })
    expect(body['hits']).toMatchObject([
      { id: 'd0', rank: 1, group: { field: 'brand', value: 'brand0', total: 4, hits: [{ id: 'd3', document: { price: 3 } }] } },
      { id: 'd1', rank: 2, group: { value: 'brand1', total: 4, hits: [{ id: 'd4' }] } },
      { id: 'd2', rank: 3, group: { value: 'brand2', total: 4, hits: [{ id: 'd5' }] } },
    ])
    const group = encodeURIComponent('{"field":"brand","size":2}')
    const got = await send('GET', `${path}?q=lamp&sort=price:asc&group=${group}`, { key: SEARCH })
    expect(got.body['hits']).toEqual(body['hits'])
    expect((await send('GET', `${path}?q=lamp&group=true`, { key: SEARCH })).body).toMatchObject({ total: 3, totalDocuments: 12 })
  })

  it('pages through groups of one result set', async () => {
    const request = { q: 'lamp', sort: ['price:asc'], group: { field: 'size', size: 1 }, perPage: 1 }
    const first = await post(request)
    const second = await post({ ...request, page: 2, resultSetId: first.body['resultSetId'] })
    expect(second.body).toMatchObject({ resultSet: 'kept', total: 2, totalDocuments: 12 })
    expect([...idsOf(first.body['hits']), ...idsOf(second.body['hits'])]).toEqual(['d0', 'd1'])
  })

  it.each([
    [{ group: { field: 'brand', size: 0 } }, 'group.size'],
    [{ group: { field: 'brand', size: 11 } }, 'group.size'],
    [{ group: { field: 'brand', size: 1.5 } }, 'group'],
    [{ group: { size: 2 } }, 'group'],
    [{ group: { field: 'brand', limit: 2 } }, 'group'],
    [{ group: 'brand' }, 'group'],
    [{ diversity: { field: 'brand', cap: 0 } }, 'diversity'],
    [{ diversity: { field: 'brand', cap: 2, window: 201 } }, 'diversity'],
    [{ diversity: { field: 'brand' } }, 'diversity'],
    [{ diversity: { mmr: { lambda: 1.1 } } }, 'diversity'],
    [{ diversity: { mmr: { lambda: null } } }, 'diversity'],
    [{ diversity: { field: 'brand', cap: 2, mmr: { lambda: 1 } } }, 'diversity'],
    [{ diversity: true }, 'diversity'],
  ])('%j is refused at %s', async (members, at) => {
    const answer = await post({ q: 'lamp', ...members })
    expectProblem(answer, 'request.invalid')
    const paths = (answer.body['errors'] as { path: string }[]).map((item) => item.path)
    expect(paths.length).toBeGreaterThan(0)
    for (const named of paths) expect(named.startsWith(at), named).toBe(true)
  })

  it('takes no lambda that JSON has not', async () => {
    const body = '{"q":"lamp","diversity":{"mmr":{"lambda":NaN}}}'
    expectProblem(await send('POST', path, { key: SEARCH, body, type: 'application/json' }), 'request.json')
    expectProblem(await send('GET', `${path}?q=lamp&diversity=${encodeURIComponent('{"mmr":{"lambda":NaN}}')}`, { key: SEARCH }), 'request.invalid')
  })

  it('names the field that can not be grouped or told apart by', async () => {
    for (const field of ['nobody', 'title', 'place']) {
      expectProblem(await post({ q: 'lamp', group: { field, size: 2 } }), 'search.group_field')
      expectProblem(await post({ q: 'lamp', diversity: { field, cap: 2 } }), 'search.diversity_field')
    }
    expectProblem(await post({ q: 'lamp', page: 5, perPage: 250, group: { field: 'brand', size: 2 } }), 'search.page_too_deep')
  })

  it('is no member of a federated list, and may be one of several searches', async () => {
    const searches = [{ collection: 'lamps', q: 'lamp', group: true }]
    const refused = await post({ searches, federate: {} }, '/v1/search')
    expectProblem(refused, 'request.invalid')
    expect(refused.body['errors']).toMatchObject([{ path: 'searches[0].group' }])
    expect((await post({ searches }, '/v1/search')).body).toMatchObject({ results: [{ total: 3, totalDocuments: 12 }] })
    const diverse = [{ collection: 'lamps', q: 'lamp', diversity: { field: 'brand', cap: 1 } }]
    expect((await post({ searches: diverse, federate: {} }, '/v1/search')).body).toMatchObject({ total: 12 })
  })
})

describe('diversity', () => {
  it('moves hits, tells of it in the trace, and takes none away', async () => {
    const filter = 'price >= 6 OR size = "12"'
    const { body } = await post({ q: '', filter, diversity: { field: 'size', cap: 3 }, explain: true })
    const plain = await post({ q: '', filter })
    expect(idsOf(body['hits']).toSorted()).toEqual(idsOf(plain.body['hits']).toSorted())
    // d4 is the fourth of size 12; what has another size moves up
    expect(idsOf(plain.body['hits'])).toEqual(['d0', 'd10', 'd11', 'd2', 'd4', 'd6', 'd7', 'd8', 'd9'])
    expect(idsOf(body['hits'])).toEqual(['d0', 'd10', 'd11', 'd2', 'd7', 'd9', 'd4', 'd6', 'd8'])
    expect((body['hits'] as unknown[])[6]).toMatchObject({
      trace: { reasons: [{ name: 'diversity' }, { name: 'moved', value: 'moved from rank 5: fourth of size 12' }] },
    })
  })
})

describe('everything at once', () => {
  // node:sqlite takes more of each than D1 does: tables in a UNION, parameters, depth
  it('is a statement that D1 takes: rules, a profile, neighbours, groups, diversity, refinements and sorts', async () => {
    await createCollection('full', 0, { vectors: [{ name: 'content', fields: ['title', 'brand'] }] })
    await learn('full', 40)
    const at = (rest: string): string => `/v1/collections/full${rest}`
    const effects = [{ pin: { ids: ['d7', 'd9'] } }, { hide: { ids: ['d1'] } }, { boost: { filter: 'price < 20', weight: 2 } }]
    const bury = { bury: { filter: 'size = "large"', weight: 1 } }
    // oxlint-disable-next-line unicorn/no-thenable -- the member is called so on the wire
    expect((await send('PUT', at('/rules/all'), { json: { when: {}, then: [...effects, bury] } })).status).toBe(200)
    expect((await send('POST', at('/rules/publish'))).status).toBe(200)
    const profile = {
      fusion: 'reciprocal-rank',
      weights: { popularity: 0.2, distance: 0.1 },
      features: { popularity: { field: 'price', scale: 40 }, distance: { field: 'place', halfMetres: 500_000 } },
    }
    expect((await send('PUT', at('/ranking/profiles/own'), { json: profile })).status).toBe(201)
    expect((await send('POST', at('/ranking/promote'), { json: { name: 'own' } })).status).toBe(200)
    const choices = {
      group: [undefined, { field: 'brand', size: 2 }],
      diversity: [false, { field: 'size', cap: 1 }, { mmr: { lambda: 0.5 } }],
      refine: [undefined, 'price > 3 AND brand IN ["brand0", "brand1"]'],
      sort: [[], ['price:desc', '_score']],
    }
    let requests: Record<string, unknown>[] = [{ q: 'lamp number', near: { lat: 50, lng: 10 }, filter: 'price < 35', facets: ['brand', 'price'] }]
    for (const [name, values] of Object.entries(choices)) requests = requests.flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
    const failed: unknown[] = []
    for (const request of requests) {
      const { status, body } = await post(request, at('/search'))
      if (status !== 200 || body['total'] === 0 || (body['degraded'] as unknown[]).length > 0) failed.push({ request, status, body })
    }
    expect(requests).toHaveLength(24)
    expect(failed).toEqual([])
  }, 120_000)
})
