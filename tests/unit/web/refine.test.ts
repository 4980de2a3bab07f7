import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldDefinition } from '../../../src/contracts/collection.ts'
import { parseFilter, splitRefine } from '../../../src/domain/catalog/filter/index.ts'
import { buildRefine, formatInstant } from '../../../web/src/state/refine.ts'
import { EMPTY_STATE, setRange, toggleValue, type SearchState } from '../../../web/src/state/search-state.ts'

const FIELDS: FieldDefinition[] = [
  { name: 'brand', type: 'string', facet: 'disjunctive' },
  { name: 'tags', type: 'string[]', facet: 'conjunctive' },
  { name: 'category', type: 'string', facet: 'hierarchical' },
  { name: 'price', type: 'number', facet: 'range' },
  { name: 'releasedAt', type: 'date', facet: 'range' },
  { name: 'inStock', type: 'boolean', facet: 'conjunctive' },
  { name: 'sizes', type: 'number[]', facet: 'disjunctive' },
]

const choose = (...pairs: [string, string][]): SearchState => pairs.reduce((state, [field, value]) => toggleValue(state, field, value), EMPTY_STATE)

/** What the server's own parser finds: one entry a conjunct. */
function readConjuncts(refine: string): { field: string; values: readonly unknown[] | undefined }[] {
  const parsed = parseFilter(refine)
  if (!parsed.ok) throw new Error(`not a filter: ${refine}`)
  const split = splitRefine(parsed.value)
  if (!split.ok) throw new Error(`not a refinement: ${refine}`)
  return split.value.map(({ field, values }) => ({ field: field.name, values }))
}

describe('the refinement sent to the server', () => {
  test('is nothing when nothing is chosen', () => {
    expect(buildRefine(EMPTY_STATE, FIELDS)).toBeUndefined()
  })

  test('joins the values of a disjunctive facet, repeats the field of a conjunctive one', () => {
    const state = choose(['brand', 'A'], ['brand', 'B'], ['tags', 'a'], ['tags', 'b'], ['category', 'Furniture > Desks'])
    expect(buildRefine(state, FIELDS)).toBe('brand IN ["A", "B"] AND tags = "a" AND tags = "b" AND category = "Furniture > Desks"')
  })

  test('writes numbers and booleans bare, as the schema types them', () => {
    expect(buildRefine(choose(['inStock', 'true'], ['sizes', '42'], ['sizes', '43']), FIELDS)).toBe('inStock = true AND sizes IN [42, 43]')
    expect(buildRefine(choose(['brand', 'true'], ['brand', '42']), FIELDS)).toBe('brand IN ["true", "42"]')
  })

  test('writes ranges with the ends that are given, dates as RFC 3339', () => {
    expect(buildRefine(setRange(EMPTY_STATE, 'price', { min: 10, max: 50 }), FIELDS)).toBe('price BETWEEN 10 AND 50')
    expect(buildRefine(setRange(EMPTY_STATE, 'price', { min: 10 }), FIELDS)).toBe('price >= 10')
    expect(buildRefine(setRange(EMPTY_STATE, 'price', { max: 50 }), FIELDS)).toBe('price <= 50')
    expect(buildRefine(setRange(EMPTY_STATE, 'releasedAt', { min: Date.UTC(2025, 0, 2) }), FIELDS)).toBe('releasedAt >= "2025-01-02T00:00:00.000Z"')
    expect(formatInstant(1e300)).toBe('+275760-09-13T00:00:00.000Z')
  })

  test('cannot be broken out of: the server reads back exactly the fields and values chosen, whatever characters they hold', () => {
    const field = fc.oneof(
      fc.constantFrom('brand', 'AND', 'in', 'attr t', 'a"b', 'a`b', 'a\\', 'x.y', '0'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
    )
    const value = fc.oneof(fc.constantFrom('" OR price > 0 OR "', '\\', '\\"', '`', '', '\n', ']'), fc.string({ unit: 'grapheme', maxLength: 12 }))
    const chosen = fc.uniqueArray(fc.tuple(field, fc.uniqueArray(value, { minLength: 1, maxLength: 4 })), {
      selector: ([name]) => name,
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(chosen, (entries) => {
        const refine = buildRefine({ values: new Map(entries), ranges: new Map() }, [])
        expect(readConjuncts(refine ?? '')).toEqual(entries.map(([name, values]) => ({ field: name, values })))
      }),
      { numRuns: 500 },
    )
  })

  test('of any range is read as one conjunct on its field', () => {
    const bound = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(fc.constantFrom('price', 'releasedAt'), bound, bound, (name, min, max) => {
        const refine = buildRefine(setRange(EMPTY_STATE, name, { min, max }), FIELDS) ?? ''
        expect(readConjuncts(refine).map(({ field }) => field)).toEqual([name])
      }),
    )
  })
})
