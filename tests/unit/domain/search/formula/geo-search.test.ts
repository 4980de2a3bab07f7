import { describe, expect, test } from 'vitest'
import { FEATURES, openShop } from '../../../../support/formula-shop.ts'

/** Around Taveuni in Fiji, where the 180th meridian crosses the island. */
const WEST = { lat: -16.8, lng: 179.99 }
const documents = [
  { id: 'east', place: { lat: -16.8, lng: -179.99 }, sales: 0 }, // 2.1 km across the line
  { id: 'here', place: WEST, sales: 0 },
  { id: 'suva', place: { lat: -18.14, lng: 178.44 }, sales: 1000 }, // 222 km
  { id: 'samoa', place: { lat: -13.85, lng: -171.75 }, sales: 1000 }, // 940 km
  { id: 'lost', sales: 1000 },
]
const features = { ...FEATURES, distance: { field: 'place', halfMetres: 50_000 } }

describe('a search near a place', () => {
  test('orders what lies in a radius by how near it is, on both sides of the antimeridian', async () => {
    const harness = await openShop(documents, { features, weights: { distance: 1, popularity: 0.1 } })
    const search = harness.searcher('shop')
    const request = { q: 'desk', mode: 'keyword' as const, near: WEST, explain: true }
    const { hits, total } = await search({ ...request, filter: '_geoRadius(place, -16.8, 179.99, 300000)' })
    expect(total).toBe(3)
    expect(hits.map(({ id }) => id)).toEqual([
      'here', // 0 m
      'east', // 2 km: 2^-0.04, not half way around the earth
      'suva', // 222 km: its sales are worth a tenth of the way
    ])
    const metres = hits.map(({ trace }) => Math.round((trace?.features.find(({ name }) => name === 'distance')?.raw ?? -1) / 100) / 10)
    expect(metres).toEqual([0, 2.1, 221.9])
    const box = await search({ ...request, filter: '_geoBox(place, -20, 170, -10, -170)' })
    expect(box.hits.map(({ id }) => id)).toEqual(['here', 'east', 'suva', 'samoa'])
    const polygon = '_geoPolygon(place, [[-15, 179], [-15, 181], [-18, 181], [-18, 179]])'
    expect((await search({ ...request, filter: polygon })).hits.map(({ id }) => id)).toEqual(['here', 'east'])
  })

  test('counts distance as sorting by it does', async () => {
    const harness = await openShop(documents, { features, weights: { distance: 10 } })
    const search = harness.searcher('shop')
    const filter = 'place EXISTS'
    const byScore = await search({ q: 'desk', mode: 'keyword', near: WEST, filter })
    const byWay = await search({ q: 'desk', mode: 'keyword', sort: ['_distance(-16.8,179.99)'], filter })
    expect(byScore.hits.map(({ id }) => id)).toEqual(byWay.hits.map(({ id }) => id))
    // both at once: sorted by the way, and scored by it
    const both = await search({ q: 'desk', mode: 'keyword', sort: ['_distance(-16.8,179.99):desc'], near: WEST, filter })
    expect(both.hits.map(({ id }) => id)).toEqual(byWay.hits.map(({ id }) => id).toReversed())
    expect(both.hits.at(-1)?.score).toBe(1)
  })

  test('has another result set for every place', async () => {
    const harness = await openShop(documents, { features, weights: { distance: 1 } })
    const search = harness.searcher('shop')
    const [here, there] = await Promise.all([WEST, { lat: -13.85, lng: -171.75 }].map((near) => search({ q: 'desk', mode: 'keyword', near })))
    expect(here?.resultSetId).not.toBe(there?.resultSetId)
    expect([here?.hits[0]?.id, there?.hits[0]?.id]).toEqual(['here', 'samoa'])
  })
})
