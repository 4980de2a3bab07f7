/// <reference types="@cloudflare/vitest-plugin/types" />
import { describe, expect, it } from 'vitest'
import './setup.ts'
import { openShop } from './support/bad-input-shop.ts'
import { fields } from './support/lamp-shop.ts'
import { collectionId, query, settle } from './support/quiet-app.ts'
import { type Received, expectProblem, send } from './support/send.ts'
import { repeat, streamOf } from './support/streams.ts'

openShop()
const NDJSON = 'application/x-ndjson'
const encoder = new TextEncoder()
const line = (at: number, more: Record<string, unknown> = {}): string =>
  `${JSON.stringify({ id: `n${at}`, title: `walnut ${at}`, brand: `brand${at % 3}`, price: at, ...more })}\n`
const lines = (from: number, to: number): string => Array.from({ length: to - from }, (_, at) => line(from + at)).join('')

async function open(name: string, more: Record<string, unknown> = {}): Promise<string> {
  expect((await send('PUT', `/v1/collections/${name}`, { json: { fields, vectors: [], ...more } })).status).toBe(201)
  return `/v1/collections/${name}`
}

/** Everything a collection counts, by itself and by its index, is this number. */
async function expectCount(path: string, count: number): Promise<void> {
  expect((await send('GET', path)).body['documents'], path).toBe(count)
  const { body } = await send('POST', `${path}/search`, { json: { q: 'walnut', mode: 'keyword', facets: ['brand'] } })
  expect(body['total'], path).toBe(count)
  const facet = (body['facets'] as Record<string, { values: { count: number }[]; other: number; missing: number }>)['brand']
  expect(
    facet?.values.reduce((sum, value) => sum + value.count, 0),
    path,
  ).toBe(count)
}

async function pack(chunks: Iterable<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(streamOf(chunks).pipeThrough(new CompressionStream('gzip'))).arrayBuffer())
}

const failures = (answer: Received) =>
  (answer.body['failed'] as { line: number; id?: string; code: string; message: string }[]).map(({ line: at, id, code }) =>
    id === undefined ? [at, code] : [at, code, id],
  )

