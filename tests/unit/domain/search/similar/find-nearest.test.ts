import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SemanticSource } from '../../../../../src/domain/search/index.ts'
import { findNearest } from '../../../../../src/domain/search/similar/find-nearest.ts'
import { Stopwatch } from '../../../../../src/domain/search/stopwatch.ts'
import { DEFINITION, seededRandom } from '../../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

const harness = createSearchHarness()
await harness.create('things', DEFINITION)
const collection = await harness.find('things')
const QUERY = Float32Array.of(1)

/** Independent cosines of `count` documents in each of `vectors` vectors: what is near to one is anywhere in the others. */
function makeCosines(seed: number, count: number, vectors: number): number[][] {
  const random = seededRandom(seed)
  return Array.from({ length: vectors }, () => Array.from({ length: count }, () => Math.round((random() * 2 - 1) * 50) / 50))
}

/** A store that knows nothing of scopes, over cosines by document; it counts how often it was asked. */
function openSource(cosines: readonly (readonly number[])[]): SemanticSource & { asked: number } {
  const at = (vector: string): readonly number[] => cosines[Number(vector)] ?? []
  const source = {
    asked: 0,
    statistics: {},
    embed: async () => ({ vector: QUERY, captured: 1 }),
    nearest: async (vector: string, _query: Float32Array, k: number) => {
      source.asked++
      const all = at(vector).map((score, doc) => ({ doc, score }))
      const neighbours = all.sort((left, right) => right.score - left.score || left.doc - right.doc).slice(0, k)
      return { neighbours, exhaustive: true, exact: true, candidates: all.length, rowsRead: 0 }
    },
    score: async (vector: string, _query: Float32Array, documents: readonly { doc: number }[]) =>
      new Map(documents.map(({ doc }) => [doc, at(vector)[doc] ?? 0])),
  }
  return source
}

async function find(
  cosines: readonly (readonly number[])[],
  weights: readonly number[],
  limit: number,
  { even = false, gone = -1, excluded = -1 } = {},
) {
  const source = openSource(cosines)
  const ports = {
    index: {
      ...harness.search.index,
      within: async (_c: unknown, _s: unknown, docs: readonly number[]) => new Set(docs.filter((doc) => doc % 2 === 0)),
    },
    documentIds: async (_c: unknown, docs: readonly number[]) => new Map(docs.filter((doc) => doc !== gone).map((doc) => [doc, `d${doc}`])),
  }
  const queries = weights.map((weight, name) => ({ name: String(name), weight, query: QUERY }))
  const scope = even ? ({ kind: 'all' } as never) : null
  const input = { collection, source, queries, scope, excluded: new Set([excluded]), limit }
  return { ...(await findNearest(ports, input, new Stopwatch(() => 0))), asked: source.asked }
}

function sumNaively(cosines: readonly (readonly number[])[], weights: readonly number[]): { doc: number; score: number }[] {
  const counted = (cosine: number): number => (cosine < 0.05 ? 0 : cosine)
  return (cosines[0] ?? [])
    .map((_cosine, doc) => ({ doc, score: weights.reduce((sum, weight, at) => sum + weight * counted(cosines[at]?.[doc] ?? 0), 0) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || left.doc - right.doc)
}

const weights = fc.constantFrom([1], [0.5, 0.5], [0.8, 0.2], [0.4, 0.3, 0.3])

describe('the nearest over several vectors', () => {
  test('are exact, however far down each vector they stand', async () => {
    let deeper = 0
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), weights, fc.constantFrom(1, 5, 20), fc.boolean(), async (seed, own, limit, even) => {
        const cosines = makeCosines(seed, 600, own.length)
        const { nearest, exhaustive, asked } = await find(cosines, own, limit, { even })
        const expected = sumNaively(cosines, own).filter(({ doc }) => !even || doc % 2 === 0)
        expect(nearest.slice(0, limit).map(({ doc, score }) => ({ doc, score }))).toEqual(expected.slice(0, limit))
        expect(exhaustive).toBe(true)
        if (asked > own.length) deeper++
      }),
    )
    expect(deeper).toBeGreaterThan(10)
  })

  test('say so when 1,000 of each vector do not settle their order', async () => {
    // what is near to one is as far from the other: an unseen document might be near to both
    const rising = Array.from({ length: 6000 }, (_unused, at) => (at + 1) / 6000)
    expect((await find([rising, rising.toReversed()], [0.5, 0.5], 100)).exhaustive).toBe(false)
    expect((await find(makeCosines(1, 6000, 1), [1], 100)).exhaustive).toBe(true)
  })

  test('leave out what is excluded and what is gone', async () => {
    const cosines = [[0.9, 0.8, 0.7, 0.6, -0.5, 0.01]]
    const { nearest } = await find(cosines, [1], 3, { excluded: 0, gone: 2 })
    expect(nearest.map(({ id, score }) => [id, score])).toEqual([
      ['d1', 0.8],
      ['d3', 0.6],
    ])
  })

  test('of nothing are none', async () => {
    expect(await find([], [], 3)).toMatchObject({ nearest: [], exhaustive: true, asked: 0 })
  })
})
