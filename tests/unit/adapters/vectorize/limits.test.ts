// Every limit of Vectorize: what a straightforward adapter runs into, and that ours does not. `naive` is the obvious call.
import { describe, expect, it } from 'vitest'
import type { VectorDimension, VectorRecord, VectorSpace } from '../../../../src/domain/embedding/vector-store.ts'
import { createTestClock } from '../../../emulators/clock.ts'
import { createVectorizeEmulator } from '../../../emulators/vectorize-emulator.ts'
import { openSqliteDatabase } from '../../../support/sqlite-database.ts'
import { createVectorizeHarness } from '../../../support/vectorize-harness.ts'

type Harness = ReturnType<typeof createVectorizeHarness>
const space: VectorSpace = { tenant: 't', collection: 1, vector: 'content', set: 1, dimensions: 256, priority: 'medium' }

function plane(share: number): Float32Array {
  const values = new Float32Array(256)
  values[0] = Math.sqrt(1 - share)
  values[1] = Math.sqrt(share)
  return values
}

function records(count: number, change: Partial<VectorRecord> = {}): VectorRecord[] {
  return Array.from({ length: count }, (_, at) => ({ doc: at + 1, id: `d${at + 1}`, values: plane(at / count), ...change }))
}

const longName = 'x'.repeat(128)
const wideFilter = Object.fromEntries(
  Array.from({ length: 7 }, (_, slot) => [`s${slot}`, { $in: Array.from({ length: 40 }, (__, at) => `value ${slot} ${at}`) }]),
)
const everywhere = { contains: async (docs: readonly number[]) => new Set(docs) }

type Case = { limit: string; naive: (index: Harness['emulator']) => Promise<unknown>; refusal: RegExp; ours: (harness: Harness) => Promise<void> }

const cases: Case[] = [
  {
    limit: '1,000 vectors an upsert',
    naive: (index) => index.upsert(records(1001)),
    refusal: /max batch size is 1000/,
    ours: async ({ store, emulator }) => {
      await store.upsert(space, records(2001))
      expect(emulator.calls.upsert).toBe(3)
    },
  },
  {
    limit: '100 ids a delete',
    naive: (index) => index.deleteByIds(records(101).map(({ id }) => id)),
    refusal: /40007\): too many ids in payload; max id count is 100, got 101/,
    ours: async ({ store, emulator }) => {
      await store.remove(space, records(250))
      expect(emulator.calls.deleteByIds).toBe(3)
    },
  },
  {
    limit: '20 ids a get, 5 calls at once',
    naive: (index) => index.getByIds(records(21).map(({ id }) => id)),
    refusal: /40007\): too many ids in payload; max id count is 20, got 21/,
    ours: async ({ store, emulator, settle }) => {
      await store.upsert(space, records(200))
      await settle()
      await store.nearest(space, plane(0), 1, null)
      expect((await store.score(space, plane(0), records(200))).size).toBe(200)
      expect(emulator.calls.mostAtOnce).toBe(5)
    },
  },
  {
    limit: 'ids of 64 bytes',
    naive: (index) => index.upsert([{ id: `t/1/content/1/${longName}`, values: plane(0) }]),
    refusal: /40008\): id too long; max is 64 bytes, got 142 bytes/,
    ours: async ({ store }) => {
      await store.upsert(space, records(1, { id: longName }))
      expect((await store.score(space, plane(0), [{ doc: 1, id: longName }])).get(1)).toBeCloseTo(1)
    },
  },
  {
    limit: 'namespaces of 64 bytes',
    naive: (index) => index.query(plane(0), { namespace: `${longName}/1/content/1` }),
    refusal: /namespace too long; max is 64 bytes/,
    ours: async ({ store, settle }) => {
      await store.upsert({ ...space, tenant: longName }, records(1))
      await settle()
      expect((await store.nearest({ ...space, tenant: longName }, plane(0), 1, null)).neighbours).toHaveLength(1)
    },
  },
  {
    limit: 'topK 100',
    naive: (index) => index.query(plane(0), { topK: 1000 }),
    refusal: /40025\): max top K is 100, but got 1000/,
    ours: async ({ store, settle }) => {
      await store.upsert(space, records(300))
      await settle()
      await store.nearest(space, plane(0), 1, null)
      const { neighbours, exhaustive } = await store.nearest(space, plane(0), 1000, null)
      expect([neighbours.length, exhaustive]).toEqual([100, false])
      expect((await store.nearest(space, plane(0), 100, null)).exhaustive).toBe(true)
    },
  },
  {
    limit: 'topK 50 with values',
    naive: (index) => index.query(plane(0), { topK: 100, returnValues: true, returnMetadata: 'none' }),
    refusal: /40025\): with returnValues=true or returnMetadata=all, max top K is 50, but got 100/,
    ours: async ({ store, settle }) => {
      await store.upsert(space, records(100))
      await settle()
      await store.nearest(space, plane(0), 1, null)
      const { neighbours } = await store.nearest(space, plane(0), 100, null)
      // exact all the same, where the index alone would round
      for (const { doc, score } of neighbours) expect(score).toBeCloseTo(Math.sqrt(1 - (doc - 1) / 100), 6)
    },
  },
  {
    limit: 'filters under 2,048 bytes',
    naive: (index) => index.query(plane(0), { filter: wideFilter }),
    refusal: /filter must be less than 2048 bytes/,
    ours: async ({ store, settle }) => {
      const slots = Object.fromEntries(Array.from({ length: 7 }, (_, slot) => [`s${slot}`, `value ${slot} 3`]))
      await store.upsert(space, [...records(5, { slots }), { doc: 6, id: 'd6', values: plane(0), slots: { ...slots, s6: 'other' } }])
      await settle()
      const inside = new Set([1, 2, 3, 4, 5])
      const { neighbours } = await store.nearest(space, plane(0), 10, {
        slotFilter: wideFilter,
        contains: async (docs) => new Set(docs.filter((doc) => inside.has(doc))),
      })
      expect(neighbours.map(({ doc }) => doc)).toEqual([1, 2, 3, 4, 5])
    },
  },
  {
    limit: '10 KiB of metadata, strings indexed to 64 bytes',
    naive: (index) => index.upsert([{ id: '1', values: plane(0), metadata: { s0: 'é'.repeat(6000) } }]),
    refusal: /40023\)/,
    ours: async ({ store, settle }) => {
      await store.upsert(space, records(1, { slots: { s0: `a${'é'.repeat(6000)}`, s1: ['one', 'two'], s2: true, n0: 5, n1: false } }))
      await settle()
      await store.nearest(space, plane(0), 1, null)
      const slotFilter = { s0: `a${'é'.repeat(31)}`, n0: { $gte: 5, $lt: 6 }, s2: 'true', n1: 0 }
      expect((await store.nearest(space, plane(0), 1, { ...everywhere, slotFilter })).neighbours).toHaveLength(1)
      expect((await store.nearest(space, plane(0), 1, { ...everywhere, slotFilter: { s0: 'other' } })).neighbours).toHaveLength(0)
    },
  },
]

