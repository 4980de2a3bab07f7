import type { CollectionDefinition } from '../../src/contracts/collection.ts'
import type { JsonObject } from '../../src/contracts/documents.ts'
import type { ProfileDefinition } from '../../src/contracts/ranking.ts'

/** Facets of every kind, single and several values, numbers, booleans, dates, a pattern, hidden fields and two vectors. */
export const DEFINITION: CollectionDefinition = {
  language: 'en',
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'description', type: 'text', search: 'd' },
    { name: 'brand', type: 'string', search: 'b', facet: 'disjunctive', sort: true },
    { name: 'kind', type: 'string', facet: 'conjunctive' },
    { name: 'category', type: 'string', search: 'c', facet: 'hierarchical' },
    { name: 'colors', type: 'string[]', facet: 'disjunctive' },
    { name: 'tags', type: 'string[]', facet: 'conjunctive' },
    { name: 'size', type: 'number', facet: 'disjunctive', sort: true },
    { name: 'price', type: 'number', facet: 'range', sort: true },
    { name: 'inStock', type: 'boolean', facet: 'conjunctive' },
    { name: 'onSale', type: 'boolean', facet: 'disjunctive' },
    { name: 'releasedAt', type: 'date', facet: 'disjunctive', sort: true },
    { name: 'place', type: 'geo' },
    { name: 'cost', type: 'number', facet: 'disjunctive', sort: true, hidden: true },
    { name: 'note', type: 'text', search: 'a', hidden: true },
    { name: 'attr_*', type: 'string', facet: 'disjunctive' },
  ],
  vectors: [
    { name: 'content', fields: ['title', 'description'], weight: 1, priority: 'high' },
    { name: 'name', fields: ['title', 'brand'], weight: 0.5, priority: 'high' },
  ],
  display: { title: 'title', description: 'description' },
  ranking: { browse: ['releasedAt:desc'] },
}

/** Every feature that reads documents, over fields with ties, gaps and values beyond what a feature expects; other weights for one category. */
export const PROFILE: ProfileDefinition = {
  weights: { popularity: 0.3, freshness: 0.2, rating: 0.25, availability: 0.1, distance: 0.4 },
  features: {
    popularity: { field: 'price', scale: 150 },
    freshness: { field: 'releasedAt', halfLifeDays: 200 },
    rating: { field: 'size', count: 'price', largest: 10, prior: 6, priorCount: 20 },
    availability: { field: 'inStock' },
    distance: { field: 'place', halfMetres: 2_000_000 },
  },
  categories: { field: 'category', weights: { Home: { popularity: 1, distance: 0 } } },
}

/** Facets that hold at most one value a document. */
export const SINGLE_FACETS = ['brand', 'kind', 'category', 'size', 'inStock', 'onSale', 'releasedAt', 'attr_finish']
export const FACETS = [...SINGLE_FACETS, 'colors', 'tags']

/** How often a word occurs: in every second document, in every twentieth, in one or two, in none; two have no meaning. */
export const COMMON = ['desk', 'oak', 'lamp', 'chair']
export const SOME = ['walnut', 'brass', 'linen', 'shelf', 'marble', 'zinc']
export const RARE = ['heron', 'quartz', 'zebra']
export const UNKNOWN = ['unicorn', 'gryphon']
export const HIDDEN_WORD = 'embargoed'

const BRANDS = ['acme', 'Oak & Co', 'birch', 'Ämil', 'x"y']
const CATEGORIES = ['Home', 'Home > Desks', 'Home > Desks > Oak', 'Home > Lamps', 'Garden', 'Garden > Chairs']
const TAGS = ['new', 'eco', 'sale', 'kids']
const COLORS = ['red', 'green', 'blue', 'black', 'white']
/** Two that differ in the seventeenth digit, and one past 2^53. */
const SIZES = [1, 2, 9, 10, 100, 2.5, 0.3, 0.1 + 0.2, 2 ** 60]
const DATES = ['2024-01-01', '2025-06-30T12:00:00Z', 1_714_521_600_000]

/** Numbers in [0, 1) from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `count` documents: ties in every score, missing and null fields, several values, texts without words, ids out of order. */
export function makeDocuments(seed: number, count: number): JsonObject[] {
  const random = seededRandom(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const some = <T>(values: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(values))),
  ]
  const words = (): string => {
    const drawn = [...some(COMMON, 3), ...(random() < 0.15 ? some(SOME, 2) : [])]
    return drawn.join(' ')
  }
  return Array.from({ length: count }, (_unused, index): JsonObject => {
    const document: JsonObject = { id: `${pick(['a', 'B', 'ü', '9'])}-${(index * 7919) % 1000}-${index}` }
    const set = (name: string, chance: number, value: () => JsonObject[string]): void => {
      const drawn = random()
      if (drawn < chance) document[name] = value()
      else if (drawn > 0.97) document[name] = null
    }
    set('title', 0.9, () => words() + (index < 2 ? ` ${RARE.join(' ')}` : ''))
    set('description', 0.6, () => `${words()} the ${words()}`)
    set('brand', 0.8, () => pick(BRANDS))
    set('kind', 0.7, () => pick(['one', 'two', 'three']))
    set('category', 0.8, () => pick(CATEGORIES))
    set('colors', 0.7, () => some(COLORS, 3))
    set('tags', 0.6, () => some(TAGS, 3))
    set('size', 0.7, () => pick(SIZES))
    set('price', 0.8, () => Math.floor(random() * 20) * 10)
    set('inStock', 0.8, () => random() < 0.6)
    set('onSale', 0.5, () => random() < 0.5)
    set('releasedAt', 0.7, () => pick(DATES))
    set('place', 0.5, () => ({ lat: Math.floor(random() * 20) * 9 - 90, lng: Math.floor(random() * 36) * 10 - 180 }))
    set('cost', 0.5, () => Math.floor(random() * 5))
    set('note', 0.3, () => HIDDEN_WORD)
    set('attr_finish', 0.4, () => pick(['matt', 'gloss']))
    return document
  })
}
