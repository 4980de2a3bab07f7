import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { matches, printFilter, simplifyFilter, splitRefine } from '../../../../../src/domain/catalog/filter/index.ts'
import { arbitraryDocument, arbitraryFilter } from './arbitrary-filter.ts'
import { FIELDS, parse, resolve, resolveAst } from './sample-fields.ts'

const FULL = {
  id: 'sku-1',
  brand: 'Acme',
  tags: ['a', 'b', null],
  price: 100,
  sizes: [1, 5],
  inStock: false,
  releasedAt: '2024-05-01T12:00:00Z',
  category: 'Home > Desks',
  box: { width: 3 },
  place: { lat: 52.52, lng: 13.405 },
}
const EMPTY = { id: '7', brand: null, tags: [], sizes: [null] }

describe('matches', () => {
  test.each([
    ['brand = "Acme"', true, false],
    ['brand = "acme"', false, false],
    ['brand != "Acme"', false, false],
    ['brand != "B"', true, false],
    ['NOT brand = "B"', true, true],
    ['NOT brand != "Acme"', true, true],
    ['brand IN ["B", "Acme"]', true, false],
    ['brand NOT IN ["B"]', true, false],
    ['brand IN []', false, false],
    ['brand NOT IN []', true, false],
    ['brand < "B" AND brand >= "A"', true, false],
    ['tags = "b"', true, false],
    ['tags != "b"', false, false],
    ['tags != "c"', true, false],
    ['tags NOT IN ["c", "a"]', false, false],
    ['sizes > 4 AND sizes < 2', true, false],
    ['sizes BETWEEN 2 AND 4', false, false],
    ['price BETWEEN 100 AND 100', true, false],
    ['price BETWEEN 101 AND 99', false, false],
    ['inStock = false', true, false],
    ['inStock != true', true, false],
    ['releasedAt > "2024-05-01"', true, false],
    ['releasedAt = "2024-05-01T14:00:00+02:00"', true, false],
    ['releasedAt = 1714564800000', true, false],
    ['category = "Home"', true, false],
    ['category != "Home"', false, false],
    ['category = "Desks"', false, false],
    ['box.width = 3', true, false],
    ['brand EXISTS', true, false],
    ['tags IS NULL', false, true],
    ['sizes IS NOT NULL', true, false],
    ['place EXISTS', true, false],
    ['id = "7"', false, true],
    ['id != "7"', true, false],
    ['id EXISTS', true, true],
    ['_geoRadius(place, 52.5, 13.4, 3000)', true, false],
    ['_geoRadius(place, 52.5, 13.4, 2000)', false, false],
    ['NOT _geoRadius(place, 52.5, 13.4, 2000)', true, true],
    ['_geoBox(place, 53, 13, 52, 14)', true, false],
    ['_geoBox(place, 53, 14, 52, 13)', false, false],
    ['_geoPolygon(place, [[52, 13], [52, 14], [53, 14]])', false, false],
    ['_geoPolygon(place, [[52, 13], [53, 13], [52, 14]])', true, false],
  ])('%s', (text, full, empty) => {
    expect(matches(resolve(text), FULL)).toBe(full)
    expect(matches(resolve(text), EMPTY)).toBe(empty)
  })

  test('areas run across the antimeridian', () => {
    const [fiji, samoa] = [{ place: { lat: -17.8, lng: 178 } }, { place: { lat: -13.8, lng: -172 } }]
    const found = (text: string): boolean[] => [fiji, samoa].map((document) => matches(resolve(text), document))
    expect(found('_geoBox(place, -20, 175, -10, -170)')).toEqual([true, true])
    expect(found('_geoBox(place, -20, 175, -10, 180)')).toEqual([true, false])
    expect(found('_geoPolygon(place, [[-20, 175], [-10, 175], [-10, 190], [-20, 190]])')).toEqual([true, true])
    expect(found('_geoPolygon(place, [[-20, -190], [-10, -190], [-10, -175], [-20, -175]])')).toEqual([true, false])
    expect(found('_geoRadius(place, -16, -179, 900000)')).toEqual([true, true])
    for (const lng of [180, -180]) {
      const document = { place: { lat: 0, lng } }
      expect(matches(resolve('_geoBox(place, 1, 170, -1, 180)'), document)).toBe(true)
      expect(matches(resolve('_geoBox(place, 1, -180, -1, -170)'), document)).toBe(true)
      expect(matches(resolve('_geoBox(place, 1, -170, -1, 170)'), document)).toBe(false)
    }
  })

  test('strings are ordered by their UTF-8 bytes', () => {
    expect(matches(resolve('brand > "\uE000"'), { brand: '\u{1F600}' })).toBe(true)
  })

  test('a simplified filter decides as before', () => {
    fc.assert(
      fc.property(arbitraryFilter(FIELDS, { maxDepth: 4 }), fc.array(arbitraryDocument(FIELDS), { minLength: 5, maxLength: 5 }), (ast, documents) => {
        const filter = resolveAst(ast)
        const simple = simplifyFilter(filter)
        for (const document of documents) expect(matches(simple, document)).toBe(matches(filter, document))
      }),
      { numRuns: 200 },
    )
  })
})

