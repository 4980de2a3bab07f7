import { describe, expect, test } from 'vitest'
import { FIELDS, resolve } from '../../../domain/catalog/filter/sample-fields.ts'
import { compile, FilterDatabase } from './filter-database.ts'

/** Deepest parenthesis: every join, NOT and subquery opens one, so the expression tree is at most a few levels higher. */
function measureDepth(sql: string): number {
  let depth = 0
  let deepest = 0
  for (const char of sql) {
    if (char === '(') deepest = Math.max(deepest, ++depth)
    if (char === ')') depth -= 1
  }
  return deepest
}

const join = (count: number, write: (index: number) => string, operator: string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(operator)
const nest = (levels: number): string =>
  Array.from({ length: levels }).reduce<string>(
    (inner, _, level) =>
      level % 2 ? `(${inner}) AND brand > "x${level}" AND tags != "y${level}"` : `(${inner}) OR brand < "x${level}" OR NOT tags = "y${level}"`,
    'price = 1.5',
  )

describe('the largest filters that parse', () => {
  test.each([
    ['500 inequalities', join(500, (i) => `${i % 2 ? 'tags' : 'image'} != "value ${i}"`, ' OR ')],
    ['500 ranges', join(500, (i) => `sizes BETWEEN ${i}.25 AND ${i}.75`, ' AND ')],
    ['250 lists, 250 tests of presence', join(250, (i) => `brand ${i % 2 ? 'IN' : 'NOT IN'} ["a", "b${i}"] AND tags EXISTS`, ' OR ')],
    ['1000 ids of 128 characters', `id IN [${join(1000, (i) => `"${String(i).padStart(128, 'x')}"`, ', ')}]`],
    ['50 levels', nest(48)],
    ['20 circles', join(20, (i) => `_geoRadius(place, -52.123456, ${i}.5, 1234.5)`, ' OR ')],
    ['a polygon of 1000 points', `_geoPolygon(place, [${join(1000, (i) => `[${i % 90}, ${i % 360}]`, ', ')}])`],
  ])('%s stay inside the limits of D1', (_what, text) => {
    const database = new FilterDatabase([{ id: '1', brand: 'b1', price: 2 }], FIELDS)
    for (const drive of [false, true]) {
      const { sql, params } = compile(resolve(text), drive)
      expect(sql.length).toBeLessThanOrEqual(90_000)
      expect(params.length).toBeLessThanOrEqual(30)
      for (const param of params) expect(param.length).toBeLessThan(2_000_000)
      expect(measureDepth(sql)).toBeLessThan(80)
      database.select(resolve(text), drive)
    }
  })

  test('a statement that D1 would refuse is a clear error instead', () => {
    const text = join(500, (i) => `sizes NOT IN [1e-99, 2e-98, 3e-97, ${i}e-96]`, ' OR ')
    expect(() => compile(resolve(text), false)).toThrow('filter.too_complex')
  })
})

describe('the two shapes', () => {
  const database = new FilterDatabase([{ id: '1', brand: 'A' }], FIELDS)
  test.each([
    ['brand = "A"', 'fv_ USING COVERING INDEX facet_values_by_value (field=? AND value=?)'],
    ['brand IN ["A", "B"]', 'fv_ USING COVERING INDEX facet_values_by_value (field=? AND value=?)'],
    ['price > 1', 'fv_ USING COVERING INDEX facet_values_by_value (field=? AND value>? AND value<?)'],
    ['price >= 1 AND price < 5', 'fv_ USING COVERING INDEX facet_values_by_value (field=? AND value>? AND value<?)'],
    ['price BETWEEN 1 AND 5', 'fv_ USING COVERING INDEX facet_values_by_value (field=? AND value>? AND value<?)'],
    ['brand < "B"', 'fv_ USING COVERING INDEX facet_values_by_value (field=? AND value>? AND value<?)'],
    ['_geoRadius(place, 1, 2, 3000)', 'gv_ USING INDEX geo_values_by_lat (field=? AND lat>? AND lat<?)'],
  ])('driving reads %s from the value index and documents by key', (text, search) => {
    const plan = database.explain(resolve(text), true)
    expect(plan).toContain('SEARCH d USING INTEGER PRIMARY KEY (rowid=?)')
    expect(plan).toContain(search)
  })

  test.each([
    ['brand = "A"', 'SEARCH fv_ USING COVERING INDEX facet_values_by_field (field=? AND doc=? AND value=?)'],
    ['price > 1', 'SEARCH fv_ USING COVERING INDEX facet_values_by_field (field=? AND doc=? AND value>? AND value<?)'],
    ['tags != "x"', 'SEARCH fv_ USING COVERING INDEX facet_values_by_field (field=? AND doc=? AND value>?)'],
    ['_geoRadius(place, 1, 2, 3000)', 'SEARCH gv_ USING PRIMARY KEY (doc=? AND field=?)'],
  ])('testing %s looks one document up', (text, search) => {
    expect(database.explain(resolve(text), false)).toContain(search)
  })
})

test('values travel as parameters, equal ones once, and never inside the statement', () => {
  const { sql, params } = compile(resolve(`brand = "x' OR 1=1 --" AND tags = "x' OR 1=1 --" AND image IN ["a", "b"] AND id != "1"`), false)
  expect(params).toEqual(["x' OR 1=1 --", '["a","b"]', '1'])
  expect(sql).not.toContain('OR 1=1')
})

test('the bounds of a field with several values are tested apart', () => {
  const database = new FilterDatabase([{ id: '1', sizes: [1, 9] }], FIELDS)
  for (const drive of [false, true]) expect(database.select(resolve('sizes > 5 AND sizes < 5'), drive)).toEqual(['1'])
})
