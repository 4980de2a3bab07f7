/// <reference types="@cloudflare/vitest-plugin/types" />
import { describe, expect, it } from 'vitest'
import type { ERRORS } from '../../src/contracts/errors.ts'
import './setup.ts'
import { SHOP, countDocuments, openShop } from './support/bad-input-shop.ts'
import { createDocuments, fields } from './support/lamp-shop.ts'
import { SEARCH, type Sent, expectProblem, send } from './support/send.ts'
import { repeat, streamOf } from './support/streams.ts'

type Code = keyof typeof ERRORS
openShop()

const nest = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const encoder = new TextEncoder()
const BROKEN = new Uint8Array([...encoder.encode('{"q":"'), 0xc3, 0x28, ...encoder.encode('"}')])

describe('bodies', () => {
  const refused: [string, string, string, Sent, Code][] = [
    [
      'says it is over the limit',
      'POST',
      `${SHOP}/documents`,
      { body: '{"id":"x"}', type: 'application/json', headers: { 'content-length': '10000001' } },
      'request.too_large',
    ],
    [
      'is over the limit and says no length',
      'POST',
      `${SHOP}/documents`,
      { body: streamOf(repeat('[1],'.repeat(50_000), 60)), type: 'application/json' },
      'request.too_large',
    ],
    [
      'of a search is over the limit',
      'POST',
      `${SHOP}/search`,
      { body: streamOf(repeat('x'.repeat(200_000), 6)), type: 'application/json' },
      'request.too_large',
    ],
    [
      'of an import says it is over the limit',
      'POST',
      `${SHOP}/import`,
      { body: '{"id":"x"}', type: 'application/x-ndjson', headers: { 'content-length': '100000001' } },
      'request.too_large',
    ],
    ['of 1,001 documents', 'POST', `${SHOP}/documents`, { json: createDocuments(1001, 5000) }, 'request.too_large'],
    ['has broken UTF-8', 'POST', `${SHOP}/search`, { body: BROKEN, type: 'application/json' }, 'request.encoding'],
    ['has broken UTF-8', 'POST', `${SHOP}/documents`, { body: BROKEN, type: 'application/json' }, 'request.encoding'],
    ['has broken UTF-8', 'PATCH', `${SHOP}/documents/d0`, { body: BROKEN, type: 'application/merge-patch+json' }, 'request.encoding'],
    ['is UTF-16', 'POST', `${SHOP}/search`, { body: new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), type: 'application/json' }, 'request.encoding'],
    ['is empty', 'POST', `${SHOP}/search`, { body: '', type: 'application/json' }, 'request.json'],
    ['breaks off', 'PUT', '/v1/collections/new', { body: '{"fields":[', type: 'application/json' }, 'request.json'],
    ['is not JSON', 'POST', `${SHOP}/documents`, { body: "{'id':1}", type: 'application/json' }, 'request.json'],
    ['is no object', 'POST', `${SHOP}/documents`, { json: 7 }, 'request.invalid'],
    ['is no object', 'POST', `${SHOP}/documents`, { json: null }, 'request.invalid'],
    ['is no object', 'POST', `${SHOP}/search`, { json: [] }, 'request.invalid'],
    ['is no object', 'PUT', `${SHOP}/documents/d0`, { json: 'text' }, 'request.invalid'],
    ['is a JSON patch', 'PATCH', `${SHOP}/documents/d0`, { json: [{ op: 'remove', path: '/title' }] }, 'request.invalid'],
    ['has no type', 'POST', `${SHOP}/search`, { body: encoder.encode('{"q":"lamp"}') }, 'request.media_type'],
    ['is text', 'POST', `${SHOP}/documents`, { body: '{"id":"x"}', type: 'text/plain' }, 'request.media_type'],
    ['is a form', 'PUT', '/v1/collections/new', { body: 'a=b', type: 'application/x-www-form-urlencoded' }, 'request.media_type'],
    ['is a sequence', 'POST', `${SHOP}/search`, { body: '{"q":"lamp"}', type: 'application/json-seq' }, 'request.media_type'],
    ['is another JSON', 'POST', `${SHOP}/search`, { body: '{"q":"lamp"}', type: 'application/vnd.api+json' }, 'request.media_type'],
    [
      'is packed where only imports are',
      'POST',
      `${SHOP}/documents`,
      { body: '{"id":"x"}', type: 'application/json', headers: { 'content-encoding': 'gzip' } },
      'request.media_type',
    ],
    ['of an import has no known type', 'POST', `${SHOP}/import`, { body: '{"id":"x"}', type: 'application/xml' }, 'request.media_type'],
    [
      'of an import is packed in an unknown way',
      'POST',
      `${SHOP}/import`,
      { body: '{"id":"x"}', type: 'text/csv', headers: { 'content-encoding': 'br' } },
      'request.media_type',
    ],
    [
      'of an import is no gzip',
      'POST',
      `${SHOP}/import`,
      { body: '{"id":"x"}', type: 'application/x-ndjson', headers: { 'content-encoding': 'gzip' } },
      'request.encoding',
    ],
    ['of an import is no array', 'POST', `${SHOP}/import`, { body: '{"id":"x"}', type: 'application/json' }, 'request.json'],
    ['of an import is no array at all', 'POST', `${SHOP}/import`, { body: ' ', type: 'application/json' }, 'request.json'],
    [
      'of a search is 10,000 levels deep',
      'POST',
      `${SHOP}/search`,
      { body: `{"weights":${nest(10_000)}}`, type: 'application/json' },
      'request.invalid',
    ],
    [
      'of a document is 10,000 levels deep',
      'POST',
      `${SHOP}/documents`,
      { body: `{"id":"deep","deep":${nest(10_000)}}`, type: 'application/json' },
      'documents.too_deep',
    ],
    [
      'of a patch is 10,000 levels deep',
      'PATCH',
      `${SHOP}/documents/d0`,
      { body: '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), type: 'application/json' },
      'documents.too_deep',
    ],
    ['names __proto__', 'POST', `${SHOP}/search`, { body: '{"__proto__":{"q":"x"}}', type: 'application/json' }, 'request.invalid'],
    ['names constructor', 'PUT', '/v1/collections/new', { body: '{"constructor":{"prototype":{}}}', type: 'application/json' }, 'request.invalid'],
    ['asks for two things', 'POST', `${SHOP}/documents`, { json: { delete: { ids: ['d0'], filter: 'price > 0' } } }, 'request.invalid'],
    ['deletes nothing in particular', 'POST', `${SHOP}/documents`, { json: { delete: {} } }, 'request.invalid'],
    ['deletes by an empty filter', 'POST', `${SHOP}/documents`, { json: { delete: { filter: '' } } }, 'request.invalid'],
  ]
  it.each(refused)('that %s: %s %s', async (_about, method, path, sent, code) => {
    const before = await countDocuments()
    expectProblem(await send(method, path, sent), code)
    expect(await countDocuments()).toBe(before)
    expectProblem(await send('GET', '/v1/collections/new'), 'collections.not_found')
  })

  it('are taken in any spelling of their type, with a byte order mark too', async () => {
    for (const type of ['Application/JSON', 'application/json; charset=utf-8', 'application/json;charset=UTF-8;x=y', 'application/json ']) {
      const answer = await send('POST', `${SHOP}/search`, { body: '\ufeff{"q":"lamp"}', type })
      expect([answer.status, answer.body['total']], type).toEqual([200, 3])
    }
  })
})