describe('one bad line never stops the others', () => {
  const BROKEN = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a])
  const files: [string, string, readonly (string | Uint8Array)[], number, unknown[][]][] = [
    [
      'NDJSON',
      NDJSON,
      [
        line(0),
        'nonsense\n',
        '\n',
        line(1),
        '[1]\n',
        '"text"\n',
        '{"id":"x"\n',
        line(2, { price: 'much' }),
        '{"title":"no id"}\n',
        line(3).trimEnd(),
      ],
      3,
      [
        [2, 'documents.json'],
        [5, 'documents.json'],
        [6, 'documents.json'],
        [7, 'documents.json'],
        [8, 'documents.field_type', 'n2'],
        [9, 'documents.id'],
      ],
    ],
    ['NDJSON with a byte order mark and carriage returns', NDJSON, ['\ufeff', lines(0, 2).replaceAll('\n', '\r\n')], 2, []],
    ['NDJSON with broken UTF-8', NDJSON, [line(0), BROKEN, line(1)], 2, [[2, 'documents.encoding']]],
    [
      'NDJSON with a document over 1 MB',
      NDJSON,
      [line(0), line(1, { title: 'x'.repeat(1_000_000) }), line(2)],
      2,
      [[2, 'documents.too_large', 'n1']],
    ],
    [
      'NDJSON with a field of 10 MB',
      NDJSON,
      [line(0), '{"id":"big","title":"', ...Array.from({ length: 10 }, () => 'x'.repeat(1_000_000)), '"}\n', line(1)],
      2,
      [[2, 'documents.too_large']],
    ],
    [
      'NDJSON that is 10,000 levels deep in one line',
      NDJSON,
      [line(0), `{"id":"deep","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}\n`, line(1)],
      2,
      [[2, 'documents.too_deep', 'deep']],
    ],
    [
      'a JSON array',
      'application/json',
      ['[', line(0), ',', '{"id":7,"price":"x"},null,,', line(1), ',{"id":"}]","title":"walnut","brand":"b"}', ' ] '],
      3,
      [
        [2, 'documents.field_type', '7'],
        [3, 'documents.json'],
        [4, 'documents.json'],
      ],
    ],
    ['a JSON array that breaks off', 'application/json', ['[', line(0), ',', line(1), ',{"id":"cut'], 2, [[3, 'documents.json']]],
    ['a JSON array with something behind it', 'application/json', ['[', line(0), '] {"id":"more"}'], 1, [[2, 'documents.json']]],
    ['a JSON array with a bracket too many', 'application/json', ['[', line(0), ',}', line(1), ']'], 1, [[2, 'documents.json']]],
    [
      'CSV',
      'text/csv',
      [
        'id,title,brand,price\n',
        'n0,walnut,b,1\n',
        'n1,walnut,b\n',
        'n2,walnut,b,2,3\n',
        'n3,"wal\nnut walnut",b,\n',
        'n4,walnut,b,"1,5"\n',
        'n5,wal"nut,b,1\n',
        ',walnut,b,1\n',
        'n6,walnut,b,6\r\n',
      ],
      3,
      [
        [3, 'documents.csv'],
        [4, 'documents.csv'],
        [7, 'documents.field_type', 'n4'],
        [8, 'documents.csv'],
        [9, 'documents.id'],
      ],
    ],
    [
      'CSV with broken UTF-8',
      'text/csv; charset=utf-8',
      ['id,title,brand\nn0,walnut,b\n', new Uint8Array([0x78, 0x2c, 0xff, 0x2c, 0x62, 0x0a]), 'n1,walnut,b\n'],
      2,
      [[3, 'documents.encoding']],
    ],
  ]
  it.each(files)('in %s', async (about, type, parts, imported, failed) => {
    const path = await open(about.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'))
    const bytes = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part))
    const answer = await send('POST', `${path}/import`, { body: streamOf(bytes), type })
    expect(answer.body, answer.text.slice(0, 600)).toMatchObject({ imported, unchanged: 0, failedTotal: failed.length })
    expect(failures(answer)).toEqual(failed)
    expect(answer.status).toBe(200)
    await expectCount(path, imported)
    const again = await send('POST', `${path}/import`, { body: streamOf(bytes), type })
    expect(again.body).toMatchObject({ imported: 0, unchanged: imported, failedTotal: failed.length, dataVersion: answer.body['dataVersion'] })
    const packed = await send('POST', `${path}/import`, { body: await pack(bytes), type, headers: { 'content-encoding': 'GZIP' } })
    expect(packed.body).toEqual({ ...again.body, bookmark: packed.body['bookmark'] })
  })

  it('and a quote that is never closed costs its own row', async () => {
    const path = await open('open-quote')
    const answer = await send('POST', `${path}/import`, {
      body: 'id,title,brand\nn0,walnut,b\nn1,"walnut,b\nn2,walnut,b\nn3,walnut,b\n',
      type: 'text/csv',
    })
    expect(failures(answer)).toEqual([[3, 'documents.csv']])
    expect(answer.body).toMatchObject({ imported: 3, failedTotal: 1 })
    await expectCount(path, 3)
  })

  it('but nothing is read under a header that can not be', async () => {
    const path = await open('headers')
    for (const header of ['id,"title', 'id,title,id', 'id,ti"tle', '"id"x,title']) {
      const answer = await send('POST', `${path}/import`, { body: `${header}\nid,title,b\nn0,walnut,b\n`, type: 'text/csv' })
      expect([answer.status, answer.body['imported'], (answer.body['failed'] as { line: number }[])[0]?.line], header).toEqual([422, 0, 1])
    }
    await expectCount(path, 0)
  })

  it('and 1,000 of the failures are listed, all are counted', async () => {
    const path = await open('failing')
    const answer = await send('POST', `${path}/import`, { body: `${'{}\n'.repeat(1500)}${line(0)}`, type: NDJSON })
    expect(answer.body).toMatchObject({ imported: 1, failedTotal: 1500 })
    expect(failures(answer)).toEqual(Array.from({ length: 1000 }, (_, at) => [at + 1, 'documents.id']))
  })
})

