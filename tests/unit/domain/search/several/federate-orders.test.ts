import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FederatedList, federateOrders } from '../../../../../src/domain/search/several/federate-orders.ts'
import { planWindows } from '../../../../../src/domain/search/several/read-hits.ts'

const list = (collection: string, weight: number, ...ids: (string | null)[]): FederatedList => ({ collection, weight, ids })
const order = (lists: readonly FederatedList[]): string[] => federateOrders(lists).map(({ collection, id }) => `${collection}/${id}`)

const lists = fc.array(
  fc.record({
    collection: fc.constantFrom('p', 'q', 'r'),
    weight: fc.constantFrom(0.5, 1, 1, 2),
    ids: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'ü', '𐍈', 'ﬀ'), { maxLength: 9 }),
  }),
  { minLength: 1, maxLength: 6 },
)

describe('the federated order', () => {
  test('of lists of equal weight takes a hit of each in turn, the first search first', () => {
    expect(order([list('p', 1, 'a', 'b', 'c'), list('q', 1, 'x', 'y')])).toEqual(['p/a', 'q/x', 'p/b', 'q/y', 'p/c'])
  })

  test('puts every hit of a list with a far greater weight first', () => {
    // 2 / (60 + 3) is more than 1 / (60 + 1)
    expect(order([list('p', 1, 'a'), list('q', 2, 'x', 'y', 'z')])).toEqual(['q/x', 'q/y', 'q/z', 'p/a'])
  })

  test('a document that two searches of one collection find is one entry with both contributions', () => {
    const [first, ...others] = federateOrders([list('p', 1, 'a', 'b'), list('p', 1, 'c', 'b')])
    expect(first).toMatchObject({ id: 'b', score: 2 / 62, primary: { search: 0, rank: 2 } })
    expect(first?.contributions.map(({ search, rank, contribution }) => [search, rank, contribution])).toEqual([
      [0, 2, 1 / 62],
      [1, 2, 1 / 62],
    ])
    expect(others.map(({ id }) => id)).toEqual(['a', 'c'])
  })

  test('the same id in two collections is two documents', () => {
    expect(order([list('p', 1, 'a'), list('q', 1, 'a')])).toEqual(['p/a', 'q/a'])
  })

  test('equal scores: the greater weight first, then the earlier search', () => {
    // 1 / 61 = 2 / 122: rank 62 at weight 2
    const long = Array.from({ length: 62 }, (_unused, at) => `x${at}`)
    const tied = federateOrders([list('p', 1, 'a'), list('q', 2, ...long), list('r', 1, 'b')]).filter(({ score }) => score === 1 / 61)
    expect(tied.map(({ collection, id }) => `${collection}/${id}`)).toEqual(['q/x61', 'p/a', 'r/b'])
  })

  test('a hit that is gone keeps its place empty', () => {
    expect(order([list('p', 1, null, 'a'), list('q', 1, 'x', 'y')])).toEqual(['q/x', 'p/a', 'q/y'])
  })

  test('has every document once, keeps the order within a collection that is searched once, and its scores are the sums', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const entries = federateOrders(given)
        const names = entries.map(({ collection, id }) => `${collection}/${id}`)
        const expected = new Set(given.flatMap(({ collection, ids }) => ids.map((id) => `${collection}/${id}`)))
        expect(new Set(names)).toEqual(expected)
        expect(names.length).toBe(expected.size)
        for (const [at, { score, contributions }] of entries.entries()) {
          expect(score).toBe(contributions.reduce((sum, { contribution }) => sum + contribution, 0))
          expect(score).toBeGreaterThanOrEqual(entries[at + 1]?.score ?? 0)
        }
        for (const { collection, ids } of given) {
          if (given.filter((other) => other.collection === collection).length > 1) continue
          expect(entries.filter((entry) => entry.collection === collection).map(({ id }) => id)).toEqual(ids)
        }
      }),
    )
  })
})

describe('the pages of a list that hold the ranks shown', () => {
  test('hold them all, reach no hit beyond 1,000, and are one page where one of 250 can be', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 30 }), (ranks) => {
        const windows = planWindows(ranks)
        for (const rank of ranks) expect(windows.some(({ page, perPage }) => rank > (page - 1) * perPage && rank <= page * perPage)).toBe(true)
        for (const { page, perPage } of windows) expect([page * perPage <= 1000, perPage <= 250]).toEqual([true, true])
        expect(windows.length).toBeLessThanOrEqual(Math.ceil((Math.max(...ranks) - Math.min(...ranks)) / 250) + 1)
      }),
    )
    expect(planWindows([])).toEqual([])
    expect(planWindows([21, 40])).toEqual([{ page: 2, perPage: 20 }])
  })
})
