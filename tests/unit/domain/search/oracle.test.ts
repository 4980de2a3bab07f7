import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { JsonObject } from '../../../../src/contracts/documents.ts'
import type { SearchHit, SearchResponse } from '../../../../src/contracts/search.ts'
import type { Collection } from '../../../../src/domain/catalog/index.ts'
import { valueAt } from '../../../../src/domain/catalog/index.ts'
import { DEFINITION, FACETS, makeDocuments } from '../../../support/search-corpus.ts'
import { type NaiveResult, countNaively, searchNaively } from '../../../support/naive-search.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'
import { arbitraryGrouped, arbitraryRequest } from './requests.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

const documents = makeDocuments(7, 420)
const harness = createSearchHarness()
await harness.create('things', DEFINITION)
await harness.write('things', documents)
await harness.embed('things')
const collection: Collection = await harness.find('things')
const search = harness.searcher('things')
const places = new Map(documents.map((document, at) => [String(document['id']), at]))

/** One search, all its hits, and what the definition says about it. */
async function compare(input: Parameters<typeof searchNaively>[2]): Promise<{ response: SearchResponse; hits: SearchHit[]; naive: NaiveResult }> {
  const response = await search({ ...input, explain: true, perPage: 250 })
  const more = response.total > 250 ? await search({ ...input, explain: true, perPage: 250, page: 2, resultSetId: response.resultSetId }) : null
  return { response, hits: [...response.hits, ...(more?.hits ?? [])], naive: await searchNaively(collection, documents, input) }
}

const holds = (
  check: (found: Awaited<ReturnType<typeof compare>>, input: Parameters<typeof searchNaively>[2]) => void,
  requests = arbitraryRequest,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(requests, async (input) => {
      check(await compare(input), input)
    }),
    { numRuns: 80 },
  )

const rawOf = (hit: SearchHit, name: string): number | null => hit.trace?.features.find((feature) => feature.name === name)?.raw ?? null

