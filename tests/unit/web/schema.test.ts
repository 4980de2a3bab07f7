import { describe, expect, test } from 'vitest'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import { buildFinishedBody, buildSearchBody } from '../../../web/src/api/search-body.ts'
import { chooseCardFields, findField, hasPictures, listFacetFields, listSortOptions, readField } from '../../../web/src/schema/fields.ts'
import { findCategoryField, readScope } from '../../../web/src/schema/scope.ts'
import { EMPTY_STATE, removeChip, toggleValue } from '../../../web/src/state/search-state.ts'
import { searchRequest } from '../../../src/contracts/search.ts'

const collection: CollectionView = {
  name: 'products',
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'supplier', type: 'string', facet: 'disjunctive' },
    { name: 'price', type: 'number', facet: 'range', sort: true },
    { name: 'inStock', type: 'boolean', facet: 'conjunctive' },
    { name: 'rating', type: 'number', sort: true },
    { name: 'releasedAt', type: 'date', sort: true },
    { name: 'cost', type: 'number', facet: 'range', sort: true, hidden: true },
    { name: 'material', type: 'string', facet: 'disjunctive' },
    { name: 'attr_t_*', type: 'string', facet: 'disjunctive' },
  ],
  display: { title: 'title', image: 'picture' },
  dataVersion: 1,
  configVersion: 1,
  documents: 3,
  semantic: { state: 'none', model: null, pendingVectors: 0, unlearntChanges: 0 },
  lexicon: { state: 'none', documents: 0 },
  job: null,
  createdAt: '2025-01-01T00:00:00Z',
  updatedAt: '2025-01-01T00:00:00Z',
}

describe('what the page reads from a schema', () => {
  test('the facets it can name, without hidden fields and patterns', () => {
    expect(listFacetFields(collection).map(({ name }) => name)).toEqual(['supplier', 'price', 'inStock', 'material'])
  })

  test('a card: what display says, the familiar fields by name and type, the rest as details', () => {
    const card = chooseCardFields(collection)
    expect(card).toMatchObject({
      title: 'title',
      description: null,
      image: 'picture',
      brand: 'supplier',
      price: 'price',
      rating: 'rating',
      ratingCount: null,
      stock: 'inStock',
    })
    expect(card.meta.map(({ name }) => name)).toEqual(['releasedAt', 'material'])
  })

  test('a grid only when there are pictures to show', () => {
    const card = chooseCardFields(collection)
    expect(hasPictures(card, [{ document: {} }, { document: { picture: '/x.svg' } }])).toBe(true)
    expect(hasPictures(card, [{ document: {} }])).toBe(false)
  })

  test('sort options worded by type, newest first', () => {
    expect(listSortOptions(collection, (name) => name).map(({ value, label }) => `${value} ${label}`)).toEqual([
      'price:asc price: low to high',
      'price:desc price: high to low',
      'rating:asc rating: low to high',
      'rating:desc rating: high to low',
      'releasedAt:desc releasedAt: newest first',
      'releasedAt:asc releasedAt: oldest first',
    ])
  })

  test('a pattern answers for the names it covers', () => {
    expect(findField(collection.fields ?? [], 'attr_t_color')?.name).toBe('attr_t_*')
    expect(findField(collection.fields ?? [], 'color')).toBeUndefined()
  })

  test('dots reach into objects, a literal name wins, and nothing is inherited', () => {
    expect(readField({ maker: { name: 'A' } }, 'maker.name')).toBe('A')
    expect(readField({ 'maker.name': 'B', maker: { name: 'A' } }, 'maker.name')).toBe('B')
    expect(readField({}, 'constructor')).toBeUndefined()
  })
})

describe('a suggestion inside a category', () => {
  const shop: CollectionView = {
    ...collection,
    fields: [
      { name: 'brand', type: 'string', facet: 'disjunctive' },
      { name: 'shelf no', type: 'string', facet: 'hierarchical' },
    ],
  }
  const suggestion = { text: 'desk', highlighted: 'desk', source: 'phrase', count: 3 } as const

  test('is a filter on the facet that its filter names', () => {
    const scoped = { ...suggestion, category: 'A > B', filter: '`shelf no` = "A > B"' }
    expect(readScope(scoped, shop)).toEqual({ field: 'shelf no', value: 'A > B' })
    expect(findCategoryField(shop)?.name).toBe('shelf no')
  })

  test('is its words alone when the page can not show the filter', () => {
    expect(readScope(suggestion, shop)).toBeNull()
    expect(readScope({ ...suggestion, source: 'value', field: 'brand', value: 'Acme' }, shop)).toBeNull()
    expect(readScope({ ...suggestion, category: 'x', filter: 'brand_name = "x"' }, shop)).toBeNull()
  })
})

describe('the request', () => {
  test('is one the contract accepts', () => {
    const state = toggleValue({ ...EMPTY_STATE, q: 'desk', sort: 'price:asc' }, 'supplier', 'A "B"')
    const parsed = searchRequest.parse(buildSearchBody(state, collection))
    expect(parsed).toMatchObject({
      q: 'desk',
      typing: true,
      sort: ['price:asc'],
      refine: 'supplier = "A \\"B\\""',
      facets: ['supplier', 'price', 'inStock', 'material'],
    })
  })

  test('names the readings that were taken away', () => {
    const body = buildSearchBody(removeChip({ ...EMPTY_STATE, q: 'acme desk' }, 'brand:acme'), collection)
    expect(searchRequest.parse(body).withoutChips).toEqual(['brand:acme'])
  })

  test('puts variants together only where the collection says which they are, and everybody may see it', () => {
    const state = { ...EMPTY_STATE, q: 'desk', grouped: true }
    const by = (group: string, field: object) => ({
      ...collection,
      display: { group },
      fields: [...(collection.fields ?? []), { name: 'modelId', type: 'string' as const, ...field }],
    })
    expect(searchRequest.parse(buildSearchBody(state, by('modelId', {}))).group).toBe(true)
    expect(buildSearchBody({ ...state, grouped: false }, by('modelId', {})).group).toBeUndefined()
    expect(buildSearchBody(state, by('modelId', { hidden: true })).group).toBeUndefined()
    expect(buildSearchBody(state, by('modelId', { type: 'text' })).group).toBeUndefined()
    expect(buildSearchBody(state, collection).group).toBeUndefined()
  })

  test('takes the words as they are when asked to', () => {
    expect(buildSearchBody({ ...EMPTY_STATE, q: 'walnutt', literal: true }, collection)).toMatchObject({ literal: true, typing: false })
  })

  test('of a finished query is the whole query, whatever it was narrowed to, and asks for one hit', () => {
    const state = toggleValue({ ...EMPTY_STATE, q: 'desk', mode: 'keyword', page: 3 }, 'supplier', 'Acme')
    const parsed = searchRequest.parse(buildFinishedBody(state))
    expect(parsed).toMatchObject({ q: 'desk', mode: 'keyword', typing: false, page: 1, perPage: 1, facets: [] })
    expect([parsed.refine, parsed.resultSetId]).toEqual([undefined, undefined])
  })
})