describe.each(cases)('$limit', ({ naive, refusal, ours }) => {
  it('stops the obvious call', async () => {
    await expect(naive(createVectorizeHarness(openSqliteDatabase()).emulator)).rejects.toThrow(refusal)
  })
  it('is kept by the adapter', async () => {
    await ours(createVectorizeHarness(openSqliteDatabase()))
  })
})

describe('limits that nothing reports', () => {
  it('a write is not visible for about half a minute', async () => {
    const { emulator, clock, store } = createVectorizeHarness(openSqliteDatabase())
    await emulator.upsert(records(1))
    clock.advance(29_000)
    expect((await emulator.query(plane(0))).count).toBe(0)
    clock.advance(1000)
    expect((await emulator.query(plane(0))).count).toBe(1)
    await store.upsert(space, records(1))
    expect((await store.nearest(space, plane(0), 1, null)).neighbours).toHaveLength(1)
  })

  it('a metadata index knows only what is written after it, and there are ten', async () => {
    const clock = createTestClock()
    const emulator = createVectorizeEmulator({ dimensions: 256, clock })
    await emulator.upsert([{ id: 'early', values: plane(0), metadata: { s0: 'a' } }])
    emulator.createMetadataIndex('s0', 'string')
    await emulator.upsert([{ id: 'late', values: plane(0), metadata: { s0: 'a' } }])
    clock.advance(60_000)
    expect((await emulator.query(plane(0), { filter: { s0: 'a' } })).matches.map(({ id }) => id)).toEqual(['late'])
    for (let at = 1; at < 10; at++) emulator.createMetadataIndex(`s${at}`, 'string')
    expect(() => emulator.createMetadataIndex('n9', 'number')).toThrow(/max 10 metadata indexes/)
  })

  it.each([
    [{ $or: [{ s0: 'a' }, { s0: 'b' }] }],
    [{ s0: { $regex: 'a' } }],
    [{ n0: { $gt: 1, $gte: 2 } }],
    [{ n0: { $gt: 1, $ne: 2 } }],
    [{ s0: { $in: [] } }],
    [{}],
  ])('a filter of another shape is refused: %j', async (filter) => {
    const { emulator } = createVectorizeHarness(openSqliteDatabase())
    await expect(emulator.query(plane(0), { filter })).rejects.toThrow('VECTOR_QUERY_ERROR')
  })
})

describe('configuration and outages', () => {
  const failing = async (
    dimensions: VectorDimension,
    act: (harness: Harness) => Promise<unknown>,
    prepare: (harness: Harness) => void = () => {},
  ) => {
    const harness = createVectorizeHarness(openSqliteDatabase(), dimensions)
    prepare(harness)
    return act(harness).then(
      () => null,
      (error: unknown) => error,
    )
  }

  it('a dimension without an index is a configuration error that names it', async () => {
    const error = await failing(384, ({ store }) => store.nearest(space, plane(0), 1, null))
    expect(error).toMatchObject({ code: 'service.configuration', detail: 'No Vectorize index is configured for 256 dimensions.' })
  })

  it.each([
    ['VECTOR_QUERY_ERROR (code = 40006): invalid query vector, expected 768 dimensions, and got 256 dimensions', 'service.configuration'],
    ['VECTOR_UPSERT_ERROR (code = 40012): invalid vector for id="x", expected 768 dimensions, and got 256 dimensions', 'service.configuration'],
    ['Binding VECTORS needs to be run remotely', 'service.configuration'],
    ['VECTOR_UPSERT_ERROR (code = 40041): Too Many Requests', 'service.unavailable'],
    ['VECTOR_QUERY_ERROR: Status + 500', 'service.unavailable'],
  ])('%s becomes %s, and the platform text stays in the cause', async (text, code) => {
    for (const act of [
      ({ store }: Harness) => store.nearest(space, plane(0), 1, null),
      ({ store }: Harness) => store.upsert(space, records(1)),
      ({ store }: Harness) => store.remove(space, records(1)),
    ]) {
      const error = await failing(256, act, ({ emulator }) => emulator.setOutage(new Error(text)))
      expect(error).toMatchObject({ code, cause: { message: text } })
      expect((error as { detail: string }).detail).not.toContain('VECTOR_')
    }
  })
})
