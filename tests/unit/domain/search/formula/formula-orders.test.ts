import { describe, expect, test } from 'vitest'
import type { ProfileDefinition } from '../../../../../src/contracts/ranking.ts'
import type { SearchResponse } from '../../../../../src/contracts/search.ts'
import { FEATURES, openShop } from '../../../../support/formula-shop.ts'
import type { SearchInput } from '../../../../support/search-harness.ts'

/** The harness stands at 2026-01-05T12:30Z. */
const HERE = { lat: 52.52, lng: 13.405 }

/** Hits with their score and the value of one feature, to three digits. */
function show({ hits }: SearchResponse, feature: string): [id: string, score: number, value: number | undefined][] {
  const round = (value: number): number => Number(value.toFixed(3))
  return hits.map(({ id, score, trace }) => {
    const value = trace?.features.find(({ name }) => name === feature)?.value
    return [id, round(score), value === undefined ? undefined : round(value)]
  })
}

async function search(documents: Parameters<typeof openShop>[0], profile: ProfileDefinition, input: SearchInput = {}): Promise<SearchResponse> {
  const harness = await openShop(documents, profile)
  return harness.searcher('shop')({ q: 'desk', mode: 'keyword', explain: true, ...input })
}

describe('among documents that match alike', () => {
  test('popularity orders by sales', async () => {
    const documents = [
      { id: 'none' },
      { id: 'few', sales: 9 },
      { id: 'best', sales: 1000 },
      { id: 'record', sales: 9000 },
      { id: 'some', sales: 100 },
    ]
    const found = await search(documents, { features: FEATURES, weights: { popularity: 1 } })
    expect(show(found, 'popularity')).toEqual([
      ['best', 1, 1], // 1/2 x 1 for the words + 1/2 x 1: as good as the best
      ['record', 1, 1], // no better; ties go by id
      ['some', 0.834, 0.668], // log 101 of log 1001
      ['few', 0.667, 0.333],
      ['none', 0.5, 0], // the words alone
    ])
  })

  test('freshness orders by date', async () => {
    const documents = [
      { id: 'undated' },
      { id: 'old', releasedAt: '2025-01-05' },
      { id: 'month', releasedAt: '2025-12-06T12:00:00Z' },
      { id: 'today', releasedAt: '2026-01-05T12:29:00Z' },
      { id: 'spring', releasedAt: '2026-04-01' },
    ]
    const found = await search(documents, { features: FEATURES, weights: { freshness: 0.5 } })
    expect(show(found, 'freshness')).toEqual([
      ['spring', 1, 1], // to come counts as new
      ['today', 1, 1], // now is 12:00: after that is still to come, until the hour is over
      ['month', 0.833, 0.5], // thirty days: 2/3 + 1/3 x 1/2
      ['old', 0.667, 0], // a year: 0.0002 of a third
      ['undated', 0.667, 0],
    ])
    expect(found.hits[2]?.trace?.features.at(-1)).toMatchObject({ name: 'freshness', raw: 30 })
  })

  test('rating orders by what many say', async () => {
    const documents = [
      { id: 'unrated' },
      { id: 'once', stars: 5, votes: 1 },
      { id: 'loved', stars: 4.6, votes: 1000 },
      { id: 'hated', stars: 1, votes: 1000 },
      { id: 'uncounted', stars: 5 },
    ]
    const found = await search(documents, { features: FEATURES, weights: { rating: 1 } })
    expect(show(found, 'rating')).toEqual([
      ['loved', 0.959, 0.918],
      ['once', 0.864, 0.727], // one vote of 5 hardly moves the prior
      ['uncounted', 0.85, 0.7], // where the profile counts votes, no count is none
      ['unrated', 0.85, 0.7], // the prior
      ['hated', 0.602, 0.205],
    ])
  })

  test('availability puts what is sold out last', async () => {
    const documents = [{ id: 'gone', inStock: false }, { id: 'silent' }, { id: 'there', inStock: true }]
    const found = await search(documents, { features: FEATURES, weights: { availability: 1 } })
    expect(show(found, 'availability')).toEqual([
      ['there', 1, 1],
      ['silent', 0.75, 0.5], // not known to be sold out
      ['gone', 0.5, 0],
    ])
  })

  test('distance orders by the way from where the request is', async () => {
    const documents = [
      { id: 'nowhere' },
      { id: 'potsdam', place: { lat: 52.39, lng: 13.065 } },
      { id: 'here', place: HERE },
      { id: 'next', place: { lat: 52.53, lng: 13.405 } },
    ]
    const profile = { features: FEATURES, weights: { distance: 1 } }
    const found = await search(documents, profile, { near: HERE })
    expect(show(found, 'distance')).toEqual([
      ['here', 1, 1],
      ['next', 0.84, 0.68], // 1.1 km
      ['potsdam', 0.5, 0], // 27 km: 0.0001
      ['nowhere', 0.5, 0],
    ])
    const anywhere = await search(documents, profile)
    // without a place nothing is near, and it counts nothing: the words alone
    expect(show(anywhere, 'distance')).toEqual(['here', 'next', 'nowhere', 'potsdam'].map((id) => [id, 1, 0]))
    expect(anywhere.hits[0]?.trace?.features.at(-1)).toEqual({ name: 'distance', raw: null, value: 0, weight: 0, contribution: 0 })
    expect(anywhere.hits[0]?.trace?.reasons).toContainEqual({ name: 'skipped', value: 'distance: the request names no place (near)' })
  })

  test('affinity is nobody’s yet and changes nothing', async () => {
    const found = await search([{ id: 'b' }, { id: 'a' }], { weights: { affinity: 5 } }, { personalize: true, user: 'someone' })
    expect(show(found, 'affinity')).toEqual([
      ['a', 1, 0],
      ['b', 1, 0],
    ])
    expect(found.degraded).toEqual(['personalization'])
  })
})