describe('documents', () => {
  const wrong: [string, unknown, Code, RegExp?][] = [
    ['no id', { title: 'Lamp' }, 'documents.id', /missing/],
    ['an empty id', { id: '' }, 'documents.id'],
    ['an id of 129 characters', { id: 'x'.repeat(129) }, 'documents.id', /129/],
    ['an id that is a list', { id: ['a'] }, 'documents.id'],
    ['an id that is null', { id: null }, 'documents.id'],
    ['an id that is true', { id: true }, 'documents.id'],
    ['half a surrogate pair as id', { id: 'a\ud800' }, 'documents.id'],
    ['an id that URLs can not carry', { id: '..' }, 'documents.id'],
    ['an id that URLs can not carry', { id: '.' }, 'documents.id'],
    ['a number as text', { id: 'x', title: 7 }, 'documents.field_type', /^title: .*7/],
    ['text as a number', { id: 'x', price: '12,50' }, 'documents.field_type', /^price: expected a number, got "12,50"/],
    ['text as a boolean', { id: 'x', sold: 'yes' }, 'documents.field_type', /^sold/],
    ['a date that is none', { id: 'x', since: 'yesterday' }, 'documents.field_type', /^since/],
    ['the 30th of February', { id: 'x', since: '2024-02-30' }, 'documents.field_type', /^since/],
    ['a place beyond the pole', { id: 'x', place: { lat: 91, lng: 0 } }, 'documents.field_type', /^place/],
    ['a place without longitude', { id: 'x', place: { lat: 1 } }, 'documents.field_type', /^place/],
    ['one value for a list', { id: 'x', tags: 'oak' }, 'documents.field_type', /^tags/],
    ['a list for one value', { id: 'x', brand: ['Acme'] }, 'documents.field_type', /^brand/],
    ['a wrong value in a list', { id: 'x', tags: ['oak', null] }, 'documents.field_type', /^tags\[1\]/],
    ['a wrong value inside an object', { id: 'x', maker: { name: 5 } }, 'documents.field_type', /^maker\.name/],
    [
      '17 levels of a category',
      { id: 'x', category: Array.from({ length: 17 }, (_, at) => `c${at}`).join(' > ') },
      'documents.field_type',
      /^category.*16/,
    ],
    ['a category of 200,000 levels', { id: 'x', category: 'c > '.repeat(200_000) }, 'documents.field_type', /^category/],
    ['1,001 values', { id: 'x', tags: Array.from({ length: 1001 }, (_, at) => `tag${at}`) }, 'documents.too_many_fields', /1001/],
    ['more than 1 MB', { id: 'x', description: 'x'.repeat(1_000_000) }, 'documents.too_large', /1000/],
    ['65 levels', { id: 'x', deep: JSON.parse(nest(65)) as unknown }, 'documents.too_deep'],
    ['no object', 'text', 'documents.json'],
    ['null', null, 'documents.json'],
    ['a list', [1], 'documents.json'],
  ]
  it.each(wrong)('with %s fail alone, their neighbours are written', async (about, document, code, message = /./) => {
    const before = Number(await countDocuments())
    if (document !== null && typeof document === 'object' && !Array.isArray(document)) {
      const alone = await send('POST', `${SHOP}/documents`, { json: document })
      expectProblem(alone, code, about)
      expect(alone.body['detail']).toMatch(message)
    }
    const { status, body } = await send('POST', `${SHOP}/documents`, {
      json: { documents: [{ id: 'left', title: 'left' }, document, { id: 'right', title: 'right' }] },
    })
    expect(status).toBe(200)
    expect(body['results']).toMatchObject([
      { id: 'left', status: 'created' },
      { status: 'failed', code, message: expect.stringMatching(message) as unknown },
      { id: 'right', status: 'created' },
    ])
    expect(await countDocuments()).toBe(before + 2)
    expect((await send('POST', `${SHOP}/documents`, { json: { delete: { ids: ['left', 'right'] } } })).body['deleted']).toBe(2)
  })

  it('keep numbers as ids where they are exact, and refuse them where two would become one', async () => {
    const body = '{"documents":[{"id":7},{"id":-1.5},{"id":9007199254740991},{"id":9007199254740993},{"id":12345678901234567890}]}'
    const answer = await send('POST', `${SHOP}/documents`, { body, type: 'application/json' })
    expect(answer.body['results']).toMatchObject([
      { id: '7', status: 'created' },
      { id: '-1.5', status: 'created' },
      { id: '9007199254740991', status: 'created' },
      { status: 'failed', code: 'documents.id' },
      { status: 'failed', code: 'documents.id' },
    ])
    expect((await send('POST', `${SHOP}/documents`, { json: { get: { ids: [7, '-1.5'] } } })).body['items']).toEqual([{ id: '7' }, { id: '-1.5' }])
    expect((await send('POST', `${SHOP}/documents`, { json: { delete: { ids: [7, -1.5, 9007199254740991] } } })).body['deleted']).toBe(3)
  })

  it('of one id in one request: the last one counts', async () => {
    const documents = [
      { id: 'twice', title: 'first' },
      { id: 'once', title: 'x' },
      { id: 'twice', title: 'second' },
    ]
    const { body } = await send('POST', `${SHOP}/documents`, { json: documents })
    expect(body['results']).toMatchObject([
      { id: 'twice', status: 'unchanged' },
      { id: 'once', status: 'created' },
      { id: 'twice', status: 'created' },
    ])
    expect((await send('GET', `${SHOP}/documents/twice`)).body).toEqual({ id: 'twice', title: 'second' })
    expect((await send('DELETE', `${SHOP}/documents?ids=twice,once`)).body['deleted']).toBe(2)
  })

  it.each([
    'a/b',
    'a%2Fb',
    '100%',
    'a b',
    'ü/日本',
    '😀',
    '?x=1&y#z',
    '%2e%2e',
    '...',
    'a\\b',
    "'; DROP TABLE documents; --",
    '"',
    'a,b',
    'search',
    'a\u0000b',
    'x'.repeat(128),
    '__proto__',
    'constructor',
    '~1',
    '+',
    '\u202eabc',
    ' ',
  ])('with the id %j are written, read, patched and deleted by address', async (id) => {
    const path = `${SHOP}/documents/${encodeURIComponent(id)}`
    expect((await send('PUT', path, { json: { title: 'Lamp' } })).body['results']).toEqual([{ id, status: 'created' }])
    expect((await send('PATCH', path, { json: { id, price: 1 } })).body['results']).toEqual([{ id, status: 'updated' }])
    expect((await send('GET', path, { key: SEARCH })).body).toEqual({ id, title: 'Lamp', price: 1 })
    expect((await send('POST', `${SHOP}/search`, { json: { filter: `id = ${JSON.stringify(id)}` } })).body['total']).toBe(1)
    expect((await send('DELETE', path)).body['results']).toEqual([{ id, status: 'deleted' }])
    expectProblem(await send('DELETE', path), 'documents.not_found')
  })

  it('with names that JavaScript gives a meaning are stored and change nothing else', async () => {
    const body =
      '{"id":"odd","constructor":"constructor lamp","toString":"x","hasOwnProperty":1,"nested":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}'
    expect((await send('POST', `${SHOP}/documents`, { body, type: 'application/json' })).status).toBe(200)
    expect((await send('GET', `${SHOP}/documents/odd`)).text).toBe(body)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    const found = await send('POST', `${SHOP}/search`, { json: { q: 'constructor', explain: true } })
    expect(found.body['hits']).toMatchObject([{ id: 'odd', trace: { matched: { constructor: ['constructor'] } } }])
    const csv = 'id,__proto__.polluted\nodd2,1\n'
    await send('PUT', '/v1/collections/covered', { json: { fields: [{ name: '*', type: 'string' }] } })
    expect((await send('POST', '/v1/collections/covered/import', { body: csv, type: 'text/csv' })).body).toMatchObject({ imported: 1 })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    await send('DELETE', `${SHOP}/documents/odd`)
  })

  it.each([
    ['store', { status: 'created' }, { id: 'x', title: 'Lamp', wings: 'feathers' }, 1],
    ['ignore', { status: 'created' }, { id: 'x', title: 'Lamp' }, 0],
    ['reject', { status: 'failed', code: 'documents.unknown_field', message: 'wings: the collection does not declare this field' }, null, 0],
  ])('with an unknown field under dynamic %s', async (dynamic, result, stored, found) => {
    const path = `/v1/collections/dynamic-${dynamic}`
    await send('PUT', path, { json: { dynamic, fields } })
    const answer = await send('POST', `${path}/documents`, {
      json: [
        { id: 'x', title: 'Lamp', wings: 'feathers' },
        { id: 'y', title: 'Lamp' },
      ],
    })
    expect(answer.body['results']).toMatchObject([result, { id: 'y', status: 'created' }])
    const read = await send('GET', `${path}/documents/x`)
    if (stored === null) expectProblem(read, 'documents.not_found')
    else expect(read.body).toEqual(stored)
    expect((await send('GET', `${path}/search?q=feathers`)).body['total']).toBe(found)
  })

  const patches: [string, unknown, Code][] = [
    ['documents/nobody', { price: 1 }, 'documents.not_found'],
    ['documents/d0', { id: 'other' }, 'documents.id'],
    ['documents/d0', { id: null }, 'documents.id'],
    ['documents/d0', { price: 'much' }, 'documents.field_type'],
    ['documents/d0', { description: 'x'.repeat(1_000_001) }, 'documents.too_large'],
    [`documents/${'x'.repeat(129)}`, { price: 1 }, 'documents.not_found'],
  ]
  it.each(patches)('%s is not patched', async (path, json, code) => {
    const before = await send('GET', `${SHOP}/documents/d0`)
    expectProblem(await send('PATCH', `${SHOP}/${path}`, { json }), code)
    expect((await send('GET', `${SHOP}/documents/d0`)).body).toEqual(before.body)
  })

  it('are not written under an id of their own at another address', async () => {
    expectProblem(await send('PUT', `${SHOP}/documents/d0`, { json: { id: 'd1' } }), 'documents.id')
    expectProblem(await send('PUT', `${SHOP}/documents/${'x'.repeat(129)}`, { json: {} }), 'documents.id')
  })
})
