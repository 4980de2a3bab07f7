import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutWords, formatDate, formatFieldName, formatMilliseconds, formatMoney, formatTotal, formatValue } from '../../../web/src/text/format.ts'
import { readSafeUrl } from '../../../web/src/text/links.ts'
import { findLastPage, listPages } from '../../../web/src/text/pages.ts'
import { splitPath } from '../../../web/src/text/path.ts'
import { chooseScale, DAY_MS } from '../../../web/src/text/scale.ts'
import { formatRaw, formatScore, listTraceRows } from '../../../web/src/text/trace.ts'

describe('numbers, money and dates', () => {
  test('money is in the currency of the collection, whole amounts without cents', () => {
    expect(formatMoney(1299, 'EUR', 'en-GB')).toBe('€1,299')
    expect(formatMoney(12.5, 'EUR', 'en-GB')).toBe('€12.50')
    expect(formatMoney(12.5, undefined, 'en-GB')).toBe('12.5')
  })

  test('a day stays that day wherever the reader is', () => {
    expect(formatDate('2025-03-01T00:00:00Z', 'en-GB')).toBe('1 Mar 2025')
    expect(formatDate(Date.UTC(2025, 2, 1), 'en-GB')).toBe('1 Mar 2025')
    expect(formatDate('soon', 'en-GB')).toBeNull()
  })

  test('a total that is not exhaustive says at least', () => {
    expect(formatTotal(1, true, 'en-GB')).toBe('1 result')
    expect(formatTotal(1000, false, 'en-GB')).toBe('At least 1,000 results')
  })

  test('values read as text: years ungrouped, lists joined, booleans in words', () => {
    expect([formatValue(1999, 'number', 'en-GB'), formatValue(12000, 'number', 'en-GB')]).toEqual(['1999', '12,000'])
    expect(formatValue(['a', 'b'], 'string[]', 'en-GB')).toBe('a, b')
    expect([formatValue(true, 'boolean', 'en-GB'), formatValue(null, 'string', 'en-GB')]).toEqual(['Yes', ''])
  })

  test('field names read as words', () => {
    expect(['releasedAt', 'attr_t_screen_size', 'maker.name', 'in_stock', '_'].map(formatFieldName)).toEqual([
      'Released at',
      'Screen size',
      'Maker name',
      'In stock',
      '_',
    ])
  })

  test('short times show a decimal, long texts are cut at a word', () => {
    expect([formatMilliseconds(7.12), formatMilliseconds(128.4)]).toEqual(['7.1 ms', '128 ms'])
    expect([cutWords('a b c', 2), cutWords('a b', 2)]).toEqual(['a b…', 'a b'])
  })
})

describe('pages', () => {
  test('are offered ascending, with the ends and the neighbours, and a gap hides at least two', () => {
    expect(listPages(1, 1)).toEqual([1])
    expect(listPages(3, 5)).toEqual([1, 2, 3, 4, 5])
    expect(listPages(7, 41)).toEqual([1, null, 6, 7, 8, null, 41])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (a, b) => {
        const [current, last] = [Math.min(a, b), Math.max(a, b)]
        const pages = listPages(current, last)
        pages.forEach((page, index) => {
          const before = pages[index - 1] ?? 0
          const after = pages[index + 1] ?? 0
          if (page === null) expect(after - before).toBeGreaterThan(2)
          else if (index > 0 && pages[index - 1] !== null) expect(page).toBe(before + 1)
        })
        expect(pages).toEqual(expect.arrayContaining([1, current, last]))
      }),
    )
  })

  test('end where a search ends: at the first 1,000 hits', () => {
    expect(findLastPage({ total: 0, perPage: 24 })).toEqual({ last: 1, cut: false })
    expect(findLastPage({ total: 49, perPage: 24 })).toEqual({ last: 3, cut: false })
    expect(findLastPage({ total: 5000, perPage: 24 })).toEqual({ last: 41, cut: true })
  })
})

describe('the trace', () => {
  const feature = (name: string, contribution: number) => ({ name, raw: null, value: 0, weight: 0, contribution })

  test('lists what moved the hit most first; the longest bar is full, up or down', () => {
    const rows = listTraceRows({ features: [feature('a', 0.1), feature('b', -0.4), feature('c', 0.2)] })
    expect(rows.map(({ name, share }) => [name, share])).toEqual([
      ['b', 1],
      ['c', 0.5],
      ['a', 0.25],
    ])
    expect(listTraceRows({ features: [feature('a', 0)] }).map(({ share }) => share)).toEqual([0])
  })

  test('tells what was measured in the unit it was measured in', () => {
    const raw = ['popularity', 'freshness', 'distance', 'distance', 'distance', 'rating', 'keyword'].map((name, at) =>
      formatRaw(name, [1240, 29.6, 999.4, 1234, 580_400, 4.25, null][at] ?? null),
    )
    expect(raw).toEqual(['1240', '30 d', '999 m', '1.2 km', '580 km', '4.250', '–'])
  })

  test('numbers keep the digits that tell hits apart', () => {
    expect([0, 0.12345, 12.3456, 1234.56].map(formatScore)).toEqual(['0.000', '0.123', '12.346', '1234.6'])
  })

  test('what rounds to nothing is told from nothing, without powers of ten', () => {
    expect([0.0005, 0.00049, 1e-9, -1e-9, -0.0005].map(formatScore)).toEqual(['0.001', '<0.001', '<0.001', '>−0.001', '-0.001'])
  })
})

describe('parts of documents', () => {
  test('only web addresses and paths of this site are opened', () => {
    expect(['https://x.org/a', 'http://x.org', '/samples/images/x.svg'].map(readSafeUrl)).toEqual([
      'https://x.org/a',
      'http://x.org',
      '/samples/images/x.svg',
    ])
    expect(['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'vbscript:x', '', 5, null].map(readSafeUrl)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ])
  })

  test('a hierarchical value is cut into the way to it', () => {
    expect(splitPath('A > B', ' > ')).toEqual([
      { name: 'A', path: 'A' },
      { name: 'B', path: 'A > B' },
    ])
    expect(splitPath(null, ' > ')).toEqual([])
  })

  test('a slider covers every value it stands for and reaches its end in whole steps', () => {
    // At most four decimals, as prices and ratings have; the last bit of a double is below the step anyway.
    const value = fc.integer({ min: -1e9, max: 1e9 }).map((digits) => digits / 10_000)
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, dates) => {
        const scale = chooseScale(Math.min(a, b), Math.max(a, b), dates)
        expect(scale.min).toBeLessThanOrEqual(Math.min(a, b))
        expect(scale.max).toBeGreaterThanOrEqual(Math.max(a, b))
        const steps = (scale.max - scale.min) / scale.step
        expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6)
      }),
    )
    expect(chooseScale(20.97, 916.58, false)).toEqual({ min: 20, max: 917, step: 1 })
    expect(chooseScale(3.2, 4.9, false)).toEqual({ min: 3.2, max: 4.9, step: 0.01 })
    expect(chooseScale(1, DAY_MS + 1, true)).toEqual({ min: 0, max: 2 * DAY_MS, step: DAY_MS })
  })
})