describe('a formula', () => {
  const documents = [
    { id: 'words', title: 'Desk desk desk', sales: 0 },
    { id: 'both', title: 'Desk and chair', sales: 100 },
    { id: 'sold', title: 'A long list of chairs, lamps and shelves, and one desk', sales: 1000 },
    { id: 'other', title: 'Chair', sales: 1000 },
  ]

  test('weighs the words against the sales, from one end to the other', async () => {
    const at = async (popularity: number, keyword = 1): Promise<string[]> =>
      (await search(documents, { features: FEATURES, weights: { keyword, popularity } })).hits.map(({ id }) => id)
    expect(await at(0)).toEqual(['words', 'both', 'sold']) // 0 is exactly that: the words alone
    expect(await at(0.5)).toEqual(['both', 'sold', 'words']) // 0.77 + 0.33, 0.42 + 0.5 and 1 + 0, of 1.5
    expect(await at(1, 0)).toEqual(['sold', 'both', 'words']) // sales alone, of what has the words at all
  })

  test('counts a weight as it is given beside the words, whatever they are given', async () => {
    const { hits } = await search(documents, { features: FEATURES, weights: { keyword: 4, popularity: 1 } })
    expect(hits[0]?.trace?.features.map(({ name, weight }) => [name, weight])).toEqual([
      ['keyword', 0.8],
      ['semantic', 0],
      ['popularity', 0.2],
    ])
    const alone = await search(documents, { features: FEATURES, weights: { keyword: 0, semantic: 0, popularity: 3 } })
    expect(alone.hits.map(({ id, score }) => [id, Number(score.toFixed(3))])).toEqual([
      ['sold', 1],
      ['both', 0.668],
      ['words', 0],
    ])
  })

  test('is overruled by the request, and the request by nothing', async () => {
    const profile = { features: FEATURES, weights: { popularity: 0 } }
    const { hits } = await search(documents, profile, { weights: { popularity: 9, keyword: 1 } })
    expect(hits.map(({ id }) => id)).toEqual(['sold', 'both', 'words'])
    const unknown = await search(documents, {}, { weights: { popularity: 9 } })
    // of a feature that nobody has said how to read: a clear reason, and the words
    expect(unknown.hits.map(({ id, score }) => [id, score])[0]).toEqual(['words', 1])
    expect(unknown.hits[0]?.trace?.reasons).toContainEqual({ name: 'skipped', value: 'popularity: no field is named for it' })
  })

  test('orders a sorted list only where the sort ties, and browsing not at all', async () => {
    const dated = documents.map((document, at) => ({ ...document, releasedAt: at < 2 ? '2025-01-01' : '2024-01-01' }))
    const profile = { features: FEATURES, weights: { popularity: 5 } }
    expect((await search(dated, profile, { sort: ['releasedAt:desc', '_score'] })).hits.map(({ id }) => id)).toEqual(['both', 'words', 'sold'])
    expect((await search(dated, profile, { sort: ['releasedAt:desc'] })).hits.map(({ id }) => id)).toEqual(['both', 'words', 'sold'])
    const browsed = await search(dated, profile, { q: '' })
    expect(browsed.hits.map(({ id, score }) => [id, score])).toEqual(['both', 'other', 'sold', 'words'].map((id) => [id, 0]))
  })

  test('reorders the first thousand of the keyword side, and reaches no further', async () => {
    const many = Array.from({ length: 1200 }, (_unused, at) => ({ id: `d${String(at).padStart(4, '0')}`, sales: at }))
    const harness = await openShop(many, { features: { popularity: { field: 'sales', scale: 2000 } }, weights: { popularity: 1 } })
    const found = await harness.searcher('shop')({ q: 'desk', mode: 'keyword' })
    expect([found.total, found.hits[0]?.id, found.hits[1]?.id]).toEqual([1200, 'd0999', 'd0998'])
    // a scope makes another first thousand
    const scoped = await harness.searcher('shop')({ q: 'desk', mode: 'keyword', filter: 'sales > 600' })
    expect([scoped.total, scoped.hits[0]?.id]).toEqual([599, 'd1199'])
  })
})

