import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyse, normalise } from '../../../../../../src/shared/text/index.ts'
import { anyText } from '../../../../shared/text/arbitraries.ts'
import { FIELDS, SHOP, buildCompletions, suggestFrom } from './desk-shop.ts'

const QUERIES = [
  { query: 'standing desk', searches: 40, empty: 2 },
  { query: 'desk', searches: 3, empty: 0 },
  { query: 'desk chair', searches: 2, empty: 0 },
  { query: 'desk fountain', searches: 50, empty: 30 },
]
const catalog = buildCompletions(SHOP)
const shop = buildCompletions(SHOP, QUERIES)
/** Of the same words a phrase is lower case and a title is not: which of them is shown is not the point. */
const texts = (prefix: string, more = {}): string[] => suggestFrom(shop, prefix, more).map(({ text }) => text.toLowerCase())
const wordsOf = (text: string): string[] => analyse(text, 'en').map(({ surface }) => surface)
const LETTERS = ['d', 'e', 's', 'k', 'l', 'a', 'm', 'p', 'w', 'n', 'u', 't', 'o', 'f', 'r', ' ', 'é', '2', '4', '&', '<']
const typed = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 12 })

describe('an exact prefix', () => {
  test('begins every suggestion at a word, or its words are all there', () => {
    for (const prefix of ['d', 'de', 'des', 'desk', 'wal', 'walnut d', 'l', 'o', 'n', 'lamp, bl', 'the d']) {
      const asked = wordsOf(prefix)
      const last = asked.at(-1) ?? ''
      for (const { text } of suggestFrom(catalog, prefix, { limit: 3 })) {
        const words = wordsOf(text)
        expect(
          words.some((word) => word.startsWith(last)),
          `${prefix} -> ${text}`,
        ).toBe(true)
        for (const word of asked.slice(0, -1)) expect(words, `${prefix} -> ${text}`).toContain(word)
      }
    }
  })

  test('completes what begins with it before what has it further on, and that before other orders', () => {
    const found = texts('desk')
    const places = found.map((text) => wordsOf(text).indexOf('desk'))
    expect(places.indexOf(0)).toBe(0)
    expect(found).toContain('walnut desk')
    expect(places.findIndex((place) => place > 0)).toBeGreaterThan(places.lastIndexOf(0))
    const other = texts('desk wal')
    expect(other.length).toBeGreaterThan(0)
    for (const text of other) expect(wordsOf(text)).toEqual(expect.arrayContaining(['walnut', 'desk']))
  })

  test('takes earlier words as complete: only the last may go on', () => {
    expect(texts('des lamp')[0]).toBe('desk lamp')
    expect(texts('moni desk')).toEqual([])
    expect(texts('desk ', { limit: 5 }).every((text) => wordsOf(text).includes('desk'))).toBe(true)
  })

  test('is compared without case and accents', () => {
    expect(texts('CAFE')).toContain('café table')
    expect(texts('café')).toContain('café table')
    expect(suggestFrom(shop, 'cafe')[0]?.highlighted).toBe('<mark>Café</mark> table')
  })
})

describe('a mistyped prefix', () => {
  test('is completed from the second letter on, first letter kept or swapped', () => {
    expect(texts('dwsk')[0]).toBe('desk')
    expect(texts('wlanut')[0]).toContain('walnut')
    expect(texts('prniter')[0]).toBe('printer')
    expect(texts('walnut dsek')[0]).toBe('walnut desk')
    expect(texts('rpinter')[0]).toBe('printer')
    expect(texts('wx')[0]).toContain('walnut')
  })

  test('comes after every exact completion', () => {
    // "lamb" is exact, "lamp" one letter away
    const mixed = buildCompletions([...SHOP, { title: 'Lambswool rug' }])
    const found = suggestFrom(mixed, 'lamb').map(({ text }) => text)
    expect(found[0]).toMatch(/^lambswool/i)
    expect(found.slice(1).every((text) => !wordsOf(text).some((word) => word.startsWith('lamb')))).toBe(true)
    expect(found).toContain('lamp')
  })

  test('leaves numbers as they are', () => {
    expect(texts('printer 2451')).toEqual([])
    expect(texts('printer 24')[0]).toBe('printer 2450')
  })
})

describe('counts', () => {
  test('are documents of what the catalog has', () => {
    const counts = Object.fromEntries(suggestFrom(catalog, '').map(({ text, count, source }) => [text, [source, count]]))
    expect(counts).toMatchObject({
      Desks: ['value', 5],
      Furniture: ['value', 6],
      Lumo: ['value', 4],
      Norrland: ['value', 4],
      desk: ['phrase', 9],
      'desk lamp': ['phrase', 3],
    })
    expect(suggestFrom(catalog, 'walnut desk')[0]).toMatchObject({ text: 'walnut desk', source: 'phrase', count: 3 })
    expect(suggestFrom(catalog, 'printer')[0]).toMatchObject({ count: 2 })
  })

  test('are searches of a past query, which stands above the same text of the catalog', () => {
    expect(suggestFrom(shop, 'desk')[0]).toMatchObject({ text: 'desk', source: 'query', count: 3 })
    expect(suggestFrom(shop, 'stand')[0]).toMatchObject({ text: 'standing desk', source: 'query', count: 40 })
  })

  test('name the field and the whole value of a facet value', () => {
    expect(suggestFrom(shop, 'lumo')[0]).toMatchObject({ source: 'value', field: 'brand', value: 'Lumo', count: 4 })
    expect(suggestFrom(shop, 'lamps')[0]).toMatchObject({ source: 'value', field: 'category', value: 'Lighting > Lamps', count: 4 })
  })
})

