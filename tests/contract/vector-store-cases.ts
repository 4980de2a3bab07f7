// What every vector store promises (src/domain/embedding/vector-store.ts). One list of cases, run over each adapter.
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/contracts/errors.ts'
import type { VectorDimension, VectorPriority, VectorRecord, VectorSpace, VectorStore } from '../../src/domain/embedding/vector-store.ts'
import { containing, createPlaneVector, createSpace, createVector, key, negate, rankExactly, record } from './vector-fixtures.ts'

export type VectorStoreContractOptions = {
  /** Makes accepted writes visible, for stores where that takes time. */
  advance?: () => Promise<void>
  dimensions?: VectorDimension
  /** Most neighbours the store can find in one query; asking for more is allowed and then not exhaustive. */
  mostNeighbours?: number
  /** How far a score may lie from the exact cosine; of estimates, four standard deviations. */
  tolerance?: number
  /** Of the spaces; with low the store may answer estimates, and then has to say so. */
  priority?: VectorPriority
  /** Scores, and the order by them, are estimates. */
  estimates?: boolean
}

type Suite = {
  readonly name: string
  readonly dimensions: VectorDimension
  readonly tolerance: number
  readonly mostNeighbours: number
  readonly estimates: boolean
  readonly advance: () => Promise<void>
  open(): Promise<{ store: VectorStore; space: VectorSpace; put(space: VectorSpace, records: VectorRecord[]): Promise<void> }>
  axis(first: number, second?: number, share?: number): Float32Array
}

/** Runs the cases over one store. Each case uses a space of its own, so they share nothing. */
export function runVectorStoreContract(
  name: string,
  makeStore: () => VectorStore | Promise<VectorStore>,
  options: VectorStoreContractOptions = {},
): void {
  const {
    dimensions = 256,
    tolerance = 0.006,
    mostNeighbours = 1_000,
    advance = () => Promise.resolve(),
    priority = 'medium',
    estimates = false,
  } = options
  const suite: Suite = {
    name,
    dimensions,
    tolerance,
    mostNeighbours,
    estimates,
    advance,
    axis: (first, second = 0, share = 0) => createPlaneVector(dimensions, first, second, share),
    async open() {
      const store = await makeStore()
      const put = async (space: VectorSpace, records: VectorRecord[]) => {
        await store.upsert(space, records)
        await advance()
      }
      return { store, put, space: createSpace(dimensions, priority) }
    },
  }
  describeWrites(suite)
  describeBulk(suite)
  describeOrder(suite)
  describeBounds(suite)
  describeScope(suite)
  describeScores(suite)
  describeSpaces(suite)
}

function describeWrites({ name, open, axis, advance, tolerance }: Suite): void {
  describe(`${name}: writes`, () => {
    it('stores a vector once, however often it is sent', async () => {
      const { store, put, space } = await open()
      await put(space, [record(1, axis(0)), record(2, axis(1))])
      await put(space, [record(1, axis(0)), record(2, axis(1))])
      expect(await store.count(space)).toBe(2)
      expect(await listDocs(store, space, axis(0), 10)).toEqual([1, 2])
    })

    it('lets the newest vector of a document win, between calls and inside one', async () => {
      const { store, put, space } = await open()
      await put(space, [record(1, axis(0)), record(2, axis(1))])
      await put(space, [record(1, axis(2))])
      await put(space, [record(2, axis(3)), record(2, axis(4))])
      expect(await scoreOne(store, space, axis(2), 1)).toBeGreaterThan(1 - tolerance)
      expect(Math.abs(await scoreOne(store, space, axis(0), 1))).toBeLessThan(tolerance)
      expect(await scoreOne(store, space, axis(4), 2)).toBeGreaterThan(1 - tolerance)
      expect(await store.count(space)).toBe(2)
    })

    it('forgets removed documents and ignores unknown ones', async () => {
      const { store, put, space } = await open()
      await put(
        space,
        [1, 2, 3, 4].map((doc) => record(doc, axis(doc))),
      )
      await store.remove(space, [key(1), key(3), key(99), key(3)])
      await advance()
      expect(await listDocs(store, space, axis(4, 2, 0.1), 10)).toEqual([4, 2])
      expect([...(await store.score(space, axis(1), [key(1), key(2)])).keys()]).toEqual([2])
      expect(await store.count(space)).toBe(2)
    })

    it.each([true, false])('leaves no vector of a deleted document to another with its id, removed before it comes: %s', async (first) => {
      const { store, put, space } = await open()
      const anew = { ...key(9), id: key(1).id }
      const remove = () => store.remove(space, [{ ...key(1), replaced: true }]).then(advance)
      await put(space, [record(1, axis(0)), record(2, axis(1))])
      if (first) {
        await remove()
        expect(await listDocs(store, space, axis(0), 10)).toEqual([2])
      }
      expect((await store.score(space, axis(0), [anew])).size).toBe(0)
      await put(space, [{ ...anew, values: axis(3) }])
      if (!first) await remove()
      expect(await listDocs(store, space, axis(3, 1, 0.1), 10)).toEqual([9, 2])
      expect((await store.score(space, axis(3), [anew])).get(9)).toBeGreaterThan(1 - tolerance)
    })

    it('takes a removed document back', async () => {
      const { store, put, space } = await open()
      await put(space, [record(1, axis(0)), record(2, axis(1))])
      await store.remove(space, [key(1)])
      await advance()
      await put(space, [record(1, axis(2))])
      expect(await listDocs(store, space, axis(2), 1)).toEqual([1])
    })
  })
}

