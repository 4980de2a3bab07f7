/// <reference types="@cloudflare/vitest-plugin/types" />
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { ERRORS } from '../../src/contracts/errors.ts'
import { PUBLIC_ROUTES } from '../../src/routes/public-routes.ts'
import './setup.ts'
import { FOR_SEARCH_KEYS } from './support/search-key-routes.ts'
import { createCollection } from './support/lamp-shop.ts'
import { createQuietServices } from './support/quiet-app.ts'
import { SEARCH, app, expectProblem, send } from './support/send.ts'

const ROUTES = [...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))].sort()
const CLOSED = ROUTES.filter((route) => !(PUBLIC_ROUTES as readonly string[]).includes(route.split(' ')[1] ?? ''))

function sendTo(route: string, sent: Parameters<typeof send>[2] = {}, query = '') {
  const [method = '', pattern = ''] = route.split(' ')
  const path = pattern.replace(':collection', 'guarded').replace(/:\w+/g, 'nothing')
  return send(method, path + query, method === 'GET' ? sent : { json: {}, ...sent })
}

beforeAll(async () => {
  await createCollection('guarded', 3)
})

describe('keys', () => {
  it('are needed everywhere but at the public addresses', async () => {
    expect(PUBLIC_ROUTES).toEqual(['/health', '/openapi.json', '/docs', '/docs/errors', '/page.json'])
    expect(CLOSED.length).toBeGreaterThan(15)
    for (const route of CLOSED) {
      const without = await sendTo(route, { key: null })
      expectProblem(without, 'auth.missing', route)
      expect(without.headers.get('www-authenticate'), route).toBe('Bearer realm="meridian"')
      expectProblem(await sendTo(route, { key: 'not-a-key-of-anybody' }), 'auth.invalid', route)
      expectProblem(await sendTo(route, { key: null, headers: { authorization: 'Basic YTpi' } }), 'auth.missing', route)
    }
    for (const path of PUBLIC_ROUTES) expect((await send('GET', path, { key: null })).status, path).toBe(200)
  })

  it('reach only what their scopes allow', async () => {
    for (const route of CLOSED) {
      const answer = await sendTo(route, { key: SEARCH })
      if (FOR_SEARCH_KEYS.includes(route)) expect([401, 403], `${route} ${answer.text}`).not.toContain(answer.status)
      else expectProblem(answer, 'auth.forbidden', route)
    }
    expect(FOR_SEARCH_KEYS.filter((route) => !CLOSED.includes(route))).toEqual([])
  })

  it('are asked for before anything of a request is looked at', async () => {
    expectProblem(
      await send('POST', '/v1/collections/guarded/search', { key: null, body: '{', type: 'text/plain', headers: { 'x-meridian-bookmark': '?' } }),
      'auth.missing',
    )
    expectProblem(
      await send('PUT', '/v1/collections/guarded', { key: SEARCH, body: '{', type: 'text/plain', headers: { 'idempotency-key': 'k' } }),
      'auth.forbidden',
    )
  })
})