describe('an import', () => {
  it('of nothing is 200 with zeros', async () => {
    const path = await open('nothing')
    const none = { imported: 0, unchanged: 0, failed: [], failedTotal: 0, dataVersion: 0 }
    const empty: [string, string][] = [
      ['', NDJSON],
      ['\n \n\r\n', NDJSON],
      ['[]', 'application/json'],
      [' [ ] ', 'application/json'],
      ['', 'text/csv'],
      ['id,title\n', 'text/csv'],
    ]
    for (const [body, type] of empty) {
      const answer = await send('POST', `${path}/import`, { body, type })
      expect([answer.status, answer.body], `${type} ${body}`).toEqual([200, { ...none, bookmark: answer.body['bookmark'] }])
    }
    expect((await send('POST', `${path}/import`, { type: NDJSON })).status).toBe(200)
  })

  it('of which every line fails is 422 with its result', async () => {
    const path = await open('all-wrong')
    const answer = await send('POST', `${path}/import`, { body: `{}\n${line(0, { price: 'x' })}`, type: NDJSON })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'application/json'])
    expect(answer.body).toMatchObject({ imported: 0, unchanged: 0, failedTotal: 2 })
    await expectCount(path, 0)
  })

  it('over 100 MB is cut off, packed or not, and what was written before stays whole', async () => {
    const path = await open('bomb')
    const bomb = await pack(
      (function* () {
        yield encoder.encode(lines(0, 600))
        yield* repeat('x'.repeat(1_000_000), 101)
      })(),
    )
    expect(bomb.length).toBeLessThan(1_000_000)
    expectProblem(await send('POST', `${path}/import`, { body: bomb, type: NDJSON, headers: { 'content-encoding': 'gzip' } }), 'request.too_large')
    await expectCount(path, 500)
    expectProblem(await send('POST', `${path}/import`, { body: streamOf(repeat('x'.repeat(1_000_000), 101)), type: NDJSON }), 'request.too_large')
    const cut = await pack([encoder.encode(lines(0, 100))])
    expectProblem(
      await send('POST', `${path}/import`, { body: cut.subarray(0, cut.length - 20), type: NDJSON, headers: { 'content-encoding': 'gzip' } }),
      'request.encoding',
    )
    expect((await send('POST', `${path}/import`, { body: lines(0, 600), type: NDJSON })).body).toMatchObject({ imported: 100, unchanged: 500 })
    await expectCount(path, 600)
  })

  it('beside another of the same file: both finish, everything is there once', async () => {
    const path = await open('twice')
    const body = lines(0, 1300)
    const answers = await Promise.all([1, 2].map(() => send('POST', `${path}/import`, { body, type: NDJSON })))
    for (const { status, body: result } of answers) {
      expect([status, result['failedTotal'], Number(result['imported']) + Number(result['unchanged'])]).toEqual([200, 0, 1300])
    }
    await expectCount(path, 1300)
    const id = await collectionId('twice')
    const rows = await query(
      'SELECT (SELECT count(*) FROM documents WHERE collection_id = ?1) AS documents, (SELECT sum(tokens) FROM documents WHERE collection_id = ?1) = token_count AS tokens, document_count FROM collections WHERE id = ?1',
      id,
    )
    expect(rows).toEqual([{ documents: 1300, tokens: 1, document_count: 1300 }])
    expect((await send('POST', `${path}/import`, { body, type: NDJSON })).body).toMatchObject({ imported: 0, unchanged: 1300 })
  })

  it('into a collection that is deleted meanwhile ends with 404 and leaves nothing', async () => {
    const path = await open('vanishing')
    const id = await collectionId('vanishing')
    async function* body(): AsyncGenerator<Uint8Array> {
      yield encoder.encode(lines(0, 600))
      expect((await send('GET', path)).body['documents']).toBe(500)
      expect((await send('DELETE', path)).status).toBe(202)
      yield encoder.encode(lines(600, 1300))
    }
    expectProblem(await send('POST', `${path}/import`, { body: streamOf(body()), type: NDJSON }), 'collections.not_found')
    expectProblem(await send('GET', path), 'collections.not_found')
    await settle()
    expect(await query('SELECT id FROM documents WHERE collection_id = ?1', id)).toEqual([])
    expect(await query("SELECT name FROM sqlite_master WHERE name LIKE 'fts_' || ?1 || '_%'", id)).toEqual([])
    expect(await query('SELECT message FROM outbox WHERE collection_id = ?1', id)).toEqual([])
  })

  it('never goes on in another collection that took the name', async () => {
    const path = await open('renamed')
    async function* body(): AsyncGenerator<Uint8Array> {
      yield encoder.encode(lines(0, 600))
      await send('DELETE', path)
      await open('renamed')
      yield encoder.encode(lines(600, 700))
    }
    expectProblem(await send('POST', `${path}/import`, { body: streamOf(body()), type: NDJSON }), 'collections.not_found')
    await expectCount(path, 0)
    const [one, two] = [await open('swap-1'), await open('swap-2')]
    await send('PUT', '/v1/aliases/swap', { json: { collection: 'swap-1' } })
    async function* swapping(): AsyncGenerator<Uint8Array> {
      yield encoder.encode(lines(0, 600))
      await send('PUT', '/v1/aliases/swap', { json: { collection: 'swap-2' } })
      yield encoder.encode(lines(600, 700))
    }
    expect((await send('POST', '/v1/collections/swap/import', { body: streamOf(swapping()), type: NDJSON })).body).toMatchObject({ imported: 700 })
    await expectCount(one, 700)
    await expectCount(two, 0)
  })

  it.each([
    ['declared by a pattern', { fields: [...fields, { name: 'attr_*', type: 'string', search: 'd', facet: 'disjunctive' }] }, true],
    ['not declared', {}, false],
  ])('of 5,000 distinct fields %s', async (about, definition, declared) => {
    const path = await open(declared ? 'wide' : 'wider', definition)
    const body = Array.from({ length: 500 }, (_, at) =>
      line(at, Object.fromEntries(Array.from({ length: 10 }, (_unused, nth) => [`attr_${at * 10 + nth}`, `value${nth} word${at}`]))),
    ).join('')
    expect((await send('POST', `${path}/import`, { body, type: NDJSON })).body, about).toMatchObject({ imported: 500, failedTotal: 0 })
    await expectCount(path, 500)
    expect((await send('GET', `${path}/search?q=word321&mode=keyword`)).body).toMatchObject({ total: 1, hits: [{ id: 'n321' }] })
    const answer = await send('POST', `${path}/search`, { json: { filter: 'attr_4321 EXISTS', facets: ['attr_4321', '*'] } })
    if (declared) expect(answer.body).toMatchObject({ total: 1, facets: { attr_4321: { values: [{ value: 'value1 word432', count: 1 }] } } })
    else expectProblem(answer, 'filter.field')
    expect((await send('GET', path)).text.length).toBeLessThan(5000)
  })
})
