import { describe, expect, test } from 'vitest'
import type { Database, Statement } from '../../../../src/adapters/d1/database.ts'
import { createDocumentStore } from '../../../../src/adapters/d1/document-store.ts'
import type { IngestionPorts } from '../../../../src/domain/ingestion/index.ts'
import { deleteDocuments, getDocuments, importDocuments, listDocuments, writeDocuments } from '../../../../src/domain/ingestion/index.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'
import { readStoredIndex } from '../../../support/stored-index.ts'

const FIELDS = [
  { name: 'title', type: 'text' as const, search: 'a' as const },
  { name: 'kind', type: 'string' as const, facet: 'disjunctive' as const },
  { name: 'labels', type: 'string[]' as const, facet: 'disjunctive' as const },
  { name: 'n', type: 'number' as const, facet: 'disjunctive' as const, sort: true },
  { name: 'ns', type: 'number[]' as const },
]

async function open() {
  const harness = createSearchHarness()
  await harness.create('things', { fields: FIELDS, vectors: [] })
  return {
    harness,
    search: harness.searcher('things'),
    statusOf: async (documents: readonly unknown[]) => (await harness.write('things', documents)).results.map(({ status, code }) => code ?? status),
  }
}

/** The same ports, counting the write batches and waiting where a test says so. */
function observe(
  ports: IngestionPorts,
  db: Database,
  before: (statements: readonly Statement[]) => Promise<void> = async () => {},
): { ports: IngestionPorts; batches: number[] } {
  const batches: number[] = []
  const watched: Database = {
    ...db,
    async batch(statements) {
      await before(statements)
      batches.push(statements.length)
      return db.batch(statements)
    },
  }
  return { ports: { ...ports, documents: createDocumentStore(watched) }, batches }
}

describe('a write', () => {
  test('is found by the next search, by its words and its values', async () => {
    const { harness, search } = await open()
    await harness.write('things', [{ id: '1', title: 'Walnut desk', kind: 'desk', n: 3 }])
    expect((await search({ q: 'walnuts', mode: 'keyword' })).hits.map(({ id }) => id)).toEqual(['1'])
    expect((await search({ q: '', filter: 'kind = "desk" AND n = 3' })).total).toBe(1)
    await harness.write('things', [{ id: '1', title: 'Oak chair', kind: 'chair' }])
    expect((await search({ q: 'walnut', mode: 'keyword' })).query.unknown).toEqual(['walnut'])
    expect((await search({ q: 'oak', mode: 'keyword', filter: 'n IS NULL AND kind = "chair"' })).total).toBe(1)
    await deleteDocuments(harness.ingestion, harness.context(), { collection: 'things', ids: ['1', 'never'] })
    expect((await search({ q: 'oak', mode: 'keyword' })).total).toBe(0)
    expect((await search({ q: '' })).total).toBe(0)
  })

  test('of what is there already is skipped: no version moves, nothing is asked to be embedded', async () => {
    const { harness, statusOf } = await open()
    expect(
      await statusOf([
        { id: '1', title: 'a', n: 1 },
        { id: 2, title: 'b' },
      ]),
    ).toEqual(['created', 'created'])
    const before = await harness.find('things')
    const outbox = await harness.db.all({ sql: 'SELECT count(*) AS n FROM outbox', params: [] })
    expect(
      await statusOf([
        { n: 1, id: '1', title: 'a' },
        { id: '2', title: 'b' },
      ]),
    ).toEqual(['unchanged', 'unchanged'])
    expect(await harness.find('things')).toEqual(before)
    expect((await harness.db.all({ sql: 'SELECT count(*) AS n FROM outbox', params: [] })).rows).toEqual(outbox.rows)
    expect(
      await statusOf([
        { id: '1', title: 'a', n: 2 },
        { id: '2', title: 'b' },
      ]),
    ).toEqual(['updated', 'unchanged'])
  })

  test('of one id several times in a request leaves the last', async () => {
    const { harness, statusOf } = await open()
    expect(await statusOf([{ id: 7, title: 'first' }, { id: '8' }, { id: '7', title: 'last' }])).toEqual(['unchanged', 'created', 'created'])
    expect(await getDocuments(harness.ingestion, harness.context(), { collection: 'things', ids: ['7'] })).toEqual([{ id: '7', title: 'last' }])
  })

  test('reports each document that does not fit and takes the others', async () => {
    const { harness, statusOf } = await open()
    const labels = Array.from({ length: 1001 }, (_unused, index) => `label ${index}`)
    const results = await statusOf([
      { id: '1' },
      { title: 'no id' },
      'text',
      null,
      [],
      { id: '' },
      { id: 'x'.repeat(129) },
      { id: '2', n: '12,50' },
      { id: '3', labels },
      { id: '4', labels: labels.slice(1) },
      { id: '5', title: 'x '.repeat(600_000) },
      { id: '\ud800' },
    ])
    expect(results).toEqual([
      'created',
      'documents.id',
      'documents.json',
      'documents.json',
      'documents.json',
      'documents.id',
      'documents.id',
      'documents.field_type',
      'documents.too_many_fields',
      'created',
      'documents.too_large',
      'documents.id',
    ])
    expect((await harness.find('things')).documentCount).toBe(2)
  })

  test('of values too long for one statement fails by itself', async () => {
    const { harness, statusOf } = await open()
    await harness.create('deep', { fields: [{ name: 'path', type: 'string[]', facet: 'hierarchical', separator: '>' }], vectors: [] })
    // 900 values of 3 KB
    const paths = Array.from({ length: 900 }, (_unused, index) => `${index} ${'x'.repeat(3000)}`)
    const { results } = await harness.write('deep', [
      { id: 'a', path: ['x>y'] },
      { id: 'b', path: paths.slice(0, 300).map((path) => `${path}>${path}`) },
      { id: 'c', path: ['x'] },
    ])
    expect(results.map(({ status, code }) => code ?? status)).toEqual(['created', 'documents.too_large', 'created'])
    expect(await statusOf([{ id: '1' }])).toEqual(['created'])
  })

  test('of many large documents is cut into batches that each fit a statement', async () => {
    const { harness } = await open()
    const { ports, batches } = observe(harness.ingestion, harness.db)
    // three bytes a character, so that 700,000 characters are more than D1 takes; and many values of few characters
    const chinese = Array.from({ length: 12 }, (_unused, index) => ({ id: `zh${index}`, title: `${'家具木桌'.repeat(16_000)}${index}` }))
    const valued = Array.from({ length: 30 }, (_unused, index) => ({
      id: `v${index}`,
      labels: Array.from({ length: 900 }, (_value, at) => `${at} ${'é'.repeat(60)}`),
    }))
    const items = [...chinese, ...valued].map((document, at) => ({ at, document }))
    const { results } = await writeDocuments(ports, harness.context(), { collection: 'things', items })
    expect(results.map(({ status }) => status)).toEqual(items.map(() => 'created'))
    expect(batches.length).toBeGreaterThan(3)
    expect((await harness.find('things')).documentCount).toBe(items.length)
  })

  test('of more documents than a batch takes keeps the order of its results', async () => {
    const { harness } = await open()
    const { ports, batches } = observe(harness.ingestion, harness.db)
    const items = Array.from({ length: 1200 }, (_unused, at) => ({ at, document: { id: `d${at}`, n: at % 7 === 0 ? 'wrong' : at } }))
    const { results, dataVersion } = await writeDocuments(ports, harness.context(), { collection: 'things', items })
    expect(results.map(({ at }) => at)).toEqual(items.map(({ at }) => at))
    expect(batches).toHaveLength(3)
    expect(dataVersion).toBe(3)
  })
})

