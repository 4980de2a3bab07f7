import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findForms } from '../../../../../../src/domain/search/understanding/forms/find-forms.ts'
import { type Language, analyse, stopWords } from '../../../../../../src/shared/text/index.ts'
import { BAD_QUERIES, anyQuery, readTokens } from '../read-tokens.ts'

const ABBREVIATIONS = new Map([
  ['tv', ['television']],
  ['ss', ['stainless steel', 'solid state']],
  ['pos', ['point of sale']],
  ['nobody', ['the']],
])

function find(text: string, language: Language = 'en') {
  return findForms({ tokens: readTokens(text, language), text, language, abbreviations: ABBREVIATIONS })
}

/** What a query's clauses ask for, one clause a content token, against what the index holds of a document. */
function finds(query: string, document: string, language: Language = 'en'): boolean {
  const tokens = readTokens(query, language)
  const { alternatives } = find(query, language)
  const held = analyse(document, language).map(({ term }) => term)
  const holds = (terms: readonly string[], prefix: boolean): boolean =>
    held.some((_, at) =>
      terms.every((term, index) => (prefix && index === terms.length - 1 ? held[at + index]?.startsWith(term) : held[at + index] === term)),
    )
  return tokens.every(
    ({ term, stop }, at) =>
      stop || holds([term], false) || alternatives.some(({ from, to, terms, prefix }) => from <= at && at < to && holds(terms, prefix)),
  )
}

/** Classes of writings: whoever asks with one finds what was written with any other. */
const CLASSES: readonly (readonly [Language, readonly string[]])[] = [
  ['en', ['65in', '65 in', '65 in.', '65 inch', '65 inches', '65-inch', '65"', '65”', '65inch', '65IN']],
  ['en', ['6 ft', '6ft', '6 ft.', '6 feet', '6-foot', "6'", '6’']],
  ['en', ['1.5L', '1.5 l', '1.5 liter', '1.5 litres', '1.5-liter']],
  ['en', ['1/2 in.', '1/2 inch', '1/2in', '1/2"', '½ inch', '½"', '0.5 in', '0.5 inches']],
  ['en', ['1-1/2 in.', '1 1/2 inch', '1½ in', '1.5 inches', '1.5in', '1-1/2"']],
  ['en', ['3/4"', '¾ in', '0.75 inch', '3/4-inch']],
  ['en', ['2x4', '2 x 4', '2in x 4in', '2 by 4', '2×4', '2 in. x 4 in.', '2"x4"', '2" x 4"', '2X4']],
  ['en', ['24 x 36 in', '24in x 36in', '24x36', '24 by 36', '24"x36"', '24 inch x 36 inch', '24 in. x 36 in.']],
  ['en', ['2x4x8', '2 x 4 x 8', '2 by 4 by 8', '2"x4"x8"']],
  ['en', ['1000', '1,000']],
  ['en', ['2500 sq ft', '2,500 sq. ft.', '2500 square feet', '2500sqft']],
  ['en', ['1/2', '½', '0.5']],
  ['en', ['1.5', '1-1/2', '1 1/2', '1½']],
  ['en', ['5 gal', '5gal', '5 gallon', '5-gallon', '5 gallons', '5 gal.']],
  ['en', ['10 lb', '10lb', '10 lbs', '10lbs', '10 pounds', '10-pound']],
  ['en', ['16 fl oz', '16 fl. oz.', '16 fluid ounces', '16 floz']],
  ['en', ['60w', '60 w', '60 watt', '60-watt', '60 Watts', '60W']],
  ['en', ['20v', '20 volt', '20-Volt', '20 V']],
  ['en', ['15 amp', '15-amp', '15amp', '15A']],
  ['en', ['128gb', '128 GB', '128 gigabytes', '128 gig']],
  ['en', ['30 min', '30min', '30 minutes', '30-minute']],
  ['en', ['30°C', '30 °C', '30 degrees C', '30 celsius', '30C', '30 degrees celsius']],
  ['en', ['45°', '45 degree', '45 degrees', '45 deg']],
  ['en', ['12 pack', '12-pack', '12pk', '12 pk', '12 ct', '12ct', '12 count', 'pack of 12']],
  ['en', ['50%', '50 percent', '50 pct']],
  ['en', ['DCD771C2', 'dcd 771 c2', 'dcd771c2', 'DCD-771-C2', 'dcd771 c2']],
  ['en', ['WD-40', 'wd40', 'WD 40', 'wd_40']],
  ['en', ['tv', 'television', 'televisions']],
  ['en', ['stainless steel', 'SS']],
  ['en', ['POS', 'point of sale']],
  ['es', ['65 pulgadas', '65"', '65 pulg', '65pulg', '65 pulg.']],
  ['es', ['1,5 litros', '1.5 l', '1,5l', '1,5 L', '1.5 litros']],
  ['es', ['100 vatios', '100w', '100 W']],
  ['es', ['30 cm', '30cm', '30 centímetros']],
  ['de', ['65 Zoll', '65-Zoll', '65"', '65zoll']],
  ['de', ['1,5 Liter', '1,5l', '1.5 l', '1,5 L']],
  ['de', ['2 Stunden', '2h', '2 std', '2 Std.']],
  ['de', ['1.000 Watt', '1000w', '1000 W']],
  ['fr', ['65 pouces', '65"', '65po', '65 pouce']],
  ['fr', ['128 Go', '128go', '128 gigaoctets']],
  ['ja', ['100w', '100 W']],
]