describe('addresses', () => {
  it.each([
    ['GET', '/v1', null, 'auth.missing'],
    ['GET', '/v1/nothing/here', null, 'auth.missing'],
    ['GET', '/%761/nothing', null, 'auth.missing'],
    ['GET', '/V1/nothing', null, 'auth.missing'],
    ['GET', '/v1', 'admin-key-of-the-tests', 'route.not_found'],
    ['GET', '/v1/nothing/here', 'admin-key-of-the-tests', 'route.not_found'],
    ['GET', '/v1/collections/', 'admin-key-of-the-tests', 'route.not_found'],
    ['DELETE', '/v1/collections/guarded/documents/..', 'admin-key-of-the-tests', 'route.not_found'],
    ['DELETE', '/v1/collections/guarded/documents/%2e%2e', 'admin-key-of-the-tests', 'route.not_found'],
    ['GET', '/', null, 'route.not_found'],
    ['GET', '/favicon.ico', null, 'route.not_found'],
    ['GET', '/assets/missing.js', null, 'route.not_found'],
    ['POST', '/v1x/collections', null, 'route.not_found'],
    ['GET', '/health/more', null, 'route.not_found'],
  ] as const)('%s %s with key %s: %s', async (method, path, key, code) => {
    expectProblem(await send(method, path, { key }), code)
    expect((await send('GET', '/v1/collections/guarded')).body['documents']).toBe(3)
  })

  it.each([
    ['POST', '/health', null, 'GET, HEAD'],
    ['DELETE', '/docs/errors', null, 'GET, HEAD'],
    ['POST', '/v1/collections', undefined, 'GET, HEAD'],
    ['POST', '/v1/collections/guarded', undefined, 'DELETE, GET, HEAD, PUT'],
    ['PUT', '/v1/collections/guarded/documents', undefined, 'DELETE, GET, HEAD, POST'],
    ['POST', '/v1/collections/guarded/documents/d1', undefined, 'DELETE, GET, HEAD, PATCH, PUT'],
    ['GET', '/v1/collections/guarded/documents/a%2Fb/search', undefined, null],
    ['DELETE', '/v1/collections/guarded/search', undefined, 'GET, HEAD, POST'],
    ['GET', '/v1/jobs/some/retry', undefined, 'POST'],
    ['PATCH', '/v1/aliases', undefined, 'GET, HEAD'],
  ])('%s %s with key %s allows %s', async (method, path, key, allow) => {
    const answer = await send(method, path, key === undefined ? {} : { key })
    expectProblem(answer, allow === null ? 'route.not_found' : 'route.method')
    expect(answer.headers.get('allow')).toBe(allow)
  })

  it('answer HEAD as GET without its body', async () => {
    for (const path of [
      '/health',
      '/docs',
      '/v1/collections',
      '/v1/collections/guarded',
      '/v1/collections/guarded/search?q=lamp',
      '/v1/collections/guarded/export',
    ]) {
      const [head, get] = [await send('HEAD', path), await send('GET', path)]
      expect([head.status, head.text], path).toEqual([200, ''])
      expect(head.headers.get('content-type'), path).toBe(get.headers.get('content-type'))
      expect(head.headers.get('etag'), path).toBe(get.headers.get('etag'))
    }
    expect((await send('HEAD', '/v1/collections', { key: null })).status).toBe(401)
  })

  it('refuse parameters they do not know, and name them', async () => {
    for (const route of CLOSED) {
      const answer = await sendTo(route, {}, '?surprise=1')
      expectProblem(answer, 'request.invalid', route)
      expect(answer.body['detail'], route).toContain('surprise')
    }
  })

  it.each([
    ['PUT', '/v1/collections/guarded', { surprise: 1 }],
    ['PUT', '/v1/collections/guarded', { fields: [{ name: 'title', type: 'text', surprise: 1 }] }],
    ['PUT', '/v1/aliases/other', { collection: 'guarded', surprise: 1 }],
    ['POST', '/v1/collections/guarded/search', { q: 'lamp', surprise: 1 }],
    ['POST', '/v1/collections/guarded/search', { weights: { surprise: 1 } }],
    ['POST', '/v1/collections/guarded/facets/brand/search', { surprise: 1 }],
    ['POST', '/v1/collections/guarded/documents', { documents: [{ id: 'x' }], surprise: 1 }],
    ['POST', '/v1/collections/guarded/documents', { delete: { ids: ['d0'] }, surprise: 1 }],
    ['POST', '/v1/collections/guarded/documents', { delete: { ids: ['d0'], surprise: 1 } }],
    ['POST', '/v1/collections/guarded/documents', { get: { ids: ['d0'], surprise: 1 } }],
  ])('%s %s refuses unknown members: %j', async (method, path, json) => {
    const answer = await send(method, path, { json })
    expectProblem(answer, 'request.invalid')
    expect(JSON.stringify(answer.body['errors'])).toContain('surprise')
    expect((await send('GET', '/v1/collections/guarded')).body['documents']).toBe(3)
  })
})

