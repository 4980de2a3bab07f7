import { hashWord, randomBitsAt } from '../../src/shared/math/random.ts'
import type { WrittenProduct } from './read-products.ts'

/** What a shop measures rather than writes. The same id always gets the same facts, whatever is added around it. */
export type ProductFacts = {
  readonly rating?: number
  readonly ratingCount: number
  readonly inStock: boolean
  readonly releasedAt: string
  readonly warehouse: string
  readonly location: { readonly lat: number; readonly lng: number }
  readonly cost: number
}

const WAREHOUSES = [
  { warehouse: 'Rotterdam', location: { lat: 51.9244, lng: 4.4777 } },
  { warehouse: 'Leipzig', location: { lat: 51.3397, lng: 12.3731 } },
  { warehouse: 'Lyon', location: { lat: 45.764, lng: 4.8357 } },
  { warehouse: 'Malmö', location: { lat: 55.605, lng: 13.0038 } },
  { warehouse: 'Bologna', location: { lat: 44.4949, lng: 11.3426 } },
  { warehouse: 'Zaragoza', location: { lat: 41.6488, lng: -0.8891 } },
] as const

const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2023, 0, 9)
const LAST_DAY = Date.UTC(2026, 5, 26)

export function deriveFacts(product: WrittenProduct): ProductFacts {
  const own = drawsOf(product.id)
  const model = drawsOf(product.modelId)
  const place = WAREHOUSES[Math.floor(own(1) * WAREHOUSES.length)] ?? WAREHOUSES[0]
  const releasedAt = dateOf(model(2), own(3))
  const ratingCount = countOf(model(4), own(5), product.price, releasedAt)
  // A margin between 32 and 58 % of the price, in whole cents.
  const cost = Math.round(product.price * (0.42 + 0.26 * own(6)) * 100) / 100
  return {
    ...(ratingCount > 0 ? { rating: ratingOf(model(7), own(8)) } : {}),
    ratingCount,
    inStock: own(9) < 0.88,
    releasedAt,
    warehouse: place.warehouse,
    location: place.location,
    cost,
  }
}

/** Numbered draws in [0,1) for one name. */
function drawsOf(name: string): (position: number) => number {
  const seed = hashWord(name, 2023)
  return (position) => randomBitsAt(seed, position) / 4_294_967_296
}

/** The variants of a model come out within half a year; more recent days are likelier, as in a living range. */
function dateOf(modelDraw: number, ownDraw: number): string {
  const days = (LAST_DAY - FIRST_DAY) / DAY_MS
  const day = Math.min(days, Math.floor(Math.sqrt(modelDraw) * (days - 60) + ownDraw * 180))
  return new Date(FIRST_DAY + day * DAY_MS).toISOString()
}

/** Long-tailed: most things have some dozens of reviews, cheap and old ones have many, new ones may have none. */
function countOf(modelDraw: number, ownDraw: number, price: number, releasedAt: string): number {
  const years = Math.max(0, (LAST_DAY - Date.parse(releasedAt)) / (365 * DAY_MS))
  const appeal = Math.exp(1.1 * Math.sqrt(-2 * Math.log(1 - modelDraw * 0.999)) * Math.cos(2 * Math.PI * ownDraw))
  return Math.floor((appeal * 420 * Math.min(1.6, years)) / Math.sqrt(price / 10 + 1))
}

/** Skewed as shop ratings are: the middle lies near 4.4, the tail reaches down to about 3. */
function ratingOf(modelDraw: number, ownDraw: number): number {
  const shortfall = 0.15 + 1.7 * modelDraw ** 3 + 0.3 * (ownDraw - 0.5)
  return Math.round(Math.min(5, Math.max(2.8, 4.75 - shortfall)) * 10) / 10
}
