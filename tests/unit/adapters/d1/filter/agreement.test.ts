import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FilterAst } from '../../../../../src/domain/catalog/filter/index.ts'
import { matches } from '../../../../../src/domain/catalog/filter/index.ts'
import { arbitraryDocument, arbitraryFilter } from '../../../domain/catalog/filter/arbitrary-filter.ts'
import { FIELDS, resolve, resolveAst } from '../../../domain/catalog/filter/sample-fields.ts'
import type { StoredDocument } from './filter-database.ts'
import { FilterDatabase } from './filter-database.ts'

const IDS = ['1', '10', '2', 'sku-1', 'SKU-1', 'ü', '\u{1F600}', '\uE000']
const SEARCHABLE = [...FIELDS, { name: 'id', id: 99, type: 'string' as const }]

const documents = fc
  .array(arbitraryDocument(FIELDS), { minLength: IDS.length, maxLength: IDS.length })
  .map((bodies) => bodies.map((body, index): StoredDocument => ({ ...body, id: IDS[index] ?? '' })))

function expectAgreement(database: FilterDatabase, stored: readonly StoredDocument[], ast: FilterAst): number {
  const filter = resolveAst(ast)
  const expected = stored.filter((document) => matches(filter, document)).map((document) => document.id)
  expect(database.select(filter, false)).toEqual(expected)
  expect(database.select(filter, true)).toEqual(expected)
  return expected.length
}

describe('the compiled filter', () => {
  test('selects exactly what the definition selects, on random documents and filters', () => {
    let filters = 0
    let selective = 0
    fc.assert(
      fc.property(documents, fc.array(arbitraryFilter(SEARCHABLE), { minLength: 8, maxLength: 8 }), (stored, asts) => {
        const database = new FilterDatabase(stored, FIELDS)
        for (const ast of asts) {
          const found = expectAgreement(database, stored, ast)
          filters += 1
          if (found > 0 && found < stored.length) selective += 1
        }
        database.database.close()
      }),
      { numRuns: 150 },
    )
    // The generator is only worth something if its filters tell documents apart.
    expect(selective / filters).toBeGreaterThan(0.3)
  })

  test('never compares across types, even when the index holds values of another type', () => {
    const intruders = { 2: [5, 0, -1e300, 1e300], 3: [12], 4: ['5', '', '99999', 'zzz'], 5: ['1'], 7: ['2020-01-01', '0'], 11: [3] }
    const typed = SEARCHABLE.filter((field) => ['brand', 'tags', 'price', 'sizes', 'releasedAt', 'category'].includes(field.name))
    fc.assert(
      fc.property(documents, fc.array(arbitraryFilter(typed), { minLength: 8, maxLength: 8 }), (stored, asts) => {
        const database = new FilterDatabase(stored, FIELDS)
        stored.forEach((_document, index) => {
          for (const [field, values] of Object.entries(intruders)) for (const value of values) database.addRow(index + 1, Number(field), value)
        })
        for (const ast of asts) expectAgreement(database, stored, ast)
        database.database.close()
      }),
      { numRuns: 60 },
    )
  })

  test('agrees on filters with more strings than one statement has parameters', () => {
    const many = Array.from({ length: 60 }, (_, index) => `(brand = "b${index}" AND tags != "t${index}" AND image IN ["i", "j${index}"])`).join(
      ' OR ',
    )
    const stored = [
      { id: 'a', brand: 'b7', tags: ['t8'], image: 'j7' },
      { id: 'b', brand: 'b7', tags: ['t7', 't8'], image: 'i' },
      { id: 'c', brand: 'b59', tags: ['x'], image: 'i' },
      { id: 'd', brand: 'b59', image: 'i' },
    ]
    const database = new FilterDatabase(stored, FIELDS)
    for (const drive of [false, true]) expect(database.select(resolve(many), drive)).toEqual(['a', 'c'])
  })

  test('agrees on long lists of numbers, extreme ones included', () => {
    const extremes = [5.480545587412795e-242, 7.472515882093133e295, -1.3813569307110451e-104, 5e-324, 2 ** 60, 1 / 3]
    const list = [...extremes, ...Array.from({ length: 300 }, (_, index) => index + 0.5)]
    const stored = [...extremes, 0.5, 299.5, 300, 5.480545587412794e-242].map((price, index) => ({ id: `n${index}`, price }))
    const database = new FilterDatabase(stored, FIELDS)
    const filter = resolve(`price IN [${list.join(', ')}]`)
    for (const drive of [false, true]) expect(database.select(filter, drive)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'])
  })
})
