import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeInto } from '../../../../src/adapters/embedded/vector-index/binary-code.ts'
import type { SqlDatabase } from '../../../../src/adapters/embedded/vector-index/sqlite-storage.ts'
import { BLOCK_SLOTS } from '../../../../src/adapters/embedded/vector-index/storage.ts'
import { quantise } from '../../../../src/domain/embedding/quantize.ts'
import { openNodeDatabase } from '../../../support/node-index-database.ts'
import { createVector } from '../../../contract/vector-fixtures.ts'
import { DIMENSIONS, QUERY, type Seeds, applyTo, createOperation, openIndex, pack, scoreExactly, send } from './index-fixtures.ts'

/** What the stored tables must say about `seeds`, and nothing else. */
function checkStored(database: SqlDatabase, seeds: Seeds): void {
  const rows = [...database.query('SELECT doc, slot FROM vectors ORDER BY slot')]
  expect(rows.map(([, slot]) => slot)).toEqual(Array.from({ length: seeds.size }, (_, slot) => slot))
  const blocks = [...database.query('SELECT block, docs, codes FROM code_blocks ORDER BY block')]
  expect(blocks.map(([block]) => block)).toEqual(Array.from({ length: Math.ceil(seeds.size / BLOCK_SLOTS) }, (_, block) => block))
  for (const [block, , content] of blocks) {
    const docs = [...new Float64Array(blocks[Number(block)]?.[1] as ArrayBuffer)]
    const expected = rows.slice(Number(block) * BLOCK_SLOTS, (Number(block) + 1) * BLOCK_SLOTS).map(([doc]) => doc)
    expect(docs).toEqual([...expected, ...Array.from({ length: BLOCK_SLOTS - expected.length }, () => 0)])
    const codes = new Uint8Array(content as ArrayBuffer)
    for (const [place, doc] of docs.entries()) {
      const code = new Uint8Array(DIMENSIONS / 8)
      if (doc > 0) encodeInto(quantise(createVector(DIMENSIONS, seeds.get(doc) ?? -1)).values, code)
      expect(Buffer.compare(codes.subarray(place * code.length, (place + 1) * code.length), code)).toBe(0)
    }
  }
}

describe('memory and storage', () => {
  it('say the same after any sequence of writes, also when the writes are sent at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(createOperation('high', 'medium'), { maxLength: 8 }), fc.boolean(), async (steps, atOnce) => {
        const database = openNodeDatabase()
        const index = openIndex(database)
        const seeds = new Map<number, number>()
        const sent = []
        for (const step of steps) {
          applyTo(seeds, step)
          const done = send(index, step)
          if (atOnce) sent.push(done)
          else await done
        }
        await Promise.all(sent)
        if (await index.count()) checkStored(database, seeds)
        const live = await index.list(QUERY, 1_000)
        const reloaded = await openIndex(database).list(QUERY, 1_000)
        expect(live).toEqual(reloaded)
        expect(live.total).toBe(seeds.size)
        const exact = scoreExactly(seeds)
        // twice with high: from where the writes left the rows, and as the first time left them
        for (const priority of ['high', 'high', 'medium'] as const) {
          const ranked = await index.nearest(QUERY, 1_000, priority)
          expect([...ranked.docs]).toEqual(exact.map(({ doc }) => doc))
          for (const [at, { score }] of exact.entries()) expect(ranked.scores[at]).toBeCloseTo(score, 6)
        }
      }),
      { numRuns: 40 },
    )
  })

  it.each(['high', 'medium'] as const)('both keep their old state when storage refuses a write half way: %s', async (priority) => {
    const database = openNodeDatabase()
    let writesLeft = Infinity
    const failing: SqlDatabase = {
      ...database,
      query(statement, ...values) {
        if (statement.startsWith('INSERT') && writesLeft-- <= 0) throw new Error('disk full')
        return database.query(statement, ...values)
      },
    }
    const index = openIndex(failing)
    const seeds = new Map(Array.from({ length: 300 }, (_, at) => [at + 1, at]))
    await index.upsert(DIMENSIONS, priority, pack([...seeds]))
    for (const allowed of [0, 5, 20, 21]) {
      writesLeft = allowed
      await expect(index.upsert(DIMENSIONS, priority, pack(Array.from({ length: 20 }, (_, at) => [290 + at, 9_000 + at] as const)))).rejects.toThrow(
        'disk full',
      )
      writesLeft = allowed === 0 ? 0 : 1
      await expect(index.remove(Float64Array.of(1, 2, 299))).rejects.toThrow('disk full')
      writesLeft = Infinity
      checkStored(database, seeds)
      expect([...(await index.nearest(QUERY, 1_000, priority)).docs]).toEqual(scoreExactly(seeds).map(({ doc }) => doc))
    }
  })
})

describe('a search in slices', () => {
  it('never misses a document because a write moved it meanwhile', async () => {
    const database = openNodeDatabase()
    const seeds = new Map(Array.from({ length: 1_500 }, (_, at) => [at + 1, at]))
    let interruptions: (() => Promise<void>)[] = []
    const index = openIndex(database, async () => interruptions.shift()?.())
    await index.upsert(DIMENSIONS, 'medium', pack([...seeds]))
    // The last slots move to the front, which was scanned already.
    interruptions = [() => index.remove(Float64Array.of(1, 2, 3)), () => index.remove(Float64Array.of(4, 5)), () => index.remove(Float64Array.of(6))]
    const { docs: found } = await index.list(QUERY, 2_000)
    expect(interruptions.length).toBeLessThan(3)
    const removed = 3 + (interruptions.length < 2 ? 2 : 0) + (interruptions.length < 1 ? 1 : 0)
    expect([...found].sort((left, right) => left - right)).toEqual(Array.from({ length: 1_500 - removed }, (_, at) => at + removed + 1))
  })

  it('pauses between the slices of a load, a scan and a scoring', async () => {
    const database = openNodeDatabase()
    await openIndex(database).upsert(DIMENSIONS, 'medium', pack(Array.from({ length: 1_024 }, (_, at) => [at + 1, at] as const)))
    let pauses = 0
    const index = openIndex(database, async () => void pauses++)
    await index.count()
    expect(pauses).toBe(3)
    await index.list(QUERY, 10)
    expect(pauses).toBe(6)
    await index.rank(
      QUERY,
      Float64Array.from({ length: 256 }, (_, at) => at + 1),
      256,
      'medium',
    )
    expect(pauses).toBe(9)
  })
})

describe('what is refused or absent', () => {
  it('refuses another dimension in writes and queries', async () => {
    const index = openIndex(openNodeDatabase())
    await index.upsert(DIMENSIONS, 'medium', pack([[1, 1]]))
    await expect(index.upsert(384, 'medium', { docs: Float64Array.of(2), scales: Float32Array.of(1), bytes: new Int8Array(384) })).rejects.toThrow(
      RangeError,
    )
    await expect(index.list(createVector(384, 1), 10)).rejects.toThrow(RangeError)
    await expect(index.rank(createVector(384, 1), Float64Array.of(1), 1, 'medium')).rejects.toThrow(RangeError)
    expect(await index.count()).toBe(1)
  })

  it('creates no table for reading an index that was never written', async () => {
    const database = openNodeDatabase()
    const index = openIndex(database)
    expect(await index.count()).toBe(0)
    expect((await index.nearest(QUERY, 10, 'medium')).docs).toHaveLength(0)
    await index.remove(Float64Array.of(1))
    await index.drop()
    expect([...database.query('SELECT name FROM sqlite_master')]).toEqual([])
  })
})