describe('numbers', () => {
  const NUMBERS = [
    0,
    -0,
    1,
    -1,
    0.1,
    2 ** 53,
    2 ** 53 + 2,
    2 ** 60,
    -(2 ** 60),
    2 ** 63,
    2 ** 64,
    1e21,
    1e25,
    5e-324,
    1.7976931348623157e308,
    5.480545587412795e-242,
    -7.472515882093133e295,
    1 / 3,
    1e-31,
    123_456_789_012_345_680,
  ]

  test('keep their identity: each is found by =, IN and as the value of its facet, alone', async () => {
    const { harness, search } = await open()
    await harness.write(
      'things',
      NUMBERS.map((n, index) => ({ id: `n${index}`, n, ns: [n, 7] })),
    )
    for (const n of NUMBERS) {
      const equal = NUMBERS.flatMap((other, index) => (other === n ? [`n${index}`] : []))
      for (const filter of [`n = ${n}`, `n IN [${n}]`, `n IN [${n}, 3, 4, 5, 6]`, `ns = ${n}`, `n >= ${n} AND n <= ${n}`]) {
        expect(
          (await search({ q: '', filter })).hits.map(({ id }) => id),
          filter,
        ).toEqual(equal)
      }
    }
    const { facets } = await search({ q: '', facets: ['n'], facetLimit: 100 })
    // SQLite writes extreme doubles with an error in the last place; these are shown, and no catalog has them
    const plain = (n: number): boolean => n === 0 || (Math.abs(n) > 1e-30 && Math.abs(n) < 1e30)
    const shown = facets['n']?.values.map(({ value }) => Number(value)).filter(plain) ?? []
    expect(shown.toSorted((a, b) => a - b)).toEqual([...new Set(NUMBERS.map((n) => n + 0))].filter(plain).toSorted((a, b) => a - b))
    const { hits } = await search({ q: '', sort: ['n:asc'], perPage: 50 })
    expect(hits.map(({ document }) => document['n'])).toEqual(NUMBERS.map((n) => n + 0).toSorted((a, b) => a - b))
  })
})