function describeBulk({ name, open, axis, advance, dimensions }: Suite): void {
  describe(`${name}: many and none`, () => {
    it('takes more vectors in a call than the platform takes at once', async () => {
      const { store, put, space } = await open()
      const records = Array.from({ length: 1_203 }, (_, at) => record(at + 1, createVector(dimensions, at)))
      await put(space, records)
      expect(await store.count(space)).toBe(1_203)
      for (const doc of [1, 1_000, 1_001, 1_203]) {
        expect(await listDocs(store, space, createVector(dimensions, doc - 1), 1)).toEqual([doc])
      }
      await store.remove(
        space,
        records.slice(0, 1_100).map(({ doc }) => key(doc)),
      )
      await advance()
      expect(await store.count(space)).toBe(103)
    })

    it('does nothing with an empty list', async () => {
      const { store, put, space } = await open()
      await put(space, [])
      await store.remove(space, [])
      expect((await store.score(space, axis(0), [])).size).toBe(0)
      expect(await store.count(space)).toBe(0)
    })
  })
}

function describeOrder({ name, open, axis, dimensions, tolerance, estimates }: Suite): void {
  describe(`${name}: order`, () => {
    it('puts the nearest first, scores by cosine and says whether that is exact', async () => {
      const { store, put, space } = await open()
      await put(space, [
        record(1, axis(0, 1, 0.2)),
        record(2, axis(0, 1, 0.8)),
        record(3, axis(0)),
        record(4, negate(axis(0))),
        record(5, axis(0, 1, 0.5)),
      ])
      const { neighbours, exhaustive, exact } = await store.nearest(space, axis(0), 10, null)
      expect(neighbours.map(({ doc }) => doc)).toEqual([3, 1, 5, 2, 4])
      for (const [at, cosine] of [1, Math.sqrt(0.8), Math.sqrt(0.5), Math.sqrt(0.2), -1].entries()) {
        expect(Math.abs((neighbours[at]?.score ?? NaN) - cosine)).toBeLessThan(tolerance)
      }
      expect({ exhaustive, exact }).toEqual({ exhaustive: true, exact: !estimates })
    })

    it('orders equal scores by document key', async () => {
      const { store, put, space } = await open()
      for (const docs of [
        [90, 7, 12],
        [3, 55],
        [100, 1],
      ])
        await put(
          space,
          docs.map((doc) => record(doc, axis(0))),
        )
      expect(await listDocs(store, space, axis(0), 10)).toEqual([1, 3, 7, 12, 55, 90, 100])
    })

    it('gives nearest and score the same number', async () => {
      const { store, put, space } = await open()
      await put(
        space,
        Array.from({ length: 40 }, (_, at) => record(at + 1, createVector(dimensions, at))),
      )
      const query = createVector(dimensions, 1_000)
      const { neighbours } = await store.nearest(space, query, 40, null)
      const scores = await store.score(
        space,
        query,
        neighbours.map(({ doc }) => key(doc)),
      )
      expect(neighbours).toHaveLength(40)
      for (const { doc, score } of neighbours) expect(Math.abs((scores.get(doc) ?? NaN) - score)).toBeLessThan(estimates ? 1e-9 : tolerance)
    })
  })
}

