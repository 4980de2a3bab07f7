import fc from 'fast-check'
import type { Alternative } from '../../../../src/domain/search/understanding/query.ts'
import { analyse } from '../../../../src/shared/text/index.ts'
import { COMMON, FACETS, RARE, SOME, UNKNOWN } from '../../../support/search-corpus.ts'
import type { SearchInput } from '../../../support/search-harness.ts'

const SCOPES = [
  undefined,
  'price < 120',
  'brand = "acme" OR kind = "two"',
  'NOT brand = "birch"',
  'brand != "birch" AND price EXISTS',
  'category = "Home"',
  'tags IN ["eco", "sale"] AND inStock = true',
  '_geoRadius(place, 10, 20, 6000000)',
  'releasedAt >= "2025-01-01"',
  'brand = "nobody"',
]

const REFINEMENTS: Readonly<Record<string, readonly string[]>> = {
  brand: ['brand = "acme"', 'brand IN ["acme", "Oak & Co"]', '(brand = "birch" OR brand = "Ämil")', 'brand != "acme"'],
  kind: ['kind = "one"', 'kind IN ["one", "three"]'],
  category: ['category = "Home"', 'category = "Home > Desks"', 'category = "Garden"'],
  colors: ['colors = "red"', 'colors IN ["green", "blue"]'],
  tags: ['tags = "eco"', 'tags = "eco" AND tags = "sale"'],
  size: ['size = 10', 'size IN [1, 2.5]', 'size > 2 AND size <= 10'],
  price: ['price BETWEEN 30 AND 120', 'price >= 50', 'price IS NULL'],
  inStock: ['inStock = true', 'inStock = false'],
  onSale: ['onSale = true', 'NOT onSale = true'],
  releasedAt: ['releasedAt = "2024-01-01"', 'releasedAt < "2025-01-01"'],
  attr_finish: ['attr_finish = "matt"'],
  place: ['_geoBox(place, -40, -90, 60, 100)'],
  id: ['id != "none"'],
}

const SORTS: readonly string[][] = [
  [],
  [],
  [],
  ['price:asc'],
  ['price:desc'],
  ['size:desc', 'brand:asc'],
  ['releasedAt:asc', '_score'],
  ['_score'],
  ['_distance(10,20)'],
]

const words = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...COMMON) },
  { weight: 3, arbitrary: fc.constantFrom(...SOME) },
  { weight: 1, arbitrary: fc.constantFrom(...RARE) },
  { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN, 'the') },
)

/** Queries that match by all words, by some, by one, by meaning alone, or not at all; and browsing. */
const query = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 7, arbitrary: fc.array(words, { minLength: 1, maxLength: 4 }).map((list) => list.join(' ')) },
)

const termOf = (word: string): string => analyse(word, 'en')[0]?.term ?? word
const forms = [...COMMON, ...SOME, 'gryphon'].map(termOf)

/** Another word, a phrase that stands in some documents, or the beginning of a word; now and then what was typed, or what occurs nowhere. */
const alternative: fc.Arbitrary<Alternative> = fc
  .record({
    terms: fc.array(fc.constantFrom(...forms), { minLength: 1, maxLength: 2 }),
    prefix: fc.boolean(),
    weight: fc.constantFrom(1, 0.8, 0.3),
  })
  .map((form) => (form.prefix ? { ...form, terms: [...form.terms.slice(0, -1), form.terms.at(-1)?.slice(0, 2) ?? ''] } : form))

/** Alternatives for some of the query's words, the same ones for several at times. */
const alternativesOf = (q: string): fc.Arbitrary<Record<string, Alternative[]>> =>
  fc
    .record({
      words: fc.subarray([...new Set(q.split(' '))].map(termOf)),
      shared: fc.array(alternative, { minLength: 1, maxLength: 2 }),
      own: fc.array(alternative, { maxLength: 2 }),
    })
    .map(({ words: terms, shared, own }) => Object.fromEntries(terms.map((term, at) => [term, at === 0 ? [...shared, ...own] : shared])))

