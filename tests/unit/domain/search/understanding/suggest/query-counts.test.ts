import { describe, expect, test } from 'vitest'
import { createQueryCountStore } from '../../../../../../src/adapters/d1/query-counts.ts'
import { type QueryMessage, queryMessage } from '../../../../../../src/contracts/queue.ts'
import { type QueryCount, countQueries, dayOf, recordQuery } from '../../../../../../src/domain/search/understanding/suggest/index.ts'
import { looksPersonal } from '../../../../../../src/domain/search/understanding/suggest/looks-personal.ts'
import { createSearchHarness } from '../../../../../support/search-harness.ts'

const DAY = 20_000
const message = (query: string, more: Partial<QueryMessage> = {}): QueryMessage => ({
  kind: 'query',
  tenant: 'default',
  collection: 1,
  query,
  language: 'en',
  empty: false,
  day: DAY,
  ...more,
})

async function openShop(queryLog = true) {
  const harness = createSearchHarness()
  await harness.create('shop', { fields: [{ name: 'title', type: 'text', search: 'a' }], understanding: { queryLog } })
  const collection = await harness.find('shop')
  const recorded: QueryMessage[] = []
  const log = { record: async (entry: QueryMessage) => void recorded.push(queryMessage.parse(entry)) }
  const record = (query: string, empty = false) => recordQuery({ queryLog: log }, harness.context(), { collection, query, empty })
  return { harness, collection, recorded, record, counts: createQueryCountStore(harness.db) }
}

describe('a search leaves for the counts', () => {
  test('what was asked, in one form, the language, whether it found nothing, and the day: nothing else', async () => {
    const { harness, collection, recorded, record } = await openShop()
    await record('  Walnut\n\t DESK ', true)
    const { tenant, id } = collection
    const day = dayOf(harness.context().now())
    expect(recorded).toEqual([{ kind: 'query', tenant, collection: id, query: 'walnut desk', language: 'en', empty: true, day }])
  })

  test('nothing when the log is off, in the collection or everywhere', async () => {
    const { recorded, record } = await openShop(false)
    await record('walnut desk')
    expect(recorded).toEqual([])
    const { harness, collection } = await openShop()
    await recordQuery({ queryLog: null }, harness.context(), { collection, query: 'walnut desk', empty: false })
  })

  test('nothing that is empty, too long, without a word, or personal', async () => {
    const { recorded, record } = await openShop()
    for (const query of ['', '   ', '!?', 'x'.repeat(129), 'jane.doe@example.com', 'call +49 (0)30 123 456 78']) await record(query)
    expect(recorded).toEqual([])
    await record('x'.repeat(128))
    await record('\ud800 lamp')
    expect(recorded.map(({ query }) => query)).toEqual(['x'.repeat(128), '\ufffd lamp'])
  })
})

describe('what looks personal', () => {
  test.each([
    'jane@example.com',
    'order of JANE＠EXAMPLE.COM',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '030 1234567',
    '+1 (555) 010-9999',
    'ssn 078-05-1120',
    'de89370400440532013000',
    '１２３４５６７８',
    '٠١٢٣٤٥٦٧٨٩',
    '192.168.1.20',
    '2001:db8:85a3:0:0:8a2e:370:7334',
    'https://shop.example/?token=abc',
    'www.example.com/jane',
  ])('%s', (query) => {
    expect(looksPersonal(query)).toBe(true)
  })

  test.each([
    'walnut desk',
    'iphone 15 pro 256',
    'dcd771c2',
    '65 inch tv',
    '2x4 lumber',
    '006r90321',
    'windows 11',
    '1.5 l',
    '1920 x 1080',
    'a4 80 g 500',
  ])('%s does not', (query) => {
    expect(looksPersonal(query)).toBe(false)
  })
})

describe('counting', () => {
  test('adds a batch in one write, a row a collection, day and query', async () => {
    const writes: (readonly QueryCount[])[] = []
    const counts = { add: async (given: readonly QueryCount[]) => void writes.push(given) }
    const other = message('desk', { day: DAY + 1 })
    await countQueries({ counts }, [message('desk'), message('lamp', { empty: true }), message('desk', { empty: true }), other, message('a@b')])
    const row = { tenant: 'default', collection: 1, language: 'en' }
    expect(writes).toEqual([
      [
        { ...row, day: DAY, query: 'desk', searches: 2, empty: 1 },
        { ...row, day: DAY, query: 'lamp', searches: 1, empty: 1 },
        { ...row, day: DAY + 1, query: 'desk', searches: 1, empty: 0 },
      ],
    ])
    await countQueries({ counts }, [message('a@b')])
    expect(writes).toHaveLength(1)
  })

  test('adds up over batches and days, and gives out only what was searched three times', async () => {
    const { collection, counts } = await openShop()
    const at = { collection: collection.id }
    await countQueries({ counts }, [message('desk', at), message('desk', { ...at, empty: true }), message('lamp', at), message('lamp', at)])
    await countQueries({ counts }, [message('desk', at), message('old', { ...at, day: DAY - 40 })])
    await countQueries({ counts }, [message('desk', { ...at, day: DAY + 1 }), message('old', at), message('old', at)])
    expect(await counts.readPopular(collection.id, DAY - 30, 0)).toEqual([{ query: 'desk', searches: 4, empty: 1 }])
    expect(await counts.readPopular(collection.id, DAY - 40, 1)).toHaveLength(2)
    expect(await counts.readPopular(collection.id, DAY - 40, 4)).toHaveLength(1)
  })

  test('leaves out collections that are gone or of another tenant', async () => {
    const { harness, collection, counts } = await openShop()
    await countQueries({ counts }, [message('desk', { collection: 999 }), message('desk', { collection: collection.id, tenant: 'other' })])
    expect((await harness.db.all({ sql: 'SELECT * FROM query_counts', params: [] })).rows).toEqual([])
  })

  test('is swept by day, in parts', async () => {
    const { collection, counts } = await openShop()
    const at = { collection: collection.id }
    const days = Array.from({ length: 10 }, (_, back) => message('desk', { ...at, day: DAY - back }))
    await countQueries({ counts }, [...days, ...days, ...days])
    expect(await counts.sweep(DAY - 4, 3)).toBe(3)
    expect(await counts.sweep(DAY - 4, 100)).toBe(2)
    expect(await counts.readPopular(collection.id, 0, 3)).toEqual([{ query: 'desk', searches: 15, empty: 0 }])
  })
})