describe('texts', () => {
  test('keep their identity in values and ids, whatever characters they have', async () => {
    const { harness, search } = await open()
    const texts = ['', ' ', 'a\u0000b', '\ud800x', '\ufffdx', '\u{1F600}', '12', 'true', '"', '\\', "'; --", 'é', 'e\u0301', '\u007f\u0001']
    const documents = texts.flatMap((kind, index) => [{ id: `t${index}`, kind }])
    await harness.write('things', documents)
    for (const [index, kind] of texts.entries()) {
      const equal = texts.flatMap((other, at) => (other.toWellFormed() === kind.toWellFormed() ? [`t${at}`] : []))
      expect((await search({ q: '', filter: `kind = ${JSON.stringify(kind)}` })).hits.map(({ id }) => id).toSorted(), `${index}`).toEqual(
        equal.toSorted(),
      )
    }
    // a column read by node:sqlite ends at U+0000, so no id has one here
    const ids = texts.filter((text) => text !== '' && text.isWellFormed() && !text.includes('\u0000'))
    await harness.write(
      'things',
      ids.map((id) => ({ id, kind: 'named' })),
    )
    expect((await getDocuments(harness.ingestion, harness.context(), { collection: 'things', ids })).map(({ id }) => id)).toEqual(ids)
    expect((await search({ q: '', filter: 'kind = "named"', perPage: 50 })).total).toBe(ids.length)
    for (const id of ids) expect((await search({ q: '', filter: `id = ${JSON.stringify(id)}` })).hits.map((hit) => hit.id)).toEqual([id])
    const { deleted } = await deleteDocuments(harness.ingestion, harness.context(), { collection: 'things', ids })
    expect(deleted).toBe(ids.length)
  })
})

describe('writers at the same time', () => {
  async function* lines(count: number): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder()
    for (let at = 0; at < count; at++) yield encoder.encode(`{"id":"${at}","title":"walnut desk ${at}","n":${at}}\n`)
  }

  test('import one file twice: both succeed, everything is there once, the counters are exact', async () => {
    const { harness, search } = await open()
    const { ports } = observe(harness.ingestion, harness.db, () => new Promise((resolve) => setImmediate(resolve)))
    const run = () => importDocuments(ports, harness.context(), { collection: 'things', format: 'ndjson', source: lines(1300) })
    const outcomes = await Promise.all([run(), run()])
    for (const { imported, unchanged, failedTotal } of outcomes) expect([imported + unchanged, failedTotal]).toEqual([1300, 0])
    const alone = createSearchHarness()
    await alone.create('things', { fields: FIELDS, vectors: [] })
    await importDocuments(alone.ingestion, alone.context(), { collection: 'things', format: 'ndjson', source: lines(1300) })
    expect(await readStoredIndex(harness.db, await harness.find('things'))).toEqual(await readStoredIndex(alone.db, await alone.find('things')))
    expect((await search({ q: 'walnut', mode: 'keyword' })).total).toBe(1300)
    expect(await run()).toMatchObject({ imported: 0, unchanged: 1300 })
  })

  test('that delete the collection in mid-import end it with 404 and leave nothing behind', async () => {
    const { harness } = await open()
    const collection = await harness.find('things')
    let batches = 0
    const { ports } = observe(harness.ingestion, harness.db, async () => {
      if (batches++ === 1)
        await harness.catalog.collections.markDeleted(
          collection,
          { id: 'job', kind: 'delete-collection', collectionId: collection.id, payload: {}, total: 0, createdAt: 0 },
          1,
        )
    })
    await expect(importDocuments(ports, harness.context(), { collection: 'things', format: 'ndjson', source: lines(1300) })).rejects.toMatchObject({
      code: 'collections.not_found',
    })
    expect((await harness.db.all({ sql: 'SELECT count(*) AS n FROM documents', params: [] })).rows).toEqual([{ n: 500 }])
  })
})

describe('lists', () => {
  test('go in byte order of ids, a page at a time, inside a filter', async () => {
    const { harness } = await open()
    const ids = ['b', 'B', 'ü', '\u{1F600}', '\uE000', '10', '9', 'a']
    await harness.write(
      'things',
      ids.map((id, n) => ({ id, n })),
    )
    const seen: unknown[] = []
    for (let after: string | null = null; ;) {
      const page: { items: { id?: unknown }[]; next: string | null } = await listDocuments(harness.ingestion, harness.context(), {
        collection: 'things',
        filter: 'n != 7',
        after,
        limit: 3,
      })
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      after = page.next
    }
    expect(seen).toEqual(ids.slice(0, 7).toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))))
  })

  test('deleting by filter takes exactly what the filter accepts', async () => {
    const { harness, search } = await open()
    await harness.write(
      'things',
      Array.from({ length: 1100 }, (_unused, n) => ({ id: `${n}`, n, kind: n % 2 === 0 ? 'even' : 'odd' })),
    )
    const { deleted } = await deleteDocuments(harness.ingestion, harness.context(), { collection: 'things', filter: 'kind = "odd" OR n >= 1000' })
    expect(deleted).toBe(600)
    expect((await search({ q: '' })).total).toBe(500)
    expect((await search({ q: '', filter: 'kind = "odd"' })).total).toBe(0)
  })
})