const boosts = fc.uniqueArray(
  fc.record({
    filter: fc.constantFrom('brand = "acme"', 'kind = "two"', 'price < 60', 'colors = "red" OR tags = "eco"', 'brand = "nobody"'),
    weight: fc.constantFrom(1, 0.7, 0.1),
  }),
  { selector: ({ filter }) => filter, minLength: 1, maxLength: 4 },
)

/** Values of every type, levels, a pattern; large groups, small ones and many documents without a value. */
const group = fc.record({
  field: fc.constantFrom('brand', 'kind', 'category', 'size', 'price', 'attr_finish'),
  size: fc.constantFrom(1, 2, 3, 10),
})
const diversity = fc.oneof(
  fc.record({ field: fc.constantFrom('brand', 'kind', 'inStock'), cap: fc.constantFrom(1, 2, 5), window: fc.constantFrom(20, 50, 200) }),
  fc
    .record({ lambda: fc.constantFrom(0, 0.5, 0.9, 1), window: fc.constantFrom(20, 50, 100), field: fc.constantFrom('title', 'brand') })
    .map((mmr) => ({ mmr })),
)

/** Zero to two refinements of different fields. */
const refine = fc
  .uniqueArray(fc.constantFrom(...Object.keys(REFINEMENTS)), { maxLength: 2 })
  .chain((fields) => fc.tuple(...fields.map((field) => fc.constantFrom(...(REFINEMENTS[field] ?? [])))))
  .map((parts) => (parts.length === 0 ? undefined : parts.join(' AND ')))

export const mode = fc.constantFrom('keyword' as const, 'semantic' as const, 'hybrid' as const)

/** A search over the corpus with facets, as a caller may send it; `facetLimit` is often too small for all values. */
export const arbitraryCall: fc.Arbitrary<SearchInput & { q: string }> = fc
  .record({
    q: query,
    mode,
    filter: fc.constantFrom(...SCOPES),
    refine,
    sort: fc.constantFrom(...SORTS),
    facets: fc.subarray(FACETS, { minLength: 1 }),
    facetLimit: fc.constantFrom(1, 2, 3, 20),
    near: fc.constantFrom(undefined, { lat: 10, lng: 20 }, { lat: -40, lng: 179.9 }),
  })
  .map((request) => ({ ...request, facets: [...request.facets, 'price'] }))

/** The same with what a test wants to have been understood. */
export const arbitraryRequest: fc.Arbitrary<SearchInput & { q: string }> = arbitraryCall.chain((request) =>
  fc
    .record({ alternatives: fc.option(alternativesOf(request.q), { nil: {} }), boosts: fc.option(boosts, { nil: [] }) })
    .map((understood) => ({ ...request, ...understood })),
)

/** The same, at times in groups and with diversity. */
export const arbitraryVaried: fc.Arbitrary<SearchInput & { q: string }> = arbitraryRequest.chain((request) =>
  fc
    .record({
      group: fc.option(group, { nil: undefined, freq: 2 }),
      diversity: fc.option(diversity, { nil: undefined, freq: 1 }),
    })
    .map((varied) => ({
      ...request,
      ...(varied.group === undefined ? {} : { group: varied.group }),
      ...(varied.diversity === undefined ? {} : { diversity: varied.diversity }),
    })),
)

/** In groups, always; with one wish at most, since of many documents that are wished for differently only the best 200 are looked at. */
export const arbitraryGrouped: fc.Arbitrary<SearchInput & { q: string }> = fc
  .tuple(arbitraryRequest, group)
  .map(([request, given]) => ({ ...request, boosts: request.boosts?.slice(0, 1) ?? [], group: given }))
/** With diversity and without groups, always. */
export const arbitraryDiverse: fc.Arbitrary<SearchInput & { q: string }> = fc
  .tuple(arbitraryRequest, diversity)
  .map(([request, given]) => ({ ...request, diversity: given }))

/** Browsing for somebody whose rules boost, mostly where scores decide the order. */
export const arbitraryBrowsed: fc.Arbitrary<SearchInput & { q: string }> = fc
  .record({ request: arbitraryVaried, sort: fc.constantFrom<string[]>([], [], ['_score'], ['price:asc', '_score'], ['size:desc']) })
  .map(({ request, sort }) => ({ ...request, q: '', alternatives: {}, boosts: [], segments: ['browsing'], sort }))
