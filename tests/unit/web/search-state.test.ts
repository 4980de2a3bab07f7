import { describe, expect, test } from 'vitest'
import {
  applySuggestion,
  clearFilters,
  countFilters,
  EMPTY_STATE,
  removeChip,
  restoreChip,
  setCollection,
  setLiteral,
  setQuery,
  setRange,
  setValues,
  toggleValue,
} from '../../../web/src/state/search-state.ts'

const narrowed = setRange(toggleValue({ ...EMPTY_STATE, collection: 'products', q: 'desk', page: 3, sort: 'price:asc' }, 'brand', 'A'), 'price', {
  min: 5,
})

describe('steps of the search', () => {
  test('everything that changes the results goes back to page 1', () => {
    const deep = { ...narrowed, page: 4 }
    const steps = [
      setQuery(deep, 'x'),
      setLiteral(deep, true),
      removeChip(deep, 'brand:a'),
      restoreChip(deep, 'brand:a'),
      applySuggestion(deep, 'x', null),
      setValues(deep, 'brand', ['B']),
      toggleValue(deep, 'brand', 'B'),
      setRange(deep, 'price', {}),
      clearFilters(deep),
      setCollection(deep, 'articles'),
    ]
    expect(steps.map(({ page }) => page)).toEqual(steps.map(() => 1))
  })

  test('another query keeps the filters and turns spelling help back on', () => {
    const next = setQuery({ ...narrowed, literal: true }, 'lamp')
    expect(next.values).toEqual(narrowed.values)
    expect(next.literal).toBe(false)
  })

  test('a reading taken away stays away while the words go on, and comes back with other words', () => {
    const without = removeChip({ ...EMPTY_STATE, q: 'acme desk' }, 'brand:acme')
    expect(setQuery(without, 'acme desk lamp').withoutChips).toEqual(['brand:acme'])
    expect(setQuery(without, 'oak').withoutChips).toEqual([])
    expect(setQuery(setQuery(without, ''), 'acme desk').withoutChips).toEqual([])
    expect(restoreChip(without, 'brand:acme')).toEqual({ ...EMPTY_STATE, q: 'acme desk' })
  })

  test('a reading is taken away once, and never more of them than a request may name', () => {
    const ids = Array.from({ length: 40 }, (_, index) => String(index))
    const without = ids.reduce(removeChip, EMPTY_STATE).withoutChips
    expect(without).toEqual(ids.slice(-32))
    expect(removeChip(removeChip(EMPTY_STATE, 'a'), 'a').withoutChips).toEqual(['a'])
  })

  test('a suggestion inside a category searches its words there, in place of the category before', () => {
    const next = applySuggestion(narrowed, 'oak desk', { field: 'category', value: 'Furniture > Desks' })
    expect([next.q, next.values.get('category'), next.values.get('brand')]).toEqual(['oak desk', ['Furniture > Desks'], ['A']])
    expect(applySuggestion(narrowed, 'oak desk', null).values).toEqual(narrowed.values)
  })

  test('another collection keeps the words and nothing that names a field', () => {
    expect(setCollection({ ...narrowed, mode: 'keyword' }, 'articles')).toEqual({
      ...EMPTY_STATE,
      collection: 'articles',
      q: 'desk',
      mode: 'keyword',
    })
  })

  test('choosing a value twice lets go of it, and the last one takes its facet along', () => {
    expect(toggleValue(narrowed, 'brand', 'A').values.has('brand')).toBe(false)
    expect(toggleValue(narrowed, 'brand', 'B').values.get('brand')).toEqual(['A', 'B'])
  })

  test('a range given the wrong way round is turned, an empty one removed', () => {
    expect(setRange(EMPTY_STATE, 'price', { min: 9, max: 2 }).ranges.get('price')).toEqual({ min: 2, max: 9 })
    expect(setRange(narrowed, 'price', {}).ranges.size).toBe(0)
  })

  test('filters are counted by value, a range as one', () => {
    expect(countFilters(toggleValue(narrowed, 'brand', 'B'))).toBe(3)
    expect(countFilters(clearFilters(narrowed))).toBe(0)
  })
})