describe('what is not suggested', () => {
  test('queries seen twice, or mostly in vain', () => {
    const all = ['', 'd', 'desk', 'desk c', 'desk f', 'chair', 'fountain'].flatMap((prefix) => texts(prefix))
    expect(all).not.toContain('desk chair')
    expect(all).not.toContain('desk fountain')
  })

  test('values of hidden fields and of ranges', () => {
    expect(texts('wolken')).toEqual([])
    expect(shop.fields).toEqual(expect.arrayContaining(['brand', 'category']))
    expect(shop.fields).not.toContain('supplier')
  })

  test('titles of a hidden field', () => {
    const hidden = FIELDS.map((field) => (field.name === 'title' ? { ...field, hidden: true } : field))
    expect(suggestFrom(buildCompletions(SHOP, [], { fields: hidden, display: { title: 'title' } }), 'walnut')).toEqual([])
  })

  test('anything blocked, whatever the prefix', () => {
    const isBlocked = (text: string): boolean => wordsOf(text).includes('lamp')
    fc.assert(
      fc.property(typed, fc.integer({ min: 1, max: 20 }), (prefix, limit) => {
        const found = suggestFrom(shop, prefix, { limit, isBlocked })
        expect(found.filter(({ text }) => isBlocked(text))).toEqual([])
        expect(found.length).toBeLessThanOrEqual(limit)
      }),
    )
    expect(suggestFrom(shop, 'desk', { isBlocked }).length).toBeGreaterThan(2)
  })
})

describe('categories', () => {
  test('scope the best completion, with a filter and the documents inside', () => {
    const [best, first, second, ...others] = suggestFrom(catalog, 'desk ')
    expect(best).toMatchObject({ text: 'desk', count: 9 })
    expect(first).toMatchObject({ text: 'desk', category: 'Furniture > Desks', filter: 'category = "Furniture > Desks"', count: 5 })
    expect(second).toMatchObject({ text: 'desk', category: 'Lighting > Lamps', count: 3 })
    expect(others.every(({ category }) => category === undefined)).toBe(true)
    expect(suggestFrom(catalog, 'desk ', { limit: 1 })).toHaveLength(1)
    // a category needs no category
    expect(suggestFrom(catalog, 'furnit').filter(({ category }) => category !== undefined)).toEqual([])
  })

  test('asked for, leave only what they have, counted inside them, levels below included', () => {
    expect(suggestFrom(catalog, 'desk ', { category: 'Lighting' })[0]).toMatchObject({ text: 'desk', count: 3 })
    const inside = suggestFrom(catalog, '', { category: 'Furniture' }).map(({ text }) => text)
    expect(inside).toContain('Ostra')
    expect(inside).not.toContain('Lumo')
    expect(suggestFrom(catalog, 'desk', { category: 'Furni' })).toEqual([])
  })
})

describe('nothing typed', () => {
  test('gives past queries first, then categories, then other values', () => {
    const found = suggestFrom(shop, '')
    expect(found.slice(0, 2).map(({ text }) => text)).toEqual(['standing desk', 'desk'])
    const fields = found.flatMap(({ field }) => field ?? [])
    expect(fields.lastIndexOf('category')).toBeLessThan(fields.indexOf('brand'))
    expect(found.every(({ highlighted }) => !highlighted.includes('<mark>'))).toBe(true)
  })

  test('but signs gives nothing', () => {
    for (const prefix of ['!!', '<>', '…']) expect(suggestFrom(shop, prefix)).toEqual([])
  })
})

/** The text behind a highlight; null when anything but a mark is HTML. */
function unmark(highlighted: string): string | null {
  const bare = highlighted.replaceAll(/<\/?mark>/g, '')
  if (/[<>"']/.test(bare)) return null
  return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

describe('highlights', () => {
  test('mark what was typed, and of a mistyped word the word that was meant', () => {
    expect(suggestFrom(catalog, 'walnut d')[0]?.highlighted).toBe('<mark>walnut</mark> <mark>d</mark>esk')
    expect(suggestFrom(catalog, 'prniter')[0]?.highlighted).toBe('<mark>printer</mark>')
    expect(suggestFrom(catalog, 'sons')[0]?.highlighted).toBe('Ostra &amp; &lt;<mark>Sons</mark>&gt;')
  })

  test('are the text, escaped, and nothing else, whatever is typed', () => {
    const wild = buildCompletions([...SHOP, { title: '<script>x</script> & "quoted"', brand: '<b onclick="x">bold</b>' }])
    fc.assert(
      fc.property(fc.oneof(typed, anyText), (prefix) => {
        expect(suggestFrom(wild, prefix).filter(({ text, highlighted }) => unmark(highlighted) !== text)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

test('the same question has the same answer, and no suggestion comes twice', () => {
  fc.assert(
    fc.property(typed, (prefix) => {
      const found = suggestFrom(shop, prefix)
      expect(suggestFrom(buildCompletions(SHOP, QUERIES), prefix)).toEqual(found)
      const keys = found.map(({ text, category }) => `${normalise(text)}|${category ?? ''}|${text}`)
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 30 },
  )
})

test('Japanese is completed in its own words', () => {
  const fields = [{ name: 'title', type: 'text' as const, search: 'a' as const }]
  const tower = buildCompletions([{ title: '東京タワー' }, { title: '東京の地図' }, { title: '大阪城' }], [], { language: 'ja', fields })
  const found = suggestFrom(tower, '東京', { language: 'ja' }).map(({ text }) => text)
  expect(found).toEqual(expect.arrayContaining(['東京タワー', '東京の地図']))
  expect(found).not.toContain('大阪城')
  expect(suggestFrom(tower, '東京タ', { language: 'ja' })[0]?.text).toBe('東京タワー')
})
