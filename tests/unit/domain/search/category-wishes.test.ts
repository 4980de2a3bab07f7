import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SearchHit } from '../../../../src/contracts/search.ts'
import { openTaxonomyShop as openShop } from '../../../support/taxonomy-shop.ts'

const { search } = await openShop()
const keyword = { mode: 'keyword', explain: true, perPage: 100 } as const
const first = async (q: string, count: number): Promise<string[]> => (await search({ ...keyword, q })).hits.slice(0, count).map(({ id }) => id)

function weightsOf(hit: SearchHit | undefined): Record<string, number> {
  return Object.fromEntries(hit?.trace?.features.map(({ name, weight }) => [name, Number(weight.toFixed(9))]) ?? [])
}

describe('what a thing is comes before how it is', () => {
  test('a walnut desk: the desk in walnut, other desks, and only then what else is of walnut', async () => {
    const { hits } = await search({ ...keyword, q: 'walnut desk' })
    const at = (id: string): number => hits.findIndex((hit) => hit.id === id)
    expect(at('walnut-desk')).toBe(0) // both words, both wishes
    const desks = hits.slice(0, 8).map(({ document }) => document['category'])
    expect(desks).toEqual(Array(8).fill('Furniture > Desks'))
    expect(at('walnut-bowl')).toBeGreaterThan(7) // its title says the rarer word
  })

  test('under a price that no walnut desk has: other desks', async () => {
    const ids = await first('walnut desk under 500', 7)
    expect(ids.every((id) => id.includes('desk') && id !== 'desk-lamp')).toBe(true)
  })

  test('a walnut shelf: "shelf" names no category, so words and material decide as ever', async () => {
    const { hits, query } = await search({ ...keyword, q: 'walnut shelf' })
    expect(query.chips.map(({ id, applied }) => [id, applied])).toEqual([['material:walnut', 'boost']])
    expect(hits[0]?.id).toBe('walnut-shelf')
    expect(weightsOf(hits[0])).toEqual({ keyword: 0.909090909, semantic: 0, intent: 0.090909091 })
  })

  test('a desk lamp: desks and lamps are lifted alike, so what says both words is first', async () => {
    const { hits } = await search({ ...keyword, q: 'desk lamp' })
    expect(hits[0]?.id).toBe('desk-lamp')
    const lifts = hits.map(({ trace }) => trace?.features.find(({ name }) => name === 'intent')?.raw ?? 0)
    expect(new Set(lifts)).toEqual(new Set([8]))
  })

  test('a desk drawer: a drawer is looked for, and desks are only lifted as ever', async () => {
    const { hits } = await search({ ...keyword, q: 'desk drawer' })
    expect(weightsOf(hits[0])).toEqual({ keyword: 0.909090909, semantic: 0, intent: 0.090909091 })
  })
})

describe('the weight of wishes', () => {
  test('is 0.1 for attributes, 0.8 for a category, and their sum for both, beside 1 for the two sides', async () => {
    const weigh = async (q: string): Promise<number> => {
      const weights = weightsOf((await search({ ...keyword, q, mode: 'hybrid' })).hits[0])
      return (weights['intent'] ?? 0) / ((weights['keyword'] ?? 0) + (weights['semantic'] ?? 0))
    }
    expect(await weigh('black walnut shelf')).toBeCloseTo(0.1, 6)
    expect(await weigh('desk')).toBeCloseTo(0.8, 6)
    expect(await weigh('black walnut desk')).toBeCloseTo(0.9, 6)
    expect(await weigh('desk lamp')).toBeCloseTo(1.6, 6)
  })

  test('is named with what is looked for, and every wish that is met is in the trace', async () => {
    const { hits } = await search({ ...keyword, q: 'walnut desk' })
    expect(hits[0]?.trace?.reasons).toContainEqual({ name: 'sought', value: 'Furniture > Desks' })
    const intent = (id: string) => hits.find((hit) => hit.id === id)?.trace?.features.find(({ name }) => name === 'intent')
    expect(intent('walnut-desk')).toMatchObject({ raw: 9, value: 1 })
    expect(intent('walnut-bowl')?.raw).toBeCloseTo(1, 9)
    expect(intent('oak-desk')?.raw).toBeCloseTo(8, 9)
  })

  test('is what a profile says for attributes, and eight times that for a category', async () => {
    const shop = await openShop()
    await shop.serve({ weights: { intent: 0.05 } })
    const { hits } = await shop.search({ ...keyword, q: 'desk' })
    expect(weightsOf(hits[0])['intent']).toBeCloseTo(0.4 / 1.4, 9)
    await shop.serve({ weights: { intent: 0 } })
    expect(weightsOf((await shop.search({ ...keyword, q: 'desk' })).hits[0])['intent']).toBe(0)
  })

  test('is what it was in a collection without a taxonomy, though a field is called category', async () => {
    const flat = await openShop('disjunctive')
    for (const q of ['walnut desk', 'desk', 'desk lamp', 'black desk under 500']) {
      const { hits, query } = await flat.search({ ...keyword, q })
      expect(
        query.chips.some(({ kind, applied }) => kind === 'category' && applied === 'boost'),
        q,
      ).toBe(true)
      expect(weightsOf(hits[0]), q).toEqual({ keyword: 0.909090909, semantic: 0, intent: 0.090909091 })
      const shares = query.chips.filter(({ applied }) => applied === 'boost').map(({ confidence }) => confidence)
      const largest = Math.max(...shares) / shares.reduce((sum, share) => sum + share, 0)
      const lifts = hits.map(({ trace }) => trace?.features.find(({ name }) => name === 'intent')?.value ?? 0)
      // shares of the confidences: nothing weighs more for being called a category
      expect(
        lifts.every((lift) => [0, 1, largest, 1 - largest].some((share) => Math.abs(lift - share) < 1e-9)),
        q,
      ).toBe(true)
      expect(hits[0]?.trace?.reasons?.some(({ name }) => name === 'sought') ?? false, q).toBe(false)
    }
  })
})

const words = fc.constantFrom('walnut', 'desk', 'desks', 'lamp', 'black', 'steel', 'model', 'writing', 'shelf', 'furniture', 'office', 'and')
const asked = fc.record({
  q: fc.array(words, { minLength: 1, maxLength: 4 }).map((list) => list.join(' ')),
  mode: fc.constantFrom('keyword' as const, 'semantic' as const, 'hybrid' as const),
})

describe('laws', () => {
  test('contributions sum to the score, to 1e-9', () =>
    fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const { hits } = await search({ ...request, explain: true, perPage: 100 })
        for (const { score, trace } of hits) {
          const sum = trace?.features.reduce((total, { contribution }) => total + contribution, 0) ?? Number.NaN
          expect(Math.abs(sum - score)).toBeLessThan(1e-9)
        }
      }),
      { numRuns: 60 },
    ))

  test('refining takes hits away and moves none', () =>
    fc.assert(
      fc.asyncProperty(asked, fc.constantFrom('category = "Furniture > Desks"', 'material = "walnut"', 'price < 100'), async (request, refine) => {
        const whole = (await search({ ...request, perPage: 100 })).hits
        const refined = (await search({ ...request, refine, perPage: 100 })).hits
        const kept = new Set(refined.map(({ id }) => id))
        const expected = whole.filter(({ id }) => kept.has(id))
        expect(refined.map(({ id, score }) => [id, score])).toEqual(expected.map(({ id, score }) => [id, score]))
      }),
      { numRuns: 60 },
    ))
})