function describeBounds({ name, open, axis, dimensions, mostNeighbours, estimates }: Suite): void {
  describe(`${name}: k`, () => {
    it(`finds ${estimates ? 'half of the exact 50 nearest of a thousand that have no neighbours' : 'the exact nearest of a thousand'}`, async () => {
      const { store, put, space } = await open()
      const records = Array.from({ length: 1_000 }, (_, at) => record(at + 1, createVector(dimensions, at)))
      await put(space, records)
      for (const seed of [5_000, 5_001, 5_002]) {
        const query = createVector(dimensions, seed)
        const exact = rankExactly(records, query).slice(0, 50)
        const found = new Set(await listDocs(store, space, query, 50))
        expect(exact.filter((doc) => found.has(doc)).length).toBeGreaterThanOrEqual(estimates ? 25 : 49)
      }
    })

    it('returns at most k, all there are when k is larger, and none from an empty space', async () => {
      const { store, put, space } = await open()
      expect((await store.nearest(space, axis(0), 10, null)).neighbours).toEqual([])
      await put(
        space,
        [1, 2, 3].map((doc) => record(doc, axis(doc))),
      )
      expect(await listDocs(store, space, axis(1), 1)).toEqual([1])
      expect((await listDocs(store, space, axis(1), mostNeighbours)).sort()).toEqual([1, 2, 3])
    })

    it('refuses a k outside 1 to 1,000', async () => {
      const { store, space } = await open()
      for (const k of [0, -1, 1.5, 1_001]) await expect(store.nearest(space, axis(0), k, null)).rejects.toThrow(RangeError)
    })
  })
}

function describeScope({ name, open, axis, estimates }: Suite): void {
  describe(`${name}: scope`, () => {
    const many = 600
    const fill = async () => {
      const opened = await open()
      await opened.put(
        opened.space,
        Array.from({ length: many }, (_, at) => record(at + 1, axis(0, 1, at / many))),
      )
      return opened
    }

    /** What lies inside in the order of the store's own scores, which is that of the keys where these are exact. */
    const rankInside = async (store: VectorStore, space: VectorSpace, isInside: (doc: number) => boolean) => {
      const inside = Array.from({ length: many }, (_, at) => at + 1).filter(isInside)
      if (!estimates) return inside
      const scores = await store.score(space, axis(0), inside.map(key))
      return inside.toSorted((left, right) => (scores.get(right) ?? NaN) - (scores.get(left) ?? NaN) || left - right)
    }

    it('finds k inside a scope that excludes the nearest', async () => {
      const { store, space } = await fill()
      const isInside = (doc: number) => doc % 2 === 0
      const { neighbours, exhaustive, exact } = await store.nearest(space, axis(0), 5, containing(isInside))
      expect(neighbours.map(({ doc }) => doc)).toEqual((await rankInside(store, space, isInside)).slice(0, 5))
      expect({ exhaustive, exact }).toEqual({ exhaustive: true, exact: !estimates })
    })

    it('never returns a document outside the scope, however tiny the scope', async () => {
      const { store, space } = await fill()
      const isInside = (doc: number) => doc === 3 || doc === 20
      const { neighbours } = await store.nearest(space, axis(0), 10, containing(isInside))
      expect(neighbours.map(({ doc }) => doc)).toEqual(await rankInside(store, space, isInside))
    })

    it('answers an empty scope with nothing', async () => {
      const { store, space } = await fill()
      expect(
        (
          await store.nearest(
            space,
            axis(0),
            10,
            containing(() => false),
          )
        ).neighbours,
      ).toEqual([])
    })

    it('reaches a scope far from the query, or says that it did not', async () => {
      const { store, space } = await fill()
      const isInside = (doc: number) => doc > many - 10
      const { neighbours, exhaustive } = await store.nearest(space, axis(0), 3, containing(isInside))
      if (exhaustive) expect(neighbours.map(({ doc }) => doc)).toEqual((await rankInside(store, space, isInside)).slice(0, 3))
      else expect(neighbours.every(({ doc }) => doc > many - 10)).toBe(true)
    })

    it('asks the scope about stored documents only', async () => {
      const { store, space } = await fill()
      const seen = new Set<number>()
      await store.nearest(
        space,
        axis(0),
        20,
        containing((doc) => seen.add(doc).size % 7 === 0),
      )
      expect(seen.size).toBeGreaterThanOrEqual(20)
      expect([...seen].every((doc) => doc >= 1 && doc <= many)).toBe(true)
    })
  })
}