describe('written forms', () => {
  test.each(CLASSES)('in %s, %j find each other', (language, writings) => {
    const missed = writings.flatMap((query) =>
      writings.filter((document) => !finds(query, `x ${document} y`, language)).map((document) => [query, document]),
    )
    expect(missed).toEqual([])
  })

  test('find each other among other words', () => {
    expect(finds('samsung 65in tv', 'Samsung Television, 65 inch, black')).toBe(true)
    expect(finds('1/2 in copper pipe', 'Copper pipe 1/2in')).toBe(true)
    expect(finds('dewalt dcd 771 drill', 'DEWALT DCD771C2 drill')).toBe(true)
    expect(finds('tvs under the stairs', 'Television for under stairs')).toBe(true)
    expect(finds('televisions', 'Cheap TVs')).toBe(true)
  })

  test.each([
    ['65in', '64 in'],
    ['65 lb', '65 oz'],
    ['1/2 inch', '5 inch'],
    ['2x4', '4 x 2'],
    ['2x4', '2 x 6'],
    ['60 watt', '60 volt'],
    ['dcd 771', 'dcd 997'],
    ['WD-40', 'wd 41'],
    ['tv', 'telephone'],
    ['1/4 inch x 20 feet', '1/4 x 20'],
    ['tank 4421', 'tank4421'],
    ['ss', 'steel'],
  ])('%j does not find %j', (query, document) => {
    expect(finds(query, document)).toBe(false)
  })

  test('a code finds what it begins, for less than what it is', () => {
    const { alternatives, forms } = find('dcd 771')
    expect(alternatives).toEqual([
      { from: 0, to: 2, terms: ['dcd771'], prefix: false, weight: 0.95 },
      { from: 0, to: 2, terms: ['dcd771'], prefix: true, weight: 0.7 },
    ])
    expect(forms.map(({ to }) => to)).toEqual(['dcd771', 'dcd771…'])
    expect(finds('DCD771', 'DCD771C2')).toBe(true)
  })

  test('a number whose unit is a sign that the index does not keep counts for less, and half an inch is never five', () => {
    expect(find('65 inches').alternatives.at(-1)).toEqual({ from: 0, to: 2, terms: ['65'], prefix: false, weight: 0.7 })
    expect(find('1/2 inch').alternatives.filter(({ terms }) => terms[0] === '5')).toEqual([])
    expect(finds('.5 in', '1/2 inch')).toBe(true)
    expect(find('.5 in').forms.some(({ to }) => to === '5in')).toBe(false)
  })

  test('a unit that is a stop word counts in the phrase with its number, and is no form of its own', () => {
    const { alternatives, forms } = find('1/2 in')
    expect(alternatives[0]).toEqual({ from: 0, to: 3, terms: ['1', '2', 'in'], prefix: false, weight: 1 })
    expect(forms.every(({ to }) => to !== '1/2 in')).toBe(true)
  })

  test.each(['3 in 1 printer', '5 in stock', '2 in the bush', 'catch 22 in a row'])('"in" is no inch in %j', (text) => {
    expect(find(text).forms.filter(({ kind }) => kind === 'unit')).toEqual([])
  })

  test.each(['red running shoes', 'phone 2024', '24/7 support', 'version 1.2.3', 'catch 22'])('%j keeps its number', (text) => {
    expect(find(text).forms.filter(({ kind }) => kind === 'unit' || kind === 'number')).toEqual([])
  })

  test('several expansions are each searched, for less', () => {
    expect(find('ss sink').forms).toEqual([
      { from: 'ss', to: 'stainless steel', kind: 'abbreviation', weight: 0.9, span: [0, 2] },
      { from: 'ss', to: 'solid state', kind: 'abbreviation', weight: 0.9, span: [0, 2] },
    ])
  })

  test('an expansion of stop words alone is never searched', () => {
    expect(find('nobody knows').alternatives).toEqual([])
  })

  test('corrected words are read as they were corrected, and their place is where they were typed', () => {
    const text = '65 ihcnes tv'
    const tokens = readTokens('65 inches tv', 'en').map((token, at) => ({
      ...token,
      ...readTokens(text, 'en').map(({ start, end }) => ({ start, end }))[at],
    }))
    const { forms } = findForms({ tokens, text, language: 'en', abbreviations: ABBREVIATIONS })
    expect(forms.find(({ to }) => to === '65in')).toEqual({ from: '65 ihcnes', to: '65in', kind: 'unit', weight: 0.95, span: [0, 9] })
  })
})