describe('a search agrees with its definition by brute force', { timeout: 60_000 }, () => {
  test('on the plan, the hits and the total', () =>
    holds(({ response, hits, naive }) => {
      expect(response.query.plan).toBe(naive.plan)
      expect(response.total).toBe(naive.refined.length)
      expect(hits.map(({ id }) => places.get(id)).toSorted()).toEqual(naive.refined.toSorted())
      expect(naive.neighbours.length).toBeLessThanOrEqual(100)
    }))

  test('on BM25 and on the similarity of every neighbour and of the best 200 of K', () =>
    holds(({ hits, naive }) => {
      for (const hit of hits) {
        const at = places.get(hit.id) ?? -1
        const keyword = naive.keyword.get(at)
        if (keyword === undefined) expect(rawOf(hit, 'keyword')).toBeNull()
        else expect(rawOf(hit, 'keyword')).toBeCloseTo(keyword, 9)
        const similarity = rawOf(hit, 'semantic')
        const expected = naive.similarity.get(at)
        if (expected === undefined) expect(similarity).toBeNull()
        else expect(similarity).toBeCloseTo(expected, 6)
      }
    }))

  test('on the share of the boosts', () =>
    holds(({ hits, naive }, input) => {
      for (const hit of hits) {
        const share = rawOf(hit, 'intent')
        if (naive.plan === 'browse' || !input.boosts?.length) expect(share).toBeNull()
        else expect(share).toBeCloseTo(naive.boost[places.get(hit.id) ?? -1] ?? -1, 12)
      }
    }))

  test('on every facet: values, their order, other and missing', () =>
    holds(({ response, naive }, input) => {
      for (const name of FACETS.filter((facet) => input.facets?.includes(facet))) {
        const facet = response.facets[name]
        const counted = countNaively(collection, documents, naive, name)
        const ordered = [...counted.counts].toSorted(([leftValue, left], [rightValue, right]) => right - left || compareValues(leftValue, rightValue))
        const shown = facet?.values.map(({ value, count }) => [value, count]) ?? []
        const selected = facet?.values.filter((value) => value.selected).map(({ value }) => value) ?? []
        expect(shown).toEqual(ordered.filter(([value], at) => at < (input.facetLimit ?? 20) || selected.includes(value as string)))
        expect(facet?.other).toBe(
          [...counted.counts.values()].reduce((sum, count) => sum + count, 0) - shown.reduce((sum, [, count]) => sum + Number(count), 0),
        )
        expect(facet?.missing).toBe(counted.missing)
      }
    }))

  test('on the statistics of a range', () =>
    holds(({ response, naive }) => {
      const prices = [...countNaively(collection, documents, naive, 'price').counts].flatMap(([value, count]) =>
        Array.from({ length: count }, () => Number(value)),
      )
      if (prices.length === 0) {
        expect(response.facetStats['price']).toBeUndefined()
        return
      }
      const avg = prices.reduce((sum, price) => sum + price, 0) / prices.length
      expect(response.facetStats['price']).toEqual({
        min: Math.min(...prices),
        max: Math.max(...prices),
        avg: expect.closeTo(avg, 9),
        count: prices.length,
      })
    }))

  test('on the groups: which there are, of how many documents, and that the documents shown are theirs', () =>
    holds(({ response, hits, naive }, input) => {
      const name = typeof input.group === 'object' ? input.group.field : ''
      const groups = groupNaively(documents, naive.refined, name)
      expect({ groups: response.total, documents: response.totalDocuments }).toEqual({ groups: groups.length, documents: naive.refined.length })
      const found = hits.map(({ id, group }) => ({
        value: group?.value,
        members: groups.find((members) => members.includes(places.get(id) ?? -1)) ?? [],
      }))
      expect(new Set(found.map(({ members }) => members)).size).toBe(groups.length)
      hits.forEach(({ group }, at) => {
        const { members, value } = found[at] ?? { members: [], value: null }
        expect(value).toBe(readGroup(documents[members[0] ?? -1], name))
        expect(group?.total).toBe(members.length)
        const size = typeof input.group === 'object' ? input.group.size : 0
        expect(group?.hits).toHaveLength(Math.min(size, members.length) - 1)
        for (const { id } of group?.hits ?? []) expect(members).toContain(places.get(id))
      })
    }, arbitraryGrouped))

  test('on every sort order: total, and missing values last', () =>
    holds(({ hits }, input) => {
      const keys = (input.sort ?? []).filter((key) => /:(asc|desc)$/.test(key)).map((key) => key.split(':') as [string, 'asc' | 'desc'])
      if (keys.length === 0 || input.sort?.[0]?.startsWith('_')) return
      const scored = input.sort?.at(-1) === '_score'
      for (const [at, hit] of hits.entries()) {
        const next = hits[at + 1]
        if (next) expect(compareSorted(hit, next, keys, scored), `${hit.id} before ${next.id}`).toBeLessThan(0)
      }
    }))
})

/** Positions of documents by the value they share; a document without one stands alone. */
function groupNaively(all: readonly JsonObject[], refined: readonly number[], name: string): number[][] {
  const groups = new Map<unknown, number[]>()
  for (const at of refined) {
    const key = readGroup(all[at], name) ?? Symbol('alone')
    groups.set(key, [...(groups.get(key) ?? []), at])
  }
  return [...groups.values()]
}

function readGroup(document: JsonObject | undefined, name: string): unknown {
  const value = valueAt(document ?? {}, name) ?? null
  return name === 'category' && typeof value === 'string' ? value.split(' > ')[0] : value
}

/** Numbers by size, strings by bytes, booleans false first. */
function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return Buffer.compare(Buffer.from(left), Buffer.from(right))
  return Number(left) - Number(right)
}

function compareSorted(left: SearchHit, right: SearchHit, keys: readonly [string, 'asc' | 'desc'][], scored: boolean): number {
  for (const [name, direction] of keys) {
    const [a, b] = [left, right].map(({ document }) => readKey(valueAt(document, name), name))
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1
      continue
    }
    const order = compareValues(a, b)
    if (order !== 0) return direction === 'asc' ? order : -order
  }
  if (scored && left.score !== right.score) return right.score - left.score
  return Buffer.compare(Buffer.from(left.id), Buffer.from(right.id))
}

function readKey(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return null
  return name === 'releasedAt' && typeof value === 'string' ? Date.parse(value) : value
}