describe('a category', () => {
  const documents = [
    { id: 'new', category: 'Home > Desks', sales: 1, releasedAt: '2026-01-05' },
    { id: 'sold', category: 'Home > Desks > Oak', sales: 1000, releasedAt: '2020-01-05' },
  ]
  const profile: ProfileDefinition = {
    features: FEATURES,
    weights: { popularity: 1 },
    categories: { field: 'category', weights: { 'Home > Desks': { popularity: 0, freshness: 1 } } },
  }
  const first = async (input: SearchInput): Promise<[string | undefined, unknown]> => {
    const { hits } = await search(documents, profile, input)
    return [hits[0]?.id, hits[0]?.trace?.reasons?.find(({ name }) => name === 'category')?.value]
  }

  test('that the filter names has its own weights, those of the nearest level of a hierarchy', async () => {
    expect(await first({})).toEqual(['sold', undefined])
    expect(await first({ filter: 'category = "Home"' })).toEqual(['sold', undefined])
    expect(await first({ filter: 'category = "Home > Desks"' })).toEqual(['new', 'Home > Desks'])
    expect(await first({ filter: 'category IN ["Home > Desks"] AND sales > 0' })).toEqual(['new', 'Home > Desks'])
    expect(await first({ filter: 'category = "Home > Desks > Oak"' })).toEqual(['sold', 'Home > Desks'])
  })

  test('that is only one of several, or only refined to, changes nothing', async () => {
    expect(await first({ filter: 'category = "Home > Desks" OR sales > 0' })).toEqual(['sold', undefined])
    expect(await first({ filter: 'NOT category = "Garden"' })).toEqual(['sold', undefined])
    expect(await first({ filter: 'category = "Home > Desks" AND category = "Home"' })).toEqual(['sold', undefined])
    // refining never reorders
    expect(await first({ refine: 'category = "Home > Desks"' })).toEqual(['sold', undefined])
  })
})