describe('errors', () => {
  it('never tell what went wrong inside', async () => {
    const secret = new Error('secret: /home/operator, SELECT * FROM keys')
    const fail = () => Promise.reject(secret)
    const broken = createApp((from, constraint) => {
      const services = createQuietServices(from, constraint)
      const collections = { ...services.catalog.collections, find: fail, list: fail }
      return {
        ...services,
        catalog: { ...services.catalog, collections },
        ingestion: { ...services.ingestion, collections },
        search: { ...services.search, collections, known: { get: () => undefined, put: () => undefined } },
      }
    })
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    try {
      for (const path of ['/v1/collections', '/v1/collections/guarded', '/v1/collections/guarded/search?q=lamp', '/v1/collections/guarded/export']) {
        const answer = await send('GET', path, { through: broken })
        expectProblem(answer, 'internal', path)
        expect(answer.text + JSON.stringify([...answer.headers]), path).not.toMatch(/secret|operator|SELECT|\.ts/)
        expect(logged).toHaveBeenLastCalledWith(
          expect.objectContaining({ requestId: answer.body['requestId'], error: expect.stringContaining('secret') as unknown }),
        )
      }
    } finally {
      logged.mockRestore()
    }
  })

  it('carry the same headers as answers', async () => {
    for (const path of ['/v1/collections', '/v1/nothing', '/v1/collections/none', '/health']) {
      const { headers } = await send('GET', path, { headers: { origin: 'https://shop.example' } })
      expect(Object.fromEntries(headers), path).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'self'") as unknown,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age') as unknown,
        'access-control-allow-origin': '*',
        'access-control-expose-headers': expect.stringContaining('x-meridian-bookmark') as unknown,
        'x-request-id': expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) as unknown,
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/) as unknown,
      })
    }
  })

  it('name settings that are wrong, and nothing crashes', async () => {
    const wrong = { ...env, MERIDIAN_ADMIN_KEY: undefined, MERIDIAN_VECTOR_STORE: 'paper', MERIDIAN_EMBED_KEY: 'do-not-print-me' } as unknown as Env
    const health = await send('GET', '/health', { key: null, env: wrong })
    expect([health.status, health.body['status']]).toEqual([503, 'misconfigured'])
    expect(health.text).toMatch(/MERIDIAN_ADMIN_KEY.*MERIDIAN_VECTOR_STORE/)
    expect(health.text).not.toMatch(/do-not-print-me|key-of-the-tests/)
    const answer = await send('GET', '/v1/collections', { env: wrong })
    expectProblem(answer, 'service.configuration')
    expect(JSON.stringify(answer.body['errors'])).toContain('MERIDIAN_ADMIN_KEY')
    expectProblem(await send('GET', '/v1/collections', { env: wrong, key: null }), 'auth.missing')
    expect((await send('GET', '/v1/collections/guarded')).status).toBe(200)
  })
})

