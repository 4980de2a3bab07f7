/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it } from 'vitest'
import './setup.ts'
import { SEARCH, expectProblem, send } from './support/send.ts'

const PATH = '/v1/collections/secrets'
/** Values and names that a key without documents:readHidden may never see. */
const SECRET = /zanzibar|4242|cost|margin|codename|depot/i

const hidden = { hidden: true } as const
const definition = {
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'price', type: 'number', facet: 'range', sort: true },
    { name: 'codename', type: 'string', search: 'a', facet: 'disjunctive', sort: true, ...hidden },
    { name: 'cost', type: 'number', facet: 'range', sort: true, ...hidden },
    { name: 'depot', type: 'geo', ...hidden },
    { name: 'deal.margin', type: 'number', sort: true, ...hidden },
    { name: 'offers.cost', type: 'number', ...hidden },
    { name: 'margin_*', type: 'string', search: 'd', facet: 'disjunctive', ...hidden },
  ],
  vectors: [{ name: 'content', fields: ['title', 'price'] }],
}

function mention(value: unknown): boolean {
  return SECRET.test(JSON.stringify(value))
}

beforeAll(async () => {
  expect((await send('PUT', PATH, { json: definition })).status).toBe(201)
  const documents = ['a', 'b', 'c'].map((id, at) => ({
    id,
    title: `Lamp ${id}`,
    price: 10 + at,
    codename: `zanzibar${at}`,
    cost: 4242 + at,
    depot: { lat: at, lng: at },
    deal: { name: 'spring', margin: 4242 },
    offers: [{ shop: 'x', cost: 4242 }],
    margin_eu: 'zanzibar',
  }))
  expect((await send('POST', `${PATH}/documents`, { json: documents })).status).toBe(200)
})

