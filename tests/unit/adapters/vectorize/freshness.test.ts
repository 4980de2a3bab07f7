// The overlay: a write is searchable at once, whatever the index shows, and disappears from the overlay once it is shown.
import { describe, expect, it } from 'vitest'
import type { VectorRecord, VectorSpace } from '../../../../src/domain/embedding/vector-store.ts'
import { openSqliteDatabase } from '../../../support/sqlite-database.ts'
import { createVectorizeHarness } from '../../../support/vectorize-harness.ts'

const space: VectorSpace = { tenant: 't', collection: 1, vector: 'content', set: 1, dimensions: 256, priority: 'medium' }

function axis(place: number): Float32Array {
  const values = new Float32Array(256)
  values[place] = 1
  return values
}

const record = (doc: number, place: number): VectorRecord => ({ doc, id: `d${doc}`, values: axis(place) })

async function open(capacity?: number) {
  const database = openSqliteDatabase()
  const harness = createVectorizeHarness(database, 256, capacity)
  const nearest = async (place: number, k = 10) => (await harness.store.nearest(space, axis(place), k, null)).neighbours.map(({ doc }) => doc)
  const countEntries = async () => Number((await database.all({ sql: 'SELECT count(*) AS n FROM vector_mutations', params: [] })).rows[0]?.['n'])
  return { ...harness, nearest, countEntries }
}

describe('a write', () => {
  it('is found before the index shows it, and by the index alone afterwards', async () => {
    const { store, nearest, settle, finishBackground, countEntries } = await open()
    await store.upsert(space, [record(1, 3)])
    expect(await nearest(3)).toEqual([1])
    expect(await countEntries()).toBe(1)
    await settle()
    expect(await nearest(3)).toEqual([1])
    await finishBackground()
    expect(await countEntries()).toBe(0)
    expect(await nearest(3)).toEqual([1])
  })

  it('replaces what the index still shows, with its own score', async () => {
    const { store, settle, finishBackground } = await open()
    await store.upsert(space, [record(1, 3), record(2, 4)])
    await settle()
    await store.upsert(space, [record(1, 5)])
    const { neighbours } = await store.nearest(space, axis(3), 10, null)
    expect(neighbours.find(({ doc }) => doc === 1)?.score).toBeCloseTo(0, 2)
    expect((await store.score(space, axis(5), [{ doc: 1, id: 'd1' }])).get(1)).toBeCloseTo(1, 2)
    await finishBackground()
  })

  it('stays in the overlay while only an earlier one has been processed', async () => {
    const { store, clock, index, nearest, finishBackground, countEntries } = await open()
    await store.upsert(space, [record(1, 3)])
    clock.advance(20_000)
    await store.upsert(space, [record(2, 3)])
    clock.advance(15_000)
    await index.refresh()
    clock.advance(6000)
    expect(await nearest(3)).toEqual([1, 2])
    await finishBackground()
    expect(await countEntries()).toBe(1)
  })

  it('is over when a mutation accepted after it was processed, though ids have no order', async () => {
    const { store, nearest, settle, finishBackground, countEntries } = await open()
    for (let doc = 1; doc <= 7; doc++) await store.upsert(space, [record(doc, doc)])
    await settle()
    expect(await nearest(7, 1)).toEqual([7])
    await finishBackground()
    expect(await countEntries()).toBe(0)
  })

  it('is over, without being the last, when the index has processed something later than its acceptance', async () => {
    const { store, clock, settle, nearest, finishBackground, countEntries } = await open()
    await store.upsert(space, [record(1, 1)])
    clock.advance(1000)
    // another space of the same index: its mutation is the one that describe names
    await store.upsert({ ...space, collection: 2 }, [record(2, 1)])
    await settle()
    expect(await nearest(1)).toEqual([1])
    await finishBackground()
    expect(await countEntries()).toBe(1)
  })

  it('outlives the news of its visibility by five seconds, for queries that are still under way', async () => {
    const { store, clock, index, nearest, finishBackground, countEntries } = await open()
    await store.upsert(space, [record(1, 3)])
    clock.advance(60_000)
    await index.refresh()
    clock.advance(4999)
    expect(await nearest(3)).toEqual([1])
    await finishBackground()
    expect(await countEntries()).toBe(1)
    clock.advance(1)
    expect(await nearest(3)).toEqual([1])
    await finishBackground()
    expect(await countEntries()).toBe(0)
  })

  it('stays findable when the index does not say what it has processed', async () => {
    const { store, clock, emulator, nearest, countEntries } = await open()
    emulator.describe = async () => Promise.reject(new Error('VECTOR_INFO_ERROR'))
    await store.upsert(space, [record(1, 3)])
    clock.advance(600_000)
    expect(await nearest(3)).toEqual([1])
    expect(await countEntries()).toBe(1)
  })
})

