import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeInto } from '../../../../src/adapters/embedded/vector-index/binary-code.ts'
import { rotateVector } from '../../../../src/adapters/embedded/vector-index/rotation.ts'
import { RowBudget } from '../../../../src/adapters/embedded/vector-index/row-budget.ts'
import { type SqlDatabase, SqliteIndexStorage } from '../../../../src/adapters/embedded/vector-index/sqlite-storage.ts'
import { BLOCK_SLOTS } from '../../../../src/adapters/embedded/vector-index/storage.ts'
import { VectorIndex } from '../../../../src/adapters/embedded/vector-index/vector-index.ts'
import { quantise } from '../../../../src/domain/embedding/quantize.ts'
import { makeSet } from '../../../../bench/vector-sets.ts'
import { openNodeDatabase } from '../../../support/node-index-database.ts'
import { createVector } from '../../../contract/vector-fixtures.ts'

const DIMENSIONS = 256
/** Rows of two blocks. */
const BUDGET = 2 * BLOCK_SLOTS * (DIMENSIONS + 4)
const QUERY = createVector(DIMENSIONS, 123_456)

type Seeds = ReadonlyMap<number, number>

function pack(entries: readonly (readonly [number, number])[]) {
  const bytes = new Int8Array(entries.length * DIMENSIONS)
  const quantised = entries.map(([, seed]) => quantise(createVector(DIMENSIONS, seed)))
  for (const [at, { values }] of quantised.entries()) bytes.set(values, at * DIMENSIONS)
  return { docs: Float64Array.from(entries, ([doc]) => doc), scales: Float32Array.from(quantised, ({ scale }) => scale), bytes }
}

function openIndex(database: SqlDatabase, pause = () => Promise.resolve()): VectorIndex {
  return new VectorIndex(new SqliteIndexStorage(database), pause, new RowBudget(BUDGET), { scanBytes: 8_192, loadBytes: 8_192, rows: 64 })
}

function scoreExactly(seeds: Seeds): { doc: number; score: number }[] {
  const scored = Array.from(seeds, ([doc, seed]) => {
    const { values, scale } = quantise(createVector(DIMENSIONS, seed))
    return { doc, score: values.reduce((sum, value, at) => sum + value * (QUERY[at] ?? 0), 0) * scale }
  })
  return scored.sort((left, right) => right.score - left.score || left.doc - right.doc)
}

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

type Operation = { kind: 'upsert'; from: number; count: number; seed: number } | { kind: 'remove'; docs: number[] } | { kind: 'drop' }

const docs = fc.integer({ min: 1, max: 700 })
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('upsert' as const), from: docs, count: fc.integer({ min: 1, max: 320 }), seed: fc.nat(50_000) }),
  fc.record({ kind: fc.constant('remove' as const), docs: fc.array(docs, { maxLength: 200 }) }),
  fc.record({ kind: fc.constant('drop' as const) }),
)

function applyTo(seeds: Map<number, number>, step: Operation): void {
  if (step.kind === 'drop') seeds.clear()
  else if (step.kind === 'remove') for (const doc of step.docs) seeds.delete(doc)
  else for (let at = 0; at < step.count; at++) seeds.set(step.from + at, step.seed + at)
}

function send(index: VectorIndex, step: Operation): Promise<void> {
  if (step.kind === 'drop') return index.drop()
  if (step.kind === 'remove') return index.remove(Float64Array.from(step.docs))
  return index.upsert(DIMENSIONS, 'medium', pack(Array.from({ length: step.count }, (_, at) => [step.from + at, step.seed + at] as const)))
}

describe('memory and storage', () => {
  it('say the same after any sequence of writes, also when the writes are sent at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 8 }), fc.boolean(), async (steps, atOnce) => {
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
        const ranked = await index.nearest(QUERY, 1_000, 'medium')
        const exact = scoreExactly(seeds)
        expect([...ranked.docs]).toEqual(exact.map(({ doc }) => doc))
        for (const [at, { score }] of exact.entries()) expect(ranked.scores[at]).toBeCloseTo(score, 6)
      }),
      { numRuns: 40 },
    )
  })

  it('both keep their old state when storage refuses a write half way', async () => {
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
    await index.upsert(DIMENSIONS, 'medium', pack([...seeds]))
    for (const allowed of [0, 5, 20, 21]) {
      writesLeft = allowed
      await expect(index.upsert(DIMENSIONS, 'medium', pack(Array.from({ length: 20 }, (_, at) => [290 + at, 9_000 + at] as const)))).rejects.toThrow(
        'disk full',
      )
      writesLeft = allowed === 0 ? 0 : 1
      await expect(index.remove(Float64Array.of(1, 2, 299))).rejects.toThrow('disk full')
      writesLeft = Infinity
      checkStored(database, seeds)
      expect([...(await index.nearest(QUERY, 1_000, 'medium')).docs]).toEqual(scoreExactly(seeds).map(({ doc }) => doc))
    }
  })
})

describe('the nearest', () => {
  it('hold at least 99 of the exact 100 on clustered vectors with a decaying spectrum', async () => {
    const { vectors, queries } = makeSet(DIMENSIONS, 5_000, 20)
    const index = openIndex(openNodeDatabase())
    const rows = Array.from({ length: 5_000 }, (_, row) => vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS))
    const quantised = rows.map((row) => quantise(rotateVector(row)))
    const bytes = Int8Array.from(quantised.flatMap(({ values }) => [...values]))
    await index.upsert(DIMENSIONS, 'medium', {
      docs: Float64Array.from(rows.keys()),
      scales: Float32Array.from(quantised, ({ scale }) => scale),
      bytes,
    })
    let found = 0
    for (let at = 0; at < 20; at++) {
      const query = queries.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS)
      const exact = rows.map((row, doc) => ({ doc, score: row.reduce((sum, value, place) => sum + value * (query[place] ?? 0), 0) }))
      const best = new Set(
        exact
          .sort((left, right) => right.score - left.score)
          .slice(0, 100)
          .map(({ doc }) => doc),
      )
      const { docs, rowsRead } = await index.nearest(rotateVector(query), 100, 'medium')
      found += docs.filter((doc) => best.has(doc)).length
      expect(rowsRead).toBeLessThanOrEqual(2_000)
    }
    expect(found / 2_000).toBeGreaterThanOrEqual(0.99)
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
