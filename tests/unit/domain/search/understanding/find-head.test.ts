import { describe, expect, test } from 'vitest'
import { findHead } from '../../../../../src/domain/search/understanding/find-head.ts'
import type { TokenAlternative } from '../../../../../src/domain/search/understanding/query.ts'
import { readQuery } from '../../../../../src/domain/search/understanding/read-query.ts'
import type { Language } from '../../../../../src/shared/text/index.ts'

type Given = {
  typing?: boolean
  language?: Language
  consumed?: string[]
  alternatives?: (Pick<TokenAlternative, 'from' | 'to' | 'terms'> & { prefix?: true })[]
}

function headOf(q: string, { typing = false, language = 'en', consumed = [], alternatives = [] }: Given = {}) {
  const { tokens } = readQuery(q, language, typing)
  const places = new Set(tokens.flatMap(({ surface }, at) => (consumed.includes(surface) ? [at] : [])))
  return findHead(
    tokens,
    alternatives.map((alternative) => ({ prefix: false, weight: 0.9, ...alternative })),
    places,
    language,
  )
}

describe('what a query looks for', () => {
  test.each([
    ['charger', 'charger'],
    ['solar phone chargers', 'chargers'],
    ['pillow for a bed', 'pillow'],
    ['the best red lamp', 'lamp'],
    ['playstation 4', 'playstation'],
    ['kettlebell 16 kg', 'kettlebell'],
    ['looking for a red lamp', 'lamp'],
    ['workout clothes for women', 'clothes'],
  ])('"%s": the last word of its first phrase', (q, text) => {
    expect(headOf(q)?.text).toBe(text)
  })

  test.each([
    ['four words are a name and five a sentence', 'soft cotton winter baby blanket'],
    ['two phrases, not three', 'dissemination by journals and periodicals'],
    ['a measure is no thing', '65 inch'],
    ['nor is a code', 'drill dcd771'],
    ['nor a single letter', 'vitamin c'],
    ['function words say nothing', 'of the'],
    ['an empty query neither', ''],
  ])('%s: "%s"', (_law, q) => {
    expect(headOf(q)).toBeNull()
  })

  test('words that became a filter end the phrase and are not counted', () => {
    expect(headOf('red wall lamp sale below fifty', { consumed: ['sale', 'below', 'fifty'] })?.text).toBe('lamp')
    expect(headOf('lamp', { consumed: ['lamp'] })).toBeNull()
  })

  test('a word still being typed counts as it stands', () => {
    expect(headOf('wall charger', { typing: true })).toEqual(headOf('wall charger'))
    expect(headOf('wall char', { typing: true })?.text).toBe('char')
  })

  test('other words for it count as it does; written in one word it is that word', () => {
    expect(headOf('mini fridge', { alternatives: [{ from: 1, to: 2, terms: ['refriger'] }] })?.terms).toEqual(['fridg', 'refriger'])
    expect(headOf('head set', { alternatives: [{ from: 0, to: 2, terms: ['headset'] }] })?.terms).toEqual(['headset'])
    expect(headOf('light bulb', { alternatives: [{ from: 0, to: 2, terms: ['lamp'] }] })?.terms).toEqual(['bulb', 'lamp'])
    expect(headOf('mini fridge', { alternatives: [{ from: 1, to: 2, terms: ['cool', 'box'] }] })?.terms).toEqual(['fridg'])
    expect(headOf('mini fridge', { alternatives: [{ from: 0, to: 1, terms: ['small'] }] })?.terms).toEqual(['fridg'])
  })

  test('is not known where the head noun stands first, nor where function words are not', () => {
    expect(headOf('funda portátil', { language: 'es' })).toBeNull()
    expect(headOf('Ladegerät', { language: 'de' })?.text).toBe('ladegerat')
  })
})