describe('simplifyFilter', () => {
  test.each([
    ['NOT NOT brand = "A"', 'brand = "A"'],
    ['brand = "A" OR brand = "B" OR brand IN ["C", "A"]', 'brand IN ["A", "B", "C"]'],
    ['brand != "A" AND price > 1 AND brand NOT IN ["B"]', 'price > 1 AND brand NOT IN ["A", "B"]'],
    ['brand = "A" AND brand = "B"', 'brand = "A" AND brand = "B"'],
    ['tags != "A" OR tags != "B"', 'tags != "A" OR tags != "B"'],
    ['price = 1 OR NOT NOT (price = 2 OR price = 3)', 'price IN [1, 2, 3]'],
    ['brand IN ["A", "A"]', 'brand = "A"'],
  ])('%s', (text, simple) => {
    expect(printFilter(simplifyFilter(resolve(text)))).toBe(simple)
  })
})

describe('splitRefine', () => {
  const split = (text: string): unknown => {
    const result = splitRefine(parse(text))
    return result.ok
      ? result.value.map((part) => [part.field.name, printFilter(part.node), part.values])
      : [result.error.code, result.error.offset, result.error.length]
  }
  test.each([
    ['brand = "A"', [['brand', 'brand = "A"', ['A']]]],
    [
      'brand IN ["A", "B", "A"] AND price >= 5 AND (price < 9)',
      [
        ['brand', 'brand IN ["A", "B", "A"]', ['A', 'B']],
        ['price', 'price >= 5', undefined],
        ['price', 'price < 9', undefined],
      ],
    ],
    [
      '(brand = "A" OR brand IN ["B"]) AND inStock = true',
      [
        ['brand', 'brand = "A" OR brand IN ["B"]', ['A', 'B']],
        ['inStock', 'inStock = true', [true]],
      ],
    ],
    ['brand = "A" OR brand != "B"', [['brand', 'brand = "A" OR brand != "B"', undefined]]],
    ['price BETWEEN 1 AND 2 OR price > 9', [['price', 'price BETWEEN 1 AND 2 OR price > 9', undefined]]],
    ['NOT brand = "A"', [['brand', 'NOT brand = "A"', undefined]]],
    ['price > 1 AND (brand = "A" OR price < 5)', ['refine.shape', 15, 24]],
    ['brand = "A" OR price < 5', ['refine.shape', 0, 24]],
    ['NOT (brand = "A" AND price < 5)', ['refine.shape', 0, 31]],
  ])('%s', (text, parts) => {
    expect(split(text)).toEqual(parts)
  })
})