describe('tracing', () => {
  it('goes on with the trace of the caller and starts one otherwise', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const { headers } = await send('GET', '/health', { headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } })
    expect(headers.get('traceparent')).toMatch(new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`))
    const started = await send('GET', '/health', { headers: { traceparent: 'nonsense' } })
    expect(started.headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
    expect(started.headers.get('traceparent')).not.toContain(trace)
  })
})

describe('CORS', () => {
  const preflight = (origin: string, origins?: string) =>
    send('OPTIONS', '/v1/collections/guarded/search', {
      key: null,
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
      ...(origins === undefined ? {} : { env: { ...env, MERIDIAN_CORS_ORIGINS: origins } as Env }),
    })

  it('lets any page ask, unless the operator names origins', async () => {
    const open = await preflight('https://shop.example')
    expect(open.status).toBe(204)
    expect(open.headers.get('access-control-allow-origin')).toBe('*')
    expect(open.headers.get('access-control-allow-methods')).toMatch(/PUT.*POST.*DELETE.*PATCH/)
    expect(open.headers.get('access-control-allow-headers')).toMatch(/authorization.*if-match.*idempotency-key.*x-meridian-bookmark/)
    const named = 'https://shop.example, https://other.example'
    expect((await preflight('https://other.example', named)).headers.get('access-control-allow-origin')).toBe('https://other.example')
    expect((await preflight('https://evil.example', named)).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('ETags of collections', () => {
  const put = (name: string, ifMatch: string | undefined, json: unknown) =>
    send('PUT', `/v1/collections/${name}`, { json, ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }) })

  it('keep one writer from undoing what another has done', async () => {
    const created = await put('tagged', undefined, { template: 'articles' })
    expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"'])
    const changed = await put('tagged', '"1"', { template: 'articles', dynamic: 'reject' })
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
    expectProblem(await put('tagged', '"1"', { template: 'articles', dynamic: 'ignore' }), 'collections.version_conflict')
    expectProblem(await send('DELETE', '/v1/collections/tagged', { headers: { 'if-match': '"1"' } }), 'collections.version_conflict')
    const current = await send('GET', '/v1/collections/tagged')
    expect([current.headers.get('etag'), current.body['dynamic']]).toEqual(['"2"', 'reject'])
    expect((await put('tagged', '*', { template: 'articles', dynamic: 'ignore' })).headers.get('etag')).toBe('"3"')
    expect((await put('tagged', 'W/"3"', { template: 'articles', dynamic: 'ignore' })).status).toBe(200)
    expect((await send('DELETE', '/v1/collections/tagged', { headers: { 'if-match': '"3"' } })).status).toBe(202)
  })

  it('hold nothing for a collection that is not there', async () => {
    for (const ifMatch of ['"1"', '*']) expectProblem(await put('untagged', ifMatch, {}), 'collections.version_conflict', ifMatch)
    expectProblem(await send('GET', '/v1/collections/untagged'), 'collections.not_found')
  })

  it.each(['3', '""', '"x"', '"1", "2"', '"0x1"', '"1.0"', 'W/1'])('are not %s', async (ifMatch) => {
    expectProblem(await put('guarded', ifMatch, {}), 'request.invalid')
  })
})

describe('bookmarks', () => {
  it('travel both ways, and what was written is read', async () => {
    let bookmark: string | null = null
    for (let round = 0; round < 3; round++) {
      const written = await send('PUT', '/v1/collections/guarded/documents/d1', {
        json: { title: `Lamp round${round}` },
        ...(bookmark === null ? {} : { headers: { 'x-meridian-bookmark': bookmark } }),
      })
      bookmark = written.headers.get('x-meridian-bookmark')
      expect(bookmark).toBe(written.body['bookmark'])
      expect(bookmark).toMatch(/^[0-9a-f-]{20,}$/)
      const read = await send('GET', `/v1/collections/guarded/search?q=round${round}`, {
        key: SEARCH,
        headers: { 'x-meridian-bookmark': bookmark ?? '' },
      })
      expect([read.status, read.body['total']]).toEqual([200, 1])
      expect(read.headers.get('x-meridian-bookmark')).toMatch(/^[0-9a-f-]{20,}$/)
    }
    expect((await send('GET', '/health', { key: null })).headers.get('x-meridian-bookmark')).toBeNull()
  })

  it.each(['', 'x', 'first-primary', "'; DROP TABLE collections; --", '0-1 2', 'f'.repeat(300)])('are not "%s"', async (bookmark) => {
    const answer = await send('GET', '/v1/collections', { headers: { 'x-meridian-bookmark': bookmark } })
    expectProblem(answer, 'request.invalid')
    expect(answer.body['errors']).toMatchObject([{ path: 'x-meridian-bookmark' }])
  })
})

describe('the API document', () => {
  type Node = Readonly<Record<string, unknown>>
  const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object'

  function* walk(value: unknown, path = '#'): Generator<[string, Node]> {
    if (!isNode(value)) return
    yield [path, value]
    for (const [name, member] of Object.entries(value)) yield* walk(member, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }

  const read = async () => (await send('GET', '/openapi.json', { key: null })).body
  const operationsOf = (document: Node): [string, Node][] =>
    Object.entries(document['paths'] as Record<string, Record<string, Node>>).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Node] => [`${method.toUpperCase()} ${path}`, operation]),
    )

  it('is OpenAPI 3.1 whose references all lead somewhere', async () => {
    const document = await read()
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Meridian', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    })
    const nodes = new Map(walk(document))
    const references = [...nodes.values()].flatMap((node) => (typeof node['$ref'] === 'string' ? [node['$ref']] : []))
    expect(references.length).toBeGreaterThan(10)
    expect(references.filter((reference) => !nodes.has(reference))).toEqual([])
  })

  it('describes every route there is and no other, with its parameters, bodies and errors', async () => {
    const operations = operationsOf(await read())
    const served = ROUTES.filter((route) => !/ \/(docs|docs\/errors|openapi\.json)$/.test(route)).map((route) => route.replace(/:(\w+)/g, '{$1}'))
    expect(operations.map(([name]) => name).sort()).toEqual(served.toSorted())
    for (const [name, operation] of operations) {
      expect(operation['summary'], name).toBeTypeOf('string')
      const parameters = (operation['parameters'] ?? []) as { name: string; in: string; required?: boolean }[]
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, word]) => word)
      expect(
        parameters.filter((parameter) => parameter.in === 'path' && parameter.required === true).map((parameter) => parameter.name),
        name,
      ).toEqual(inPath)
      const writes =
        /^(PUT|PATCH|POST)/.test(name) &&
        !/^POST \/v1\/(jobs\/|.*\/synonyms\/suggestions|.*\/(rollback|serve)$|.*\/rules\/(publish|discard)$)/.test(name)
      expect(operation['requestBody'] !== undefined, name).toBe(writes)
      if (!name.includes('/v1/')) continue
      expect((operation['responses'] as Node)['default'], name).toMatchObject({
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      })
    }
    const search = operations.find(([name]) => name === 'GET /v1/collections/{collection}/search')?.[1]
    const names = ((search?.['parameters'] ?? []) as { name: string }[]).map((parameter) => parameter.name)
    expect(names).toEqual(expect.arrayContaining(['q', 'mode', 'filter', 'refine', 'facets', 'sort', 'page', 'perPage', 'highlight', 'explain']))
  })

  it('gives examples that its own routes take', async () => {
    let tried = 0
    for (const [name, operation] of operationsOf(await read())) {
      const content =
        (operation['requestBody'] as { content?: Record<string, { example?: unknown; examples?: Record<string, { value: unknown }> }> } | undefined)
          ?.content ?? {}
      expect(Object.values(content).every((media) => media.example ?? media.examples) || name.startsWith('PATCH'), name).toBe(true)
      for (const [type, { example, examples }] of Object.entries(content)) {
        for (const value of [...(example === undefined ? [] : [example]), ...Object.values(examples ?? {}).map((given) => given.value)]) {
          const [method = '', path = ''] = name.split(' ')
          await send('PUT', '/v1/collections/examples', { json: { template: 'products' } })
          await send('PUT', '/v1/collections/products-2', { json: { template: 'products' } })
          await send('PUT', '/v1/collections/examples/documents/desk-1', { json: { title: 'Desk', brand: 'Acme' } })
          for (const rule of ['summer-chairs', 'no-broken-lamps'])
            await send('PUT', `/v1/collections/examples/rules/${rule}`, { body: '{"then":[{"hide":{"ids":["x"]}}]}', type })
          const at = path
            .replace(
              '{collection}',
              path.includes('/rules/') ||
                path.includes('/facets/') ||
                path.includes('/documents') ||
                path.includes('/import') ||
                path.endsWith('/comparison') ||
                /\/(search|similar|vector-sets)$/.test(path)
                ? 'examples'
                : 'example-new',
            )
            .replace('{id}', 'desk-1')
            .replace('{field}', 'brand')
            .replace('{set}', '9')
            .replace('{alias}', 'shown')
            .replace('{name}', 'example')
          const answer = await send(method, at, { body: typeof value === 'string' ? value : JSON.stringify(value), type })
          // a set has to be built before it can be compared: the body was taken, the set is what is missing
          expect(path.endsWith('/comparison') ? [404] : [200, 201, 202], `${name} ${type} ${answer.text}`).toContain(answer.status)
          tried++
        }
      }
    }
    expect(tried).toBeGreaterThan(10)
  })

  it('is shown to people, with every error code', async () => {
    const [reference, errors] = [await send('GET', '/docs', { key: null }), await send('GET', '/docs/errors', { key: null })]
    for (const page of [reference, errors]) expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    for (const route of ROUTES.filter((name) => name.includes('/v1/')))
      expect(reference.text).toContain(`${(route.split(' ')[1] ?? '').replace(/:(\w+)/g, '{$1}')}</code>`)
    for (const [code, { status, help }] of Object.entries(ERRORS)) {
      expect(errors.text, code).toContain(`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td>`)
      expect(help, code).toMatch(/\.$/)
    }
  })
})
