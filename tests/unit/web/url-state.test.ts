import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Range, SearchState } from '../../../web/src/state/search-state.ts'
import { EMPTY_STATE } from '../../../web/src/state/search-state.ts'
import { formatSearchState, parseSearchState } from '../../../web/src/state/url-state.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const bound = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value))
const range: fc.Arbitrary<Range> = fc.oneof(fc.record({ min: bound }), fc.record({ max: bound }), fc.record({ min: bound, max: bound }))
const state: fc.Arbitrary<SearchState> = fc.record({
  collection: fc.option(name, { nil: null }),
  q: text,
  mode: fc.constantFrom('hybrid', 'keyword', 'semantic'),
  literal: fc.boolean(),
  withoutChips: fc.uniqueArray(name, { maxLength: 4 }),
  values: fc
    .uniqueArray(fc.tuple(name, fc.uniqueArray(text, { minLength: 1, maxLength: 4 })), { selector: ([field]) => field, maxLength: 3 })
    .map((entries) => new Map(entries)),
  ranges: fc.uniqueArray(fc.tuple(name, range), { selector: ([field]) => field, maxLength: 3 }).map((entries) => new Map(entries)),
  sort: fc.option(
    fc.tuple(name, fc.constantFrom('asc', 'desc')).map(([field, direction]) => `${field}:${direction}`),
    { nil: null },
  ),
  grouped: fc.boolean(),
  page: fc.integer({ min: 1, max: 1000 }),
})

describe('the address', () => {
  test('holds the whole state: reading what was written gives it back', () => {
    fc.assert(
      fc.property(state, (given) => {
        expect(parseSearchState(formatSearchState(given))).toEqual(given)
      }),
      { numRuns: 500 },
    )
  })

  test('of the empty state is empty', () => {
    expect(formatSearchState(EMPTY_STATE)).toBe('')
    expect(parseSearchState('')).toEqual(EMPTY_STATE)
  })

  test('reads like this', () => {
    const address = '?in=products&q=oak+desk&mode=keyword&is.brand=Acme&is.brand=Oak+%26+Co&min.price=10&max.price=50&sort=price%3Aasc&page=2'
    const parsed = parseSearchState(address)
    expect(parsed.values).toEqual(new Map([['brand', ['Acme', 'Oak & Co']]]))
    expect(parsed.ranges).toEqual(new Map([['price', { min: 10, max: 50 }]]))
    expect(formatSearchState(parsed)).toBe(address)
  })

  test('opens whatever is in it: what is not understood is ignored', () => {
    const broken = parseSearchState('?mode=magic&page=-3&min.price=cheap&max.price=&sort=price&is.=x&other=1&is.tags=a&is.tags=a')
    expect(broken).toEqual({ ...EMPTY_STATE, values: new Map([['tags', ['a']]]) })
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (junk) => {
        expect(parseSearchState(junk).page).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  test('of a search as typed and without readings names both, and no more readings than a request may', () => {
    const parsed = parseSearchState('?q=acme+desk&literal=1&without=brand%3Aacme&without=&without=brand%3Aacme')
    expect(parsed).toEqual({ ...EMPTY_STATE, q: 'acme desk', literal: true, withoutChips: ['brand:acme'] })
    expect(formatSearchState(parsed)).toBe('?q=acme+desk&literal=1&without=brand%3Aacme')
    const many = Array.from({ length: 40 }, (_, index) => `without=${index}`).join('&')
    expect(parseSearchState(`?${many}`).withoutChips.length).toBe(32)
    expect(parseSearchState(`?without=${'x'.repeat(257)}`).withoutChips).toEqual([])
  })

  test('can carry fields named like parts of an object', () => {
    const parsed = parseSearchState('?is.__proto__=a&min.constructor=1')
    expect(parsed.values.get('__proto__')).toEqual(['a'])
    expect(parsed.ranges.get('constructor')).toEqual({ min: 1 })
  })
})
