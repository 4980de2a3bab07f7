import { describe, expect, test } from 'vitest'
import { type ImportFormat, getDocuments, importDocuments } from '../../../../src/domain/ingestion/index.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'
import { cutAt, encode } from './read-stream/streams.ts'

const FIELDS = [
  { name: 'title', type: 'text' as const, search: 'a' as const },
  { name: 'n', type: 'number' as const },
  { name: 'ns', type: 'number[]' as const },
  { name: 'tags', type: 'string[]' as const },
  { name: 'on', type: 'boolean' as const },
  { name: 'at', type: 'date' as const },
  { name: 'place', type: 'geo' as const },
  { name: 'box.width', type: 'number' as const },
]

async function run(format: ImportFormat, body: string | Uint8Array, cuts: readonly number[] = [3, 50]) {
  const harness = createSearchHarness()
  await harness.create('things', { fields: FIELDS, vectors: [] })
  const source = cutAt(typeof body === 'string' ? encode(body) : body, cuts)
  const outcome = await importDocuments(harness.ingestion, harness.context(), { collection: 'things', format, source })
  const read = async (...ids: string[]) => getDocuments(harness.ingestion, harness.context(), { collection: 'things', ids })
  return { outcome, read, failures: outcome.failed.map(({ line, id, code }) => [line, id ?? null, code]) }
}

describe('an import of lines', () => {
  test('reports each bad line with its number and takes the others', async () => {
    const bad = new Uint8Array([
      ...encode('{"id":"1","title":"a"}\r\n\n{"id":"2","title":'),
      0xff,
      ...encode('}\nnot json\n{"id":"3","n":"12,50"}\n[1]\n{"title":"x"}\n{"id":4}\n{"id":"5","title":"\u0000 \\u0000"}\n{"id":"6"'),
    ])
    const { failures, outcome, read } = await run('ndjson', bad)
    expect(failures).toEqual([
      [3, null, 'documents.encoding'],
      [4, null, 'documents.json'],
      [5, '3', 'documents.field_type'],
      [6, null, 'documents.json'],
      [7, null, 'documents.id'],
      [9, null, 'documents.json'],
      [10, null, 'documents.json'],
    ])
    expect(outcome).toMatchObject({ imported: 2, unchanged: 0, failedTotal: 7, dataVersion: 1 })
    expect(await read('1', '4')).toEqual([{ id: '1', title: 'a' }, { id: '4' }])
  })

  test('of nothing is an answer of zeros', async () => {
    for (const [format, body] of [
      ['ndjson', ''],
      ['ndjson', '\n \n'],
      ['json', '[]'],
      ['csv', ''],
      ['csv', 'id,title\n'],
    ] as const) {
      expect((await run(format, body)).outcome).toEqual({ imported: 0, unchanged: 0, failed: [], failedTotal: 0, dataVersion: 0 })
    }
  })

  test('lists 1,000 failures and counts them all', async () => {
    const { outcome } = await run('ndjson', 'x\n'.repeat(1500) + '{"id":1}')
    expect([outcome.failed.length, outcome.failedTotal, outcome.imported]).toEqual([1000, 1500, 1])
    expect(outcome.failed.at(-1)?.line).toBe(1000)
  })

  test('counts a document that comes twice once in each write, and leaves the last', async () => {
    const { outcome, read } = await run('ndjson', '{"id":1,"n":1}\n{"id":"1","n":2}\n')
    expect(outcome.imported + outcome.unchanged).toBe(2)
    expect(await read('1')).toEqual([{ id: '1', n: 2 }])
  })
})

describe('an import of an array', () => {
  test('numbers its elements', async () => {
    const { failures, outcome } = await run('json', '[{"id":1},\n{"id":2,"n":"x"},\n7,\n{"id":3}]')
    expect(failures).toEqual([
      [2, '2', 'documents.field_type'],
      [3, null, 'documents.json'],
    ])
    expect(outcome.imported).toBe(2)
  })

  test('keeps what came before a broken end', async () => {
    const { failures, outcome } = await run('json', '[{"id":1},{"id":2},{"id"')
    expect(outcome.imported).toBe(2)
    expect(failures).toEqual([[3, null, 'documents.json']])
  })

  test('that is no array is an error of the request', async () => {
    await expect(run('json', '{"id":1}')).rejects.toMatchObject({ code: 'request.json' })
  })
})

describe('an import of CSV', () => {
  test('gives every cell the type of its field', async () => {
    const { outcome, read } = await run(
      'csv',
      '\ufeffid,title,n,ns[],tags[],on,at,place,box.width,free,free2[]\r\n007,"a, ""b""\nc",-1.5e3,1|2,x|y,TRUE,1714521600000,"52.5,13.4",3,text,a|b\r\n8,,,,,0,2024-05-01,52.5;13.4,,,\r\n',
    )
    expect(outcome).toMatchObject({ imported: 2, failedTotal: 0 })
    expect(await read('007', '8')).toEqual([
      {
        id: '007',
        title: 'a, "b"\nc',
        n: -1500,
        ns: [1, 2],
        tags: ['x', 'y'],
        on: true,
        at: 1_714_521_600_000,
        place: { lat: 52.5, lng: 13.4 },
        box: { width: 3 },
        free: 'text',
        free2: ['a', 'b'],
      },
      { id: '8', on: false, at: '2024-05-01', place: { lat: 52.5, lng: 13.4 } },
    ])
  })

  test('reports each bad row with the line it starts at', async () => {
    const { failures, outcome, read } = await run('csv', 'id,title,n\n1,"two\nlines",1\n2,b\n3,c,12 EUR\n4,"d"x,4\n5,"never,5\n6,f,6\n\n7,g,7')
    expect(failures).toEqual([
      [4, null, 'documents.csv'],
      [5, '3', 'documents.field_type'],
      [6, null, 'documents.csv'],
      [7, null, 'documents.csv'],
    ])
    expect(outcome.imported).toBe(3)
    expect(await read('1', '6', '7')).toEqual([
      { id: '1', title: 'two\nlines', n: 1 },
      { id: '6', title: 'f', n: 6 },
      { id: '7', title: 'g', n: 7 },
    ])
  })

  test('fails once when its header can not be read', async () => {
    for (const header of ['id,"title', 'id,a"b', 'id,id']) {
      const { outcome } = await run('csv', `${header}\n1,a\n2,b\n`)
      expect([outcome.imported, outcome.failedTotal, outcome.failed[0]?.line, outcome.failed[0]?.code]).toEqual([0, 1, 1, 'documents.csv'])
    }
  })

  test('treats a column called __proto__ as any other, and touches no prototype', async () => {
    const { outcome } = await run('csv', 'id,__proto__,__proto__.polluted,constructor.prototype.polluted\n1,a,b,c\n')
    expect(outcome.imported).toBe(1)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