function describeScores({ name, open, axis, tolerance, dimensions, advance }: Suite): void {
  describe(`${name}: scores and dimensions`, () => {
    it('leaves documents without a vector out of score', async () => {
      const { store, put, space } = await open()
      expect((await store.score(space, axis(0), [key(1)])).size).toBe(0)
      await put(space, [record(1, axis(0, 1, 0.5)), record(2, axis(1))])
      const scores = await store.score(space, axis(0), [key(3), key(2), key(1)])
      expect([...scores.keys()].sort()).toEqual([1, 2])
      expect(Math.abs((scores.get(1) ?? NaN) - Math.SQRT1_2)).toBeLessThan(tolerance)
    })

    it('refuses a vector of another length with vectors.dimensions and stores none of its call', async () => {
      const { store, put, space } = await open()
      await put(space, [record(1, axis(0))])
      const short = new Float32Array(dimensions - 1).fill(0.1)
      for (const act of [
        () => store.upsert(space, [record(2, axis(1)), record(3, short)]),
        () => store.nearest(space, short, 5, null),
        () => store.score(space, short, [key(1)]),
      ]) {
        const error = await act().then(
          () => null,
          (thrown: unknown) => thrown,
        )
        expect(error).toBeInstanceOf(AppError)
        expect((error as AppError).code).toBe('vectors.dimensions')
      }
      await advance()
      expect(await store.count(space)).toBe(1)
    })
  })
}

function describeSpaces({ name, open, axis, dimensions, advance, tolerance }: Suite): void {
  describe(`${name}: spaces`, () => {
    it('never mixes tenants, collections, vector names or sets', async () => {
      const { store, put, space } = await open()
      const others = [
        { ...space, tenant: `${space.tenant}x` },
        { ...space, collection: space.collection + 1 },
        { ...space, vector: 'title' },
        { ...space, set: space.set + 1 },
      ]
      await put(space, [record(1, axis(0))])
      for (const [at, other] of others.entries()) await put(other, [record(10 + at, axis(0)), record(1, axis(5))])
      expect(await listDocs(store, space, axis(0), 10)).toEqual([1])
      for (const [at, other] of others.entries()) {
        expect(await listDocs(store, other, axis(0), 10)).toEqual([10 + at, 1])
        expect(Math.abs(await scoreOne(store, other, axis(0), 1))).toBeLessThan(tolerance)
      }
      await store.drop(space)
      await advance()
      for (const other of others) expect(await store.count(other)).toBe(2)
    })

    it('drops everything, twice without harm, and starts again', async () => {
      const { store, put, space } = await open()
      await store.drop(space)
      await put(
        space,
        Array.from({ length: 300 }, (_, at) => record(at + 1, createVector(dimensions, at))),
      )
      await store.drop(space)
      await advance()
      await store.drop(space)
      await advance()
      expect(await store.count(space)).toBe(0)
      expect(await listDocs(store, space, axis(0), 10)).toEqual([])
      expect((await store.score(space, axis(0), [key(1)])).size).toBe(0)
      await put(space, [record(7, axis(0))])
      expect(await listDocs(store, space, axis(0), 10)).toEqual([7])
    })
  })
}

async function scoreOne(store: VectorStore, space: VectorSpace, query: Float32Array, doc: number): Promise<number> {
  return (await store.score(space, query, [key(doc)])).get(doc) ?? NaN
}

async function listDocs(store: VectorStore, space: VectorSpace, query: Float32Array, k: number): Promise<number[]> {
  return (await store.nearest(space, query, k, null)).neighbours.map(({ doc }) => doc)
}
