// The decorators over D1, KV and Queues: each limit at its last allowed value and one beyond.
import { describe, expect, it } from 'vitest'
import { createTestClock } from '../../emulators/clock.ts'
import { enforceD1Limits } from '../../support/limits/d1.ts'
import { enforceKvLimits } from '../../support/limits/kv.ts'
import { enforceQueueLimits } from '../../support/limits/queue.ts'

type Executed = { sql: string; values: readonly unknown[] }

/** Remembers what reaches the database. */
function createDatabase() {
  const executed: Executed[] = []
  const statement = (sql: string, values: readonly unknown[]) => ({
    bind: (...next: unknown[]) => statement(sql, next),
    all: async () => void executed.push({ sql, values }),
    run: async () => void executed.push({ sql, values }),
    first: async () => void executed.push({ sql, values }),
    raw: async () => void executed.push({ sql, values }),
  })
  const session = {
    prepare: (sql: string) => statement(sql, []),
    batch: async (statements: readonly { run(): Promise<void> }[]) => {
      for (const each of statements) await each.run()
      return []
    },
    getBookmark: () => 'bookmark',
  }
  const database = { ...session, exec: async (sql: string) => void executed.push({ sql, values: [] }), withSession: () => session }
  return { executed, database: enforceD1Limits(database as unknown as D1Database) }
}

const ones = (count: number): number[] => Array.from({ length: count }, () => 1)
const big = 'x'.repeat(2_000_000)

describe('D1', () => {
  const cases: [name: string, sql: string, values: unknown[], refusal: RegExp | null][] = [
    ['100 parameters', 'SELECT ?100', ones(100), null],
    ['101 parameters', 'SELECT ?101', ones(101), /^D1_ERROR: too many SQL variables at offset 7: SQLITE_ERROR$/],
    ['a string of 2 MB', 'SELECT ?1', [big], null],
    ['a longer string', 'SELECT ?1', [`${big}x`], /^D1_ERROR: string or blob too big: SQLITE_TOOBIG$/],
    ['a string of 2 MB in bytes, not characters', 'SELECT ?1', ['é'.repeat(1_000_001)], /string or blob too big/],
    ['a blob over 2 MB', 'SELECT ?1', [new Uint8Array(2_000_001)], /string or blob too big/],
    ['a row over 2 MB', 'INSERT INTO t (a, b) VALUES (?1, ?2)', [big.slice(1_000_000), big.slice(999_000)], /string or blob too big/],
    ['two rows of 1 MB', 'INSERT INTO t (a) VALUES (?1), (?2)', [big.slice(1_000_000), big.slice(999_000)], null],
    ['a statement of 100,000 bytes', `SELECT 1 ${' '.repeat(99_991)}`, [], null],
    ['a longer statement', `SELECT 1 ${' '.repeat(99_992)}`, [], /^D1_ERROR: statement too long: SQLITE_TOOBIG$/],
    ['a pattern of 50 bytes', 'SELECT a LIKE ?1', ['x'.repeat(50)], null],
    ['a longer pattern', 'SELECT a LIKE ?2', [1, 'x'.repeat(51)], /^D1_ERROR: LIKE or GLOB pattern too complex: SQLITE_ERROR$/],
    ['a longer pattern put together', "SELECT a GLOB '*' || ? || '*' AND b = ?", ['x'.repeat(49), 2], /LIKE or GLOB pattern too complex/],
    ['a longer literal pattern', `SELECT a like '${'é'.repeat(26)}'`, [], /LIKE or GLOB pattern too complex/],
  ]

  it.each(cases)('%s', async (_name, sql, values, refusal) => {
    const { database, executed } = createDatabase()
    const session = database.withSession()
    const ways = [
      () =>
        database
          .prepare(sql)
          .bind(...values)
          .all(),
      () =>
        database
          .prepare(sql)
          .bind(...values)
          .first(),
      () => database.batch([database.prepare('SELECT 1'), database.prepare(sql).bind(...values)]),
      () =>
        session
          .prepare(sql)
          .bind(...values)
          .run(),
      () => session.batch([session.prepare(sql).bind(...values)]),
    ]
    for (const run of ways) {
      executed.length = 0
      if (refusal) {
        await expect(run()).rejects.toThrow(refusal)
        expect(executed).toEqual([])
      } else {
        await run()
        expect(executed.at(-1)).toEqual({ sql, values })
      }
    }
  })

  it('passes everything else through', async () => {
    const { database, executed } = createDatabase()
    expect(database.withSession('first-primary').getBookmark()).toBe('bookmark')
    await database.exec('SELECT 1')
    expect(executed).toHaveLength(1)
    await expect(database.exec(`SELECT '${big}'`)).rejects.toThrow('statement too long')
  })
})

