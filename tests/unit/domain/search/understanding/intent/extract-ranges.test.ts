import { describe, expect, it } from 'vitest'
import type { Language } from '../../../../../../src/shared/text/index.ts'
import { GARDEN, GARDEN_DOCUMENTS, openShop } from './shop.ts'

const { ask } = openShop(GARDEN, GARDEN_DOCUMENTS)
const films = openShop(
  {
    fields: [
      { name: 'year', type: 'number', facet: 'range' },
      { name: 'released', type: 'date' },
      { name: 'score', type: 'number' },
      { name: 'rating', type: 'number' },
    ],
  },
  [1950, 1980, 1994, 2020].map((year) => ({ year, rating: year / 220 })),
)

/** [text the chip came from, filter, how it is applied] of each range that is applied. */
const read = (asker: typeof ask, q: string, language?: Language) =>
  asker(q, [], language)
    .chips.filter(({ applied, value }) => applied !== 'none' && value === null)
    .map(({ span, filter, applied }) => [q.slice(...span), filter, applied])

describe('prices', () => {
  it.each([
    ['shears under 50', 'under 50', 'price <= 50'],
    ['shears under €50', 'under €50', 'price <= 50'],
    ['shears below 1,299.99 euros please', 'below 1,299.99 euros', 'price <= 1299.99'],
    ['shears cheaper than 1.299,50 eur', 'cheaper than 1.299,50 eur', 'price <= 1299.5'],
    ['no more than 30 euro', 'no more than 30 euro', 'price <= 30'],
    ['over €1.5k', 'over €1.5k', 'price >= 1500'],
    ['at least 20 euros', 'at least 20 euros', 'price >= 20'],
    ['€100 and up', '€100 and up', 'price >= 100'],
    ['€40 or less', '€40 or less', 'price <= 40'],
    ['between 20 and 40', 'between 20 and 40', 'price BETWEEN 20 AND 40'],
    ['20-40 euros', '20-40 euros', 'price BETWEEN 20 AND 40'],
    ['€20 – €40', '€20 – €40', 'price BETWEEN 20 AND 40'],
    ['from 100 to 200', 'from 100 to 200', 'price BETWEEN 100 AND 200'],
  ])('%s: %s is a filter', (q, text, filter) => {
    expect(read(ask, q)).toEqual([[text, filter, 'filter']])
  })

  it.each([
    ['de', 'schere unter 50 €', 'unter 50 €', 'price <= 50'],
    ['de', 'zwischen 20 und 40 euro', 'zwischen 20 und 40 euro', 'price BETWEEN 20 AND 40'],
    ['de', 'höchstens 30 euro', 'höchstens 30 euro', 'price <= 30'],
    ['de', 'ab 100 €', 'ab 100 €', 'price >= 100'],
    ['es', 'tijeras por menos de 50 euros', 'por menos de 50 euros', 'price <= 50'],
    ['es', 'entre 20 y 40 euros', 'entre 20 y 40 euros', 'price BETWEEN 20 AND 40'],
    ['es', 'más de 30 €', 'más de 30 €', 'price >= 30'],
    ['fr', 'moins de 50 euros', 'moins de 50 euros', 'price <= 50'],
    ['fr', "jusqu'à 80 €", "jusqu'à 80 €", 'price <= 80'],
    ['fr', 'entre 20 et 40 €', 'entre 20 et 40 €', 'price BETWEEN 20 AND 40'],
  ] as const)('%s: %s', (language, q, text, filter) => {
    expect(read(ask, q, language)).toEqual([[text, filter, 'filter']])
  })

  it.each([
    ['机 5000円以下', '5000円以下', 'price <= 5000', 'filter'],
    ['5000円以下の机', '5000円以下', 'price <= 5000', 'filter'],
    ['５０００円未満', '５０００円未満', 'price <= 5000', 'filter'],
    ['1.5万円以上の机', '1.5万円以上', 'price >= 15000', 'filter'],
    ['¥3,000以内', '¥3,000以内', 'price <= 3000', 'filter'],
    ['3000円から5000円までの机', '3000円から5000円まで', 'price BETWEEN 3000 AND 5000', 'filter'],
    ['3,000円〜5,000円', '3,000円〜5,000円', 'price BETWEEN 3000 AND 5000', 'filter'],
    ['〜5000円', '〜5000円', 'price <= 5000', 'filter'],
    ['5000円の机', '5000円', 'price <= 5000', 'boost'],
    ['安い机', '安い', 'price <= 40', 'boost'],
  ])('in Japanese stand before what is said of them: %s', (q, text, filter, applied) => {
    const japan = openShop({ ...GARDEN, currency: 'JPY' }, GARDEN_DOCUMENTS)
    expect(read(japan.ask, q, 'ja')).toEqual([[text, filter, applied]])
  })

  it.each(['3人用テント', '2024年モデル', '65インチ', '10個以下', '5000以下', '机2台まで'])('are none in "%s" in Japanese', (q) => {
    const japan = openShop({ ...GARDEN, currency: 'JPY' }, GARDEN_DOCUMENTS)
    expect(read(japan.ask, q, 'ja')).toEqual([])
  })

  it('in yen are none in a collection in euros', () => {
    expect(read(ask, '5000円以下', 'ja')).toEqual([])
  })

  it.each([
    'under $50',
    'between 20 and 40 dollars',
    '£30 or less',
    'under 500 gb',
    'over 24 port switch',
    'up to 1600 dpi',
    'at least 16gb',
    'under 2 m',
    'over ear',
    'from 100',
    '20-40',
    'wd40 under hp-50',
    'between 1/2 and 3/4',
  ])('"%s" is none in a collection in euros', (q) => {
    expect(read(ask, q)).toEqual([])
  })

  it('in any dollars are the prices of a collection in one of them', () => {
    const canada = openShop({ ...GARDEN, currency: 'CAD' }, GARDEN_DOCUMENTS)
    expect(read(canada.ask, 'under $50')).toEqual([['under $50', 'price <= 50', 'filter']])
    expect(read(canada.ask, 'under 50 usd')).toEqual([])
  })

  it('said as a taste are a percentile and only move the ranking', () => {
    expect(read(ask, 'cheap')).toEqual([['cheap', 'price <= 40', 'boost']])
    expect(read(ask, 'premium')).toEqual([['premium', 'price >= 40', 'boost']])
    expect(read(ask, 'billige', 'de')).toEqual([['billige', 'price <= 40', 'boost']])
    expect(ask('cheap').consumed).toEqual([])
  })

  it('take their words out of the search', () => {
    expect(ask('shears under €50 please').consumed).toEqual([1, 2])
  })

  it('need a field of prices', () => {
    expect(read(films.ask, 'under 50 euros')).toEqual([])
  })
})

