/// <reference types="@cloudflare/vitest-plugin/types" />
import { describe, expect, it } from 'vitest'
import type { ERRORS } from '../../src/contracts/errors.ts'
import './setup.ts'
import { SHOP, openShop } from './support/bad-input-shop.ts'
import { type Received, SEARCH, type Sent, expectProblem, send } from './support/send.ts'

type Code = keyof typeof ERRORS
openShop()

describe('queries', () => {
  const total = async (q: string, mode = 'hybrid'): Promise<Received> =>
    send('POST', `${SHOP}/search`, { json: { q, mode, perPage: 5, explain: true }, key: SEARCH })

  it.each([
    ['walnut AND oak', 'and'],
    ['walnut NOT oak', 'and'],
    ['walnut OR oak', 'and'],
    ['NEAR(title a, 5)', 'near'],
    ['"title" : near', 'near'],
    ['{title d}: near', 'near'],
    ['title:near', 'near'],
    ['^near', 'near'],
    ['near*', 'near'],
    ['(near', 'near'],
    ['near"', 'near'],
    ["near' OR 'a'='a", 'near'],
    ['near -- comment', 'near'],
    ["'; DROP TABLE documents; --", 'drop'],
    ['drop table; SELECT * FROM documents', 'drop'],
    ['🦊', 'emoji'],
    ['日本', 'emoji'],
    ['مصباح', 'arabic'],
    ['\u202emosba\u202c مصباح', 'arabic'],
    ['wal\u200bnut', 'and'],
    ['wal\u00adnut', 'and'],
    ['ｗａｌｎｕｔ', 'and'],
    ['CREME\u0301 brulee', 'accents'],
    ['walnut\u0000oak', 'and'],
    ['walnut\t\n\r\u2028 oak', 'and'],
    ['<script>walnut</script>', 'and'],
    ['%walnut_', 'and'],
  ])('%j is searched as text and finds %s', async (q, id) => {
    for (const mode of ['keyword', 'hybrid']) {
      const { status, body, text } = await total(q, mode)
      expect([status, (body['hits'] as { id: string }[] | undefined)?.[0]?.id], text.slice(0, 500)).toEqual([200, id])
      expect((body['query'] as { original: string }).original).toBe(q.toWellFormed())
    }
    const { body } = await send('GET', `${SHOP}/search?q=${encodeURIComponent(q.toWellFormed())}`)
    expect((body['hits'] as { id: string }[])[0]?.id).toBe(id)
  })

  it.each(['???', '"', '*', "'", '()', '--', '-', '\u0000', '\u200b\u200d', '\u0301', 'AND', 'NOT', '...', '^', ':', '\\', '%'])(
    '%j finds nothing or something, and fails nowhere',
    async (q) => {
      for (const mode of ['keyword', 'hybrid', 'semantic']) expect((await total(q, mode)).status, mode).toBe(200)
      expect((await send('POST', `${SHOP}/search`, { json: { q, typing: true } })).status).toBe(200)
    },
  )

  it('with halves of surrogate pairs are searched as text', async () => {
    const { status, body } = await total('\ud83d walnut \udc00')
    expect([status, (body['hits'] as { id: string }[])[0]?.id]).toEqual([200, 'and'])
    expect((await total('\ud800')).status).toBe(200)
  })

  it('of stop words alone are searched for all the same', async () => {
    expect((await total('in the')).body).toMatchObject({ hits: [{ id: 'emoji' }] })
  })

  it('of more than 512 characters are cut there, and the answer says so', async () => {
    const long = await total(`walnut ${'oak '.repeat(1300)}`.slice(0, 5000))
    expect(long.status).toBe(200)
    const view = long.body['query'] as { original: string; effective: string; truncated?: boolean }
    expect([view.original.length, view.effective.length, view.truncated]).toEqual([5000, 510, true])
    expect((long.body['hits'] as { id: string }[])[0]?.id).toBe('and')
    expect(((await total('walnut')).body['query'] as { truncated?: boolean }).truncated).toBeUndefined()
    const words = await total(Array.from({ length: 1000 }, (_, at) => `w${at}`).join(' '))
    expect([words.status, words.body['total']]).toEqual([200, 0])
    expect((await send('POST', `${SHOP}/search`, { json: { q: `${'x'.repeat(511)}😀` } })).status).toBe(200)
  })

  const parameters: [Record<string, unknown>, Code, string][] = [
    [{ page: 0 }, 'request.invalid', 'page'],
    [{ page: -1 }, 'request.invalid', 'page'],
    [{ page: 1.5 }, 'request.invalid', 'page'],
    [{ page: '' }, 'request.invalid', 'page'],
    [{ page: 'two' }, 'request.invalid', 'page'],
    [{ page: 1e30 }, 'request.invalid', 'page'],
    [{ page: 1_000_000_000 }, 'search.page_too_deep', 'page'],
    [{ page: 51 }, 'search.page_too_deep', 'page'],
    [{ page: 5, perPage: 250 }, 'search.page_too_deep', 'page'],
    [{ perPage: 0 }, 'request.invalid', 'perPage'],
    [{ perPage: 251 }, 'request.invalid', 'perPage'],
    [{ perPage: 1e9 }, 'request.invalid', 'perPage'],
    [{ facetLimit: 0 }, 'request.invalid', 'facetLimit'],
    [{ facetLimit: 1001 }, 'request.invalid', 'facetLimit'],
    [{ mode: 'psychic' }, 'request.invalid', 'mode'],
    [{ explain: 'maybe' }, 'request.invalid', 'explain'],
    [{ snippet: 0 }, 'request.invalid', 'snippet'],
    [{ user: 'x'.repeat(129) }, 'request.invalid', 'user'],
    [{ filter: 'x'.repeat(20_001) }, 'request.invalid', 'filter'],
    [{ filter: '('.repeat(10_000) }, 'filter.too_complex', 'filter'],
    [{ filter: Array.from({ length: 501 }, () => 'price=1').join(' OR ') }, 'filter.too_complex', 'filter'],
    [{ filter: `id IN [${Array.from({ length: 1001 }, (_, at) => `"${at}"`).join(',')}]` }, 'filter.too_complex', 'filter'],
    [{ filter: 'price <' }, 'filter.syntax', 'filter'],
    [{ filter: 'brand = Acme' }, 'filter.syntax', 'filter'],
    [{ filter: 'brand = "Acme' }, 'filter.syntax', 'filter'],
    [{ filter: '1=1; DROP TABLE documents; --' }, 'filter.syntax', 'filter'],
    [{ filter: 'prise < 5' }, 'filter.field', 'filter'],
    [{ filter: 'title = "Lamp"' }, 'filter.field', 'filter'],
    [{ filter: 'price = "cheap"' }, 'filter.type', 'filter'],
    [{ filter: '`__proto__` = 1' }, 'filter.field', 'filter'],
    [{ refine: 'price < 5 OR brand = "Acme"' }, 'refine.shape', 'refine'],
    [{ refine: 'nothing = 1' }, 'filter.field', 'refine'],
    [{ facets: ['title'] }, 'search.facet_field', 'facets[0]'],
    [{ facets: ['brand', 'nothing'] }, 'search.facet_field', 'facets[1]'],
    [{ sort: ['brand:asc'] }, 'search.sort_field', 'sort[0]'],
    [{ sort: ['price'] }, 'search.sort_field', 'sort[0]'],
    [{ sort: ['price:up'] }, 'search.sort_field', 'sort[0]'],
    [{ sort: ['_distance(91,0)'] }, 'search.sort_field', 'sort[0]'],
    [{ highlight: ['nothing'] }, 'search.field', 'highlight[0]'],
    [{ weights: { semantic: -1 } }, 'request.invalid', 'weights.semantic'],
    [{ weights: { vectors: { content: -1 } } }, 'request.invalid', 'weights.vectors.content'],
    [{ weights: { vectors: { nothing: 1 } } }, 'search.vector', 'weights.vectors.nothing'],
    [{ vectors: ['nothing'] }, 'search.vector', 'vectors[0]'],
    [{ vectors: [] }, 'request.invalid', 'vectors'],
  ]
  it.each(parameters)('with %j are refused', async (given, code, path) => {
    const params = new URLSearchParams(
      Object.entries(given).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    )
    for (const answer of [
      await send('POST', `${SHOP}/search`, { json: { q: 'lamp', ...given } }),
      await send('GET', `${SHOP}/search?q=lamp&${params.toString()}`),
    ]) {
      expectProblem(answer, code)
      expect(answer.body['errors']).toMatchObject([{ path }])
    }
  })

  it('point at the character where a filter goes wrong', async () => {
    const places: [string, number][] = [
      ['price <', 7],
      ['price < 5 AND prise = 1', 14],
      ['(price < 5', 0],
      ['brand = "😀" AND ?', 17],
    ]
    for (const [filter, offset] of places) {
      const answer = await send('POST', `${SHOP}/search`, { json: { filter } })
      expect(answer.body['errors'], answer.text).toMatchObject([{ path: 'filter', offset }])
    }
    expectProblem(await send('GET', `${SHOP}/documents?filter=${encodeURIComponent('prise < 5')}`), 'filter.field')
    expectProblem(await send('GET', `${SHOP}/export?filter=${encodeURIComponent('prise < 5')}`), 'filter.field')
    expectProblem(await send('DELETE', `${SHOP}/documents?filter=${encodeURIComponent('prise < 5')}`), 'filter.field')
  })
})