describe('KV', () => {
  const open = () => {
    const clock = createTestClock()
    const stored = new Map<string, unknown>()
    const namespace = {
      get: async (key: string) => stored.get(key) ?? null,
      put: async (key: string, value: unknown) => void stored.set(key, value),
      delete: async (key: string) => void stored.delete(key),
      list: async () => ({ keys: [...stored.keys()] }),
    }
    return { clock, stored, kv: enforceKvLimits(namespace as unknown as KVNamespace, clock.now) }
  }

  it('takes one write a second a key, deletions included, and other keys meanwhile', async () => {
    const { kv, clock, stored } = open()
    await kv.put('a', '1')
    await kv.put('b', '1')
    await expect(kv.put('a', '2')).rejects.toThrow('KV PUT failed: 429 Too Many Requests')
    await expect(kv.delete('a')).rejects.toThrow('KV DELETE failed: 429 Too Many Requests')
    clock.advance(999)
    await expect(kv.put('a', '2')).rejects.toThrow('429')
    expect(stored.get('a')).toBe('1')
    clock.advance(1)
    await kv.put('a', '3')
    expect(await kv.get('a')).toBe('3')
  })

  it('takes keys of 512 bytes and values of 25 MiB', async () => {
    const { kv } = open()
    await kv.put('k'.repeat(512), 'x')
    const refusal = 'failed: 414 UTF-8 encoded length of 514 exceeds key length limit of 512.'
    await expect(kv.put('é'.repeat(257), 'x')).rejects.toThrow(`KV PUT ${refusal}`)
    await expect(kv.get('é'.repeat(257))).rejects.toThrow(`KV GET ${refusal}`)
    await kv.put('big', new Uint8Array(26_214_400))
    await expect(kv.put('bigger', new ArrayBuffer(26_214_401))).rejects.toThrow(
      'KV PUT failed: 413 Value length of 26214401 exceeds limit of 26214400.',
    )
    await expect(kv.put('meta', 'x', { metadata: { text: 'x'.repeat(1024) } })).rejects.toThrow(
      'KV PUT failed: 413 Metadata length of 1035 exceeds limit of 1024.',
    )
    expect((await kv.list()).keys).toHaveLength(2)
  })
})

describe('Queues', () => {
  const open = () => {
    const sent: unknown[] = []
    const queue = { send: async (body: unknown) => void sent.push(body), sendBatch: async (batch: readonly unknown[]) => void sent.push(...batch) }
    return { sent, queue: enforceQueueLimits(queue as unknown as Queue<string>) }
  }

  it('take messages of 128 KB', async () => {
    const { queue, sent } = open()
    await queue.send('x'.repeat(127_900))
    await expect(queue.send('x'.repeat(127_901))).rejects.toThrow('Queue send failed: message length of 128001 bytes exceeds limit of 128000')
    await expect(queue.sendBatch([{ body: 'x'.repeat(127_901) }])).rejects.toThrow('Queue sendBatch failed: message length of 128001')
    expect(sent).toHaveLength(1)
  })

  it('take batches of 100 messages and 256 KB', async () => {
    const { queue, sent } = open()
    const batch = (count: number, size: number) => Array.from({ length: count }, () => ({ body: 'x'.repeat(size) }))
    await queue.sendBatch(batch(100, 2460))
    expect(sent).toHaveLength(100)
    await expect(queue.sendBatch(batch(101, 1))).rejects.toThrow('Queue sendBatch failed: batch message count of 101 exceeds limit of 100')
    await expect(queue.sendBatch(batch(100, 2461))).rejects.toThrow('Queue sendBatch failed: batch size of 256100 bytes exceeds limit of 256000')
    await expect(queue.sendBatch([])).rejects.toThrow('batch message count of 0')
    expect(sent).toHaveLength(100)
  })
})