describe('hidden fields', () => {
  it('are there for the admin key: otherwise what follows would prove nothing', async () => {
    const answer = await send('POST', `${PATH}/search`, {
      json: { filter: 'cost = 4243', facets: ['codename', 'margin_eu'], sort: ['cost:desc'], highlight: ['codename'] },
    })
    expect(answer.body).toMatchObject({
      total: 1,
      hits: [{ id: 'b', document: { codename: 'zanzibar1' }, highlights: { codename: 'zanzibar1' } }],
      facets: { codename: { values: [{ value: 'zanzibar1', count: 1 }] } },
    })
    expect((await send('GET', `${PATH}/documents/a`)).body).toMatchObject({ cost: 4242, deal: { margin: 4242 } })
  })

  it('are in nothing that a search key reads', async () => {
    const reads: [string, string, unknown?][] = [
      ['GET', PATH],
      ['GET', '/v1/collections'],
      ['GET', `${PATH}/documents/a`],
      ['GET', `${PATH}/search`],
      ['GET', `${PATH}/search?q=lamp&facets=*&explain=true`],
      ['POST', `${PATH}/search`, { q: 'lamp', facets: ['*'], explain: true, snippet: 5, sort: ['price:asc'] }],
      ['POST', `${PATH}/search`, { fields: ['id', 'title', 'deal', 'offers', 'offers.0.cost'] }],
    ]
    for (const [method, path, json] of reads) {
      const answer = await send(method, path, { key: SEARCH, ...(json === undefined ? {} : { json }) })
      expect([answer.status, mention({ ...answer.body, offers: null }) && answer.text], path).toEqual([200, false])
    }
    for (const path of ['/documents', '/export', '/documents?filter=price%20%3E%200'])
      expectProblem(await send('GET', PATH + path, { key: SEARCH }), 'auth.forbidden')
  })

  it('are not found by their words, nor through the shape of a document', async () => {
    for (const q of ['zanzibar', 'zanzibar1', '4242', 'spring zanzibar']) {
      for (const mode of ['keyword', 'hybrid', 'semantic'])
        expect((await send('POST', `${PATH}/search`, { json: { q, mode }, key: SEARCH })).body['total'], q).toBe(0)
    }
    const both = [await send('POST', `${PATH}/search`, { json: { q: '' }, key: SEARCH }), await send('POST', `${PATH}/search`, { json: { q: '' } })]
    expect(both.map(({ body }) => (body['hits'] as { id: string }[]).map(({ id }) => id))).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ])
  })

  const asked: [Record<string, unknown>, Parameters<typeof expectProblem>[1]][] = [
    [{ filter: 'cost > 1' }, 'filter.field'],
    [{ filter: 'codename EXISTS' }, 'filter.field'],
    [{ filter: 'NOT `deal.margin` = 1' }, 'filter.field'],
    [{ filter: 'margin_eu = "zanzibar"' }, 'filter.field'],
    [{ filter: '_geoRadius(depot, 0, 0, 1)' }, 'filter.field'],
    [{ refine: 'cost > 1' }, 'filter.field'],
    [{ facets: ['codename'] }, 'search.facet_field'],
    [{ facets: ['cost'] }, 'search.facet_field'],
    [{ facets: ['margin_eu'] }, 'search.facet_field'],
    [{ sort: ['cost:asc'] }, 'search.sort_field'],
    [{ sort: ['deal.margin:asc'] }, 'search.sort_field'],
    [{ sort: ['_distance(0,0)'] }, 'search.sort_field'],
    [{ highlight: ['codename'] }, 'search.field'],
    [{ highlight: ['margin_eu'] }, 'search.field'],
  ]
  it.each(asked)('answer a search key as fields that are not there: %j', async (json, code) => {
    const answer = await send('POST', `${PATH}/search`, { json, key: SEARCH })
    expectProblem(answer, code)
    const name = JSON.stringify(Object.values(json)[0]).replace(/cost|codename|deal\.margin|margin_eu|depot/g, 'absent')
    const absent = await send('POST', `${PATH}/search`, { json: { [Object.keys(json)[0] ?? '']: JSON.parse(name) as unknown }, key: SEARCH })
    // what differs is only the name that was asked for
    const blank = (text: unknown): string => JSON.stringify(text).replace(/cost|codename|deal\.margin|margin_eu|depot|absent/g, '…')
    expect([absent.body['code'], blank(absent.body['detail']), blank(absent.body['errors']).replace(/"offset":\d+,?/, '')]).toEqual([
      code,
      blank(answer.body['detail']),
      blank(answer.body['errors']).replace(/"offset":\d+,?/, ''),
    ])
  })

  it('asked for are left out, as undeclared ones are', async () => {
    const answer = await send('POST', `${PATH}/search`, {
      json: { fields: ['id', 'cost', 'deal.margin', 'codename', 'margin_eu', 'absent'], perPage: 1 },
      key: SEARCH,
    })
    expect(answer.body['hits']).toMatchObject([{ document: { id: 'a' } }])
    expect(mention(answer.body)).toBe(false)
  })

  it('are neither suggested nor searched as facets', async () => {
    for (const filter of ['cots > 1', 'codenam = "x"']) {
      const answer = await send('POST', `${PATH}/search`, { json: { filter }, key: SEARCH })
      expect(answer.body['detail']).not.toMatch(/\b(cost|codename|margin_eu)\b/)
      expect((await send('POST', `${PATH}/search`, { json: { filter } })).body['code']).toBe(answer.body['code'])
    }
    expect((await send('POST', `${PATH}/facets/codename/search`, { json: { query: 'zan' } })).body['values']).toHaveLength(3)
    for (const field of ['codename', 'margin_eu', 'cost', 'absent'])
      expectProblem(await send('POST', `${PATH}/facets/${field}/search`, { json: { query: 'z' }, key: SEARCH }), 'search.facet_field', field)
    expectProblem(await send('POST', `${PATH}/facets/codename/search`, { json: { filter: 'cost = 1' }, key: SEARCH }), 'search.facet_field')
  })

  it('stay hidden when result sets are shared between keys', async () => {
    const json = { q: 'lamp', perPage: 1 }
    const admin = await send('POST', `${PATH}/search`, { json: { ...json, facets: ['*'] } })
    const other = await send('POST', `${PATH}/search`, { json: { ...json, facets: ['*'], resultSetId: admin.body['resultSetId'] }, key: SEARCH })
    expect(mention(admin.body)).toBe(true)
    expect(other.body['resultSetId']).not.toBe(admin.body['resultSetId'])
    expect(mention(other.body)).toBe(false)
  })
})