describe('a removal', () => {
  it('hides the document before the index does, from nearest and score', async () => {
    const { store, settle, nearest, emulator } = await open()
    await store.upsert(space, [record(1, 3), record(2, 4)])
    await settle()
    await store.remove(space, [{ doc: 1, id: 'd1' }])
    expect((await emulator.query(axis(3), { topK: 1 })).matches[0]?.score).toBeCloseTo(1, 1)
    expect(await nearest(3)).toEqual([2])
    expect((await store.score(space, axis(3), [{ doc: 1, id: 'd1' }])).size).toBe(0)
  })

  it('of a document that was written again under a new key leaves the new one alone', async () => {
    const { store, settle, nearest } = await open()
    await store.upsert(space, [record(1, 3)])
    await store.upsert(space, [{ ...record(9, 3), id: 'd1' }])
    await store.remove(space, [{ doc: 1, id: 'd1' }])
    expect(await nearest(3)).toEqual([9])
    await settle()
    expect(await nearest(3)).toEqual([9])
    expect(await store.count(space)).toBe(1)
  })
})

describe('an overlay that is full', () => {
  it('says that neighbours may be missing, until the index shows them', async () => {
    const { store, settle, nearest, finishBackground } = await open(3)
    await store.upsert(space, [record(1, 1), record(2, 2), record(3, 3)])
    await store.upsert(space, [record(4, 4), record(5, 5)])
    const early = await store.nearest(space, axis(4), 10, null)
    expect(early.exhaustive).toBe(false)
    expect(early.neighbours.map(({ doc }) => doc)).toEqual([1, 2, 3])
    await settle()
    expect(await nearest(4, 1)).toEqual([4])
    expect((await store.nearest(space, axis(4), 10, null)).exhaustive).toBe(true)
    await finishBackground()
  })

  it('still takes a newer vector of a document it holds, and makes room by itself', async () => {
    const { store, settle, countEntries } = await open(2)
    await store.upsert(space, [record(1, 1), record(2, 2)])
    await store.upsert(space, [record(1, 7)])
    expect((await store.score(space, axis(7), [{ doc: 1, id: 'd1' }])).get(1)).toBeCloseTo(1, 2)
    await settle()
    await store.upsert(space, [record(3, 3)])
    expect(await countEntries()).toBe(1)
  })
})

describe('the index', () => {
  it('is asked for its state at most every five seconds, and only while something is pending', async () => {
    const { clock, emulator, nearest, settle, store, finishBackground } = await open()
    await nearest(1)
    expect(emulator.calls.describe).toBe(0)
    await store.upsert(space, [record(1, 3)])
    for (let turn = 0; turn < 5; turn++) {
      await nearest(1)
      clock.advance(900)
    }
    expect(emulator.calls.describe).toBe(1)
    await settle()
    await nearest(1)
    await finishBackground()
    const before = emulator.calls.describe
    clock.advance(60_000)
    await nearest(1)
    expect(emulator.calls.describe).toBe(before)
  })
})
