import { describe, expect, test } from 'vitest'
import type { FilterError, FilterResult, ResolvedFilter } from '../../../../../src/domain/catalog/filter/index.ts'
import { parseDate, resolveFilter } from '../../../../../src/domain/catalog/filter/index.ts'
import { FIELDS, lookupField, NAMES, parse, resolve } from './sample-fields.ts'

function check(text: string, allowHidden = false): FilterResult<ResolvedFilter> {
  return resolveFilter(parse(text), lookupField, { allowHidden, names: NAMES })
}

function failure(text: string): FilterError | undefined {
  const result = check(text)
  return result.ok ? undefined : result.error
}

describe('resolveFilter', () => {
  test.each([
    ['brnad = "A"', 'filter.field', 0, 5, 'There is no field brnad', 'The nearest name is brand'],
    ['PRICE > 1 AND BRAND = "A"', 'filter.field', 0, 5, 'There is no field PRICE', 'The nearest name is price'],
    ['brand = "A" AND warehouse = 1', 'filter.field', 16, 9, 'There is no field warehouse', undefined],
    ['NOT (title EXISTS)', 'filter.field', 5, 5, "title is prose (type text) and can't be filtered", 'Search it with q, or declare it as a string'],
    ['price = "12.5"', 'filter.type', 8, 6, 'price needs a number, not this string', 'Write 12.5 without quotes'],
    ['price = "cheap"', 'filter.type', 8, 7, 'price needs a number, not this string', undefined],
    ['price = true', 'filter.type', 8, 4, 'price needs a number, not true', undefined],
    ['brand IN ["a", 5]', 'filter.type', 15, 1, 'brand needs a string in double quotes, not a number', 'Write "5"'],
    ['inStock = "True"', 'filter.type', 10, 6, 'inStock needs true or false, not this string', 'Write true without quotes'],
    ['inStock > true', 'filter.type', 10, 4, 'inStock is a boolean and has no order', 'Compare it with = or !='],
    ['inStock BETWEEN false AND true', 'filter.type', 16, 5, 'inStock is a boolean and has no order', 'Compare it with = or !='],
    [
      'releasedAt > "yesterday"',
      'filter.type',
      13,
      11,
      'releasedAt needs a date such as "2026-05-01", "2026-05-01T12:00:00Z" or epoch milliseconds, not this string',
      undefined,
    ],
    [
      'releasedAt > 8640000000000001',
      'filter.type',
      13,
      16,
      'releasedAt needs a date such as "2026-05-01", "2026-05-01T12:00:00Z" or epoch milliseconds, not a number',
      undefined,
    ],
    [
      'place = "Berlin"',
      'filter.type',
      0,
      5,
      'place is a place and has no value to compare',
      'Use _geoRadius, _geoBox, _geoPolygon, EXISTS or IS NULL',
    ],
    ['_geoRadius(brand, 1, 2, 3)', 'filter.type', 11, 5, 'brand is not a place', 'Geo functions need a field of type geo'],
    ['_geoRadius(place, 91, 2, 3)', 'filter.type', 18, 2, 'Latitude lies outside -90 to 90', 'Latitude comes first, then longitude'],
    ['_geoBox(place, 1, 2, 3, -180.5)', 'filter.type', 24, 6, 'Longitude lies outside -180 to 180', 'Latitude comes first, then longitude'],
    ['_geoRadius(place, 9, 2, -3)', 'filter.type', 24, 2, 'The radius is negative', 'Give it in metres'],
    ['id = 7', 'filter.type', 5, 1, 'id needs a string in double quotes, not a number', 'Write "7"'],
  ])('%s', (text, code, offset, length, message, hint) => {
    expect(failure(text)).toEqual({ code, message, offset, length, ...(hint === undefined ? {} : { hint }) })
  })

  test('a hidden field is the same as an undeclared one, and is never suggested', () => {
    const without = FIELDS.filter((field) => field.name !== 'cost')
    for (const text of ['cost > 1', 'cots > 1', 'cost EXISTS', 'cost = "x"']) {
      const undeclared = resolveFilter(parse(text), (name) => without.find((field) => field.name === name), {
        allowHidden: false,
        names: without.map((field) => field.name),
      })
      expect(check(text)).toEqual(undeclared)
      expect(check(text).ok).toBe(false)
    }
    expect(check('cost > 1', true).ok).toBe(true)
    const suggested = check('cots > 1', true)
    expect(suggested.ok ? '' : suggested.error.hint).toBe('The nearest name is cost')
  })

  test('dates become epoch milliseconds, other values stay', () => {
    const values = (text: string): unknown => {
      const filter = resolve(text)
      return filter.kind === 'in' ? filter.values.map((literal) => literal.value) : undefined
    }
    expect(values('releasedAt IN ["2024-05-01", "2024-05-01T02:00:00.1239+02:00", 1714521600000]')).toEqual([
      1714521600000, 1714521600123, 1714521600000,
    ])
    expect(values('brand IN ["2024-05-01"]')).toEqual(['2024-05-01'])
    expect(values('brand IN ["\\ud800"]')).toEqual(['\uFFFD'])
    expect(values('inStock IN [true, FALSE]')).toEqual([true, false])
  })

  test('id is a string that every document has, whatever the schema says', () => {
    const lookup = (): undefined => undefined
    const result = resolveFilter(parse('id = "7"'), lookup, { allowHidden: false })
    expect(result.ok && result.value.kind === 'compare' && result.value.field.store).toBe('id')
  })
})

describe('parseDate', () => {
  test.each([
    ['1970-01-01', 0],
    ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59)],
    ['2024-02-29 23:59:59.5-00:30', Date.UTC(2024, 2, 1, 0, 29, 59, 500)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['0001-01-01T00:00:00z', -62_135_596_800_000],
    ['0099-03-01', -59_037_897_600_000],
    ['9999-12-31T23:59:59.999999Z', 253_402_300_799_999],
  ])('%s', (text, expected) => {
    expect(parseDate(text)).toBe(expected)
  })

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-05-01T24:00:00Z',
    '2024-05-01T12:00:00',
    '2024-05-01T12:00Z',
    '2024-5-1',
    '2024-05-01T12:00:00+2',
    ' 2024-05-01',
    '20240501',
    '',
  ])('refuses %s', (text) => {
    expect(parseDate(text)).toBeUndefined()
  })
})