describe('collections', () => {
  const named: [string, string][] = [
    ['PUT', 'Upper'],
    ['PUT', 'x'.repeat(64)],
    ['PUT', '-a'],
    ['PUT', 'a.b'],
    ['PUT', 'ü'],
    ['PUT', '..%2Fshop'],
    ['PUT', "a'b"],
    ['PUT', '~1'],
  ]
  it.each(named)('%s of the name %s is refused', async (method, name) => {
    expectProblem(await send(method, `/v1/collections/${name}`, { json: {} }), 'collections.name')
    expectProblem(await send('PUT', `/v1/aliases/${name}`, { json: { collection: 'shop' } }), 'collections.name')
  })

  it('that do not exist are 404 everywhere', async () => {
    const requests: [string, string, Sent?][] = [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/search?q=x'],
      ['POST', '/search', { json: { q: 'x' } }],
      ['POST', '/facets/brand/search', { json: {} }],
      ['GET', '/documents'],
      ['GET', '/documents/x'],
      ['GET', '/export'],
      ['DELETE', '/documents?ids=x'],
      ['DELETE', '/documents/x'],
      ['PATCH', '/documents/x', { json: {} }],
      ['PUT', '/documents/x', { json: {} }],
      ['POST', '/documents', { json: [{ id: 'x' }] }],
      ['POST', '/import', { body: '{"id":"x"}', type: 'application/x-ndjson' }],
    ]
    for (const name of ['nowhere', 'NOWHERE', "'; --", 'constructor', '~1']) {
      for (const [method, rest, sent] of requests)
        expectProblem(
          await send(method, `/v1/collections/${encodeURIComponent(name)}${rest}`, sent),
          'collections.not_found',
          `${method} ${name}${rest}`,
        )
    }
    expectProblem(await send('PUT', '/v1/aliases/other', { json: { collection: 'nowhere' } }), 'collections.not_found')
    expectProblem(await send('DELETE', '/v1/aliases/other'), 'aliases.not_found')
  })

  const field = (extra: Record<string, unknown>) => ({ fields: [{ name: 'a', type: 'string', ...extra }] })
  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `f${at}`, type: 'string' }))
  const definitions: [string, unknown, Code, string][] = [
    ['257 fields', { fields: many(257) }, 'request.invalid', 'fields'],
    ['256 fields beside those of a template', { template: 'products', fields: many(256) }, 'collections.schema', 'fields'],
    ['a field twice', { fields: [...many(1), ...many(1)] }, 'collections.schema', 'fields[1].name'],
    ['an unknown template', { template: 'spaceships' }, 'collections.schema', 'template'],
    ['an unknown language', { language: 'tlh' }, 'collections.schema', 'language'],
    ['a vector over an unknown field', { fields: many(1), vectors: [{ name: 'v', fields: ['nothing'] }] }, 'collections.schema', 'vectors[0].fields'],
    ['a vector twice', { fields: many(1), vectors: [1, 2].map(() => ({ name: 'v', fields: ['f0'] })) }, 'collections.schema', 'vectors[1].name'],
    [
      '17 vectors',
      { fields: many(1), vectors: Array.from({ length: 17 }, (_, at) => ({ name: `v${at}`, fields: ['f0'] })) },
      'request.invalid',
      'vectors',
    ],
    ['a facet over prose', { fields: [{ name: 'a', type: 'text', facet: 'disjunctive' }] }, 'collections.schema', 'fields[0].facet'],
    ['ranges of strings', field({ facet: 'range' }), 'collections.schema', 'fields[0].facet'],
    ['levels of numbers', field({ type: 'number', facet: 'hierarchical' }), 'collections.schema', 'fields[0].facet'],
    ['an unknown facet', field({ facet: 'fuzzy' }), 'request.invalid', 'fields[0].facet'],
    ['an unknown type', field({ type: 'uuid' }), 'request.invalid', 'fields[0].type'],
    ['an unknown class', field({ search: 'e' }), 'request.invalid', 'fields[0].search'],
    ['a number searched as text', field({ type: 'number', search: 'a' }), 'collections.schema', 'fields[0].search'],
    ['sorting by places', field({ type: 'geo', sort: true }), 'collections.schema', 'fields[0].sort'],
    ['a reserved name', { fields: [{ name: 'id', type: 'string' }] }, 'collections.schema', 'fields[0].name'],
    ['a name with __proto__ in it', { fields: [{ name: '__proto__.x', type: 'string' }] }, 'collections.schema', 'fields[0].name'],
    ['an empty name', { fields: [{ name: '', type: 'string' }] }, 'request.invalid', 'fields[0].name'],
    ['two stars', { fields: [{ name: '*a*', type: 'string' }] }, 'collections.schema', 'fields[0].name'],
    ['a wrong currency', { currency: 'euro' }, 'request.invalid', 'currency'],
    ['an unknown dynamic', { dynamic: 'maybe' }, 'request.invalid', 'dynamic'],
    ['a title that is no field', { display: { title: 'nothing' } }, 'collections.schema', 'display.title'],
    ['browsing by what can not be sorted', { ...field({}), ranking: { browse: ['a:asc'] } }, 'collections.schema', 'ranking.browse[0]'],
    [
      'browsing by what is hidden',
      { ...field({ sort: true, hidden: true }), ranking: { browse: ['a:asc'] } },
      'collections.schema',
      'ranking.browse[0]',
    ],
    ['a browse order in the wrong form', { ranking: { browse: ['price'] } }, 'request.invalid', 'ranking.browse[0]'],
  ]
  it.each(definitions)('with %s are refused', async (_about, json, code, path) => {
    const answer = await send('PUT', '/v1/collections/new', { json })
    expectProblem(answer, code)
    expect((answer.body['errors'] as { path: string }[]).map((error) => error.path)).toContain(path)
    expectProblem(await send('GET', '/v1/collections/new'), 'collections.not_found')
  })

  it("and aliases can not take each other's names", async () => {
    expectProblem(await send('PUT', '/v1/aliases/shop', { json: { collection: 'shop' } }), 'aliases.conflict')
    expectProblem(await send('PUT', '/v1/aliases/witness', { json: { collection: 'shop' } }), 'aliases.conflict')
    expect((await send('PUT', '/v1/aliases/lamps', { json: { collection: 'shop' } })).status).toBe(200)
    expect((await send('PUT', '/v1/aliases/lamps', { json: { collection: 'lamps' } })).body).toEqual({ alias: 'lamps', collection: 'shop' })
    expect((await send('GET', '/v1/collections/lamps/search?q=walnut')).body).toMatchObject({ collection: 'shop', total: 1 })
    expect((await send('DELETE', '/v1/aliases/lamps')).status).toBe(204)
  })

  it.each(['garbage', '', '%', 'AAAA', 'TEST', 'bm90aGluZw', 'YWZ0ZXI', '0'.repeat(1001)])('are not listed from the cursor %j', async (cursor) => {
    for (const path of ['/v1/collections', '/v1/aliases', '/v1/jobs', `${SHOP}/documents`]) {
      const answer = await send('GET', `${path}?cursor=${encodeURIComponent(cursor)}`)
      expectProblem(answer, 'request.invalid', path)
      expect(answer.body['errors']).toMatchObject([{ path: 'cursor' }])
    }
  })

  it('are listed page by page, ids of any length and script too', async () => {
    await send('PUT', '/v1/collections/paged', { json: {} })
    const ids = ['日'.repeat(128), '\ufeffx', 'a', 'é'].sort()
    await send('POST', '/v1/collections/paged/documents', { json: ids.map((id) => ({ id })) })
    const seen: unknown[] = []
    for (let cursor: unknown = null; ;) {
      const { body, text } = await send('GET', `/v1/collections/paged/documents?limit=1${cursor === null ? '' : `&cursor=${String(cursor)}`}`)
      seen.push(...((body['items'] as { id: string }[] | undefined) ?? [{ id: text }]).map(({ id }) => id))
      cursor = body['nextCursor']
      if (typeof cursor !== 'string') break
    }
    expect(seen).toEqual(ids)
    for (const limit of ['0', '-1', '1001', '1.5', 'all', ''])
      expectProblem(await send('GET', `/v1/collections?limit=${limit}`), 'request.invalid', limit)
    expectProblem(await send('GET', '/v1/jobs?cursor=YWZ0ZXI6eA'), 'request.invalid')
  })
})