describe('ratings', () => {
  it.each([
    ['4 stars and up', '4 stars and up', 'rating >= 4', 'filter'],
    ['4+ stars', '4+ stars', 'rating >= 4', 'filter'],
    ['rated 3+', 'rated 3+', 'rating >= 3', 'filter'],
    ['rated over 3.5', 'rated over 3.5', 'rating >= 3.5', 'filter'],
    ['rated 2 or less', 'rated 2 or less', 'rating <= 2', 'filter'],
    ['top-rated shears', 'top-rated', 'rating >= 3.5', 'boost'],
  ])('%s', (q, ...chip) => {
    expect(read(ask, q)[0]).toEqual(chip)
  })

  it.each([
    ['評価4以上の剪定ばさみ', '評価4以上', 'rating >= 4', 'filter'],
    ['4つ星', '4つ星', 'rating >= 4', 'filter'],
    ['星4つ以上', '星4つ以上', 'rating >= 4', 'filter'],
    ['レビュー4.5以下', 'レビュー4.5以下', 'rating <= 4.5', 'filter'],
    ['高評価の剪定ばさみ', '高評価', 'rating >= 3.5', 'boost'],
  ])('in Japanese: %s', (q, ...chip) => {
    expect(read(ask, q, 'ja')).toEqual([chip])
  })

  it('in stars are of five whatever the scale', () => {
    expect(read(films.ask, '4 stars')).toEqual([['4 stars', 'rating >= 8', 'filter']])
    expect(read(films.ask, 'rated 18')).toEqual([])
  })
})

describe('years', () => {
  it.each([
    ['from 1994', 'from 1994', 'year BETWEEN 1994 AND 1994', 'filter'],
    ['before 2000', 'before 2000', 'year <= 1999', 'filter'],
    ['after 1990', 'after 1990', 'year >= 1991', 'filter'],
    ['since the 90s', 'since the 90s', 'year >= 1990', 'filter'],
    ['until 2005', 'until 2005', 'year <= 2005', 'filter'],
    ['between 1990 and 1999', 'between 1990 and 1999', 'year BETWEEN 1990 AND 1999', 'filter'],
    ['1985-1989', '1985-1989', 'year BETWEEN 1985 AND 1989', 'filter'],
    ['the 2010s', '2010s', 'year BETWEEN 2010 AND 2019', 'boost'],
    ["films of the 1980's", "of the 1980's", 'year BETWEEN 1980 AND 1989', 'filter'],
    ['nineties', 'nineties', 'year BETWEEN 1990 AND 1999', 'boost'],
    ['films 1994', '1994', 'year BETWEEN 1994 AND 1994', 'boost'],
    ['last year', 'last year', 'year BETWEEN 2025 AND 2025', 'boost'],
  ])('%s', (q, ...chip) => {
    expect(read(films.ask, q)).toEqual([chip])
  })

  it.each(['1994', '1994 films', 'blade 2049', 'new films', 'before noon', 'from 20', '15s'])('"%s" is none', (q) => {
    expect(read(films.ask, q)).toEqual([])
  })

  it('of a date are its days', () => {
    expect(read(ask, 'released in 2015')).toEqual([['in 2015', 'releasedAt BETWEEN "2015-01-01" AND "2015-12-31T23:59:59.999Z"', 'boost']])
    expect(read(ask, 'shears 2015')).toEqual([])
    expect(read(ask, 'filme der 90er jahre seit 1994', 'de').at(-1)).toEqual(['seit 1994', 'releasedAt >= "1994-01-01"', 'filter'])
  })

  it('behind "between" are years before they are prices, and prices once removed', () => {
    const [years] = ask('between 1990 and 2000').chips
    expect(years?.field).toBe('releasedAt')
    expect(ask('between 1990 and 2000', [years?.id ?? '']).chips.map(({ filter, applied }) => [filter, applied])).toEqual([
      ['price BETWEEN 1990 AND 2000', 'filter'],
    ])
  })
})