describe('whatever is typed', () => {
  const languages = ['en', 'es', 'de', 'fr', 'ja', 'und'] as const

  function check(text: string, language: Language): void {
    const tokens = readTokens(text, language)
    const { alternatives, forms } = find(text, language)
    expect(alternatives.length).toBeLessThanOrEqual(48)
    expect(forms.length).toBeLessThanOrEqual(alternatives.length)
    tokens.forEach((token, at) => {
      const own = alternatives.filter(({ from, to }) => from <= at && at < to)
      expect(own.length).toBeLessThanOrEqual(8)
      expect(own.filter(({ from, to, terms, prefix }) => to - from === 1 && !prefix && terms.length === 1 && terms[0] === token.term)).toEqual([])
    })
    for (const { from, to, terms, weight } of alternatives) {
      expect(0 <= from && from < to && to <= tokens.length).toBe(true)
      expect(weight > 0 && weight <= 1 && terms.length > 0).toBe(true)
      expect(terms.every((term) => stopWords(language).has(term))).toBe(false)
    }
    for (const { from, span } of forms) expect(text.slice(...span)).toBe(from)
  }

  test.each(BAD_QUERIES.map((text) => [text.slice(0, 40), text] as const))('%j stays within bounds', (_, text) => {
    for (const language of languages) check(text, language)
  })

  test('so does any string of numbers, units and signs', () => {
    const piece = fc.constantFrom(
      '1',
      '2',
      '65',
      '1,000',
      '.5',
      '1.5',
      '/',
      '½',
      ' ',
      'in',
      ' in ',
      'x',
      '"',
      "'",
      '°',
      'c',
      'ft',
      '-',
      'dcd',
      'of',
      'pack of ',
      'by',
      '×',
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      anyQuery,
    )
    fc.assert(fc.property(text, fc.constantFrom(...languages), check))
  })

  test('5,000 abbreviations are looked up and not walked through', () => {
    const abbreviations = new Map(Array.from({ length: 5000 }, (_, at) => [`ab${at}`, [`expansion number ${at}`]]))
    const tokens = readTokens('ab4999 drill', 'en')
    expect(findForms({ tokens, text: 'ab4999 drill', language: 'en', abbreviations }).forms[0]).toMatchObject({ to: 'expansion number 4999' })
  })
})
