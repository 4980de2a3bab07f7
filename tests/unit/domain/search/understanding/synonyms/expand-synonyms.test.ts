import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/compile-synonyms.ts'
import {
  MAX_ALTERNATIVES,
  MAX_ALTERNATIVES_A_TOKEN,
  expandSynonyms,
} from '../../../../../../src/domain/search/understanding/synonyms/expand-synonyms.ts'
import { alternativesOf, expand, oneWay, readTokens, twoWay } from './synonym-queries.ts'

describe('a rule', () => {
  test('that goes both ways leads from each of its words to each of the others', () => {
    const rules = [twoWay(['couch', 'sofa', 'settee'])]
    expect(alternativesOf(rules, 'couch')).toEqual(['sofa@0-1', 'sette@0-1'])
    expect(alternativesOf(rules, 'sofa')).toEqual(['couch@0-1', 'sette@0-1'])
    expect(alternativesOf(rules, 'settee')).toEqual(['couch@0-1', 'sofa@0-1'])
  })

  test('that goes one way does not lead back', () => {
    const rules = [oneWay(['notebook'], ['laptop', 'chromebook'])]
    expect(alternativesOf(rules, 'notebook')).toEqual(['laptop@0-1', 'chromebook@0-1'])
    expect(alternativesOf(rules, 'laptop chromebook')).toEqual([])
  })

  test('is followed one step only', () => {
    const rules = [twoWay(['couch', 'sofa']), twoWay(['sofa', 'settee']), oneWay(['settee'], ['bench'])]
    expect(alternativesOf(rules, 'couch')).toEqual(['sofa@0-1'])
    expect(alternativesOf(rules, 'bench')).toEqual([])
  })

  test('holds for every form of its words that the language stems alike', () => {
    expect(alternativesOf([twoWay(['lamp', 'light'])], 'LAMPS')).toEqual(['light@0-1'])
    expect(alternativesOf([twoWay(['tv', 'television'])], 'Televisions')).toEqual(['tv@0-1'])
  })

  test('may have phrases on both sides, function words counted', () => {
    const rules = [twoWay(['air conditioner', 'ac unit']), oneWay(['bed of roses'], ['rose bed'])]
    expect(alternativesOf(rules, 'small air conditioners')).toEqual(['ac unit@1-3'])
    expect(alternativesOf(rules, 'the bed of roses')).toEqual(['rose bed@1-4'])
    expect(alternativesOf(rules, 'bed roses')).toEqual([])
  })

  test('tells what it did: its id, the words typed and their place, the words as it writes them', () => {
    const { synonyms, alternatives } = expand([twoWay(['Sofa', 'Couch'], 0.7, 'r1')], 'red couches now')
    expect(synonyms).toEqual([{ id: 'r1', from: 'couches', to: 'Sofa', weight: 0.7, span: [4, 11] }])
    expect(alternatives).toEqual([{ terms: ['sofa'], prefix: false, weight: 0.7, from: 1, to: 2 }])
  })
})

describe('a rule whose words the query writes otherwise', () => {
  const form = (terms: string, from: number, to: number) => ({ terms: terms.split(' '), prefix: false, weight: 0.9, from, to })

  test('holds for a word that the collection also writes apart, and for words it also writes together', () => {
    const rules = [twoWay(['lawn mower', 'grass cutter']), twoWay(['backpack', 'rucksack'])]
    const apart = { written: [form('lawn mower', 1, 2)] }
    expect(alternativesOf(rules, 'cordless lawnmower', apart)).toEqual(['grass cutter@1-2'])
    expect(expand(rules, 'cordless lawnmower', apart).synonyms.map(({ from, span }) => [from, span])).toEqual([['lawnmower', [9, 18]]])
    expect(alternativesOf(rules, 'small back pack', { written: [form('backpack', 1, 3)] })).toEqual(['rucksack@1-3'])
  })

  test('holds in the middle of a longer phrase, which is preferred', () => {
    const rules = [twoWay(['robot lawn mower', 'mowing robot']), twoWay(['lawn mower', 'grass cutter'])]
    expect(alternativesOf(rules, 'robot lawnmower', { written: [form('lawn mower', 1, 2)] })).toEqual(['mow robot@0-2'])
  })

  test('holds for a word that only the rule writes apart', () => {
    const rules = [twoWay(['lawn mower', 'grass cutter'])]
    expect(alternativesOf(rules, 'lawnmowers', { language: 'en' })).toEqual(['grass cutter@0-1'])
    expect(alternativesOf(rules, 'lawnmowers')).toEqual([])
    expect(alternativesOf(rules, 'mowerlawn', { language: 'en' })).toEqual([])
  })

  test('gives way to a rule that knows the word as it is written', () => {
    const rules = [twoWay(['lawn mower', 'grass cutter']), twoWay(['lawnmower', 'ride on'])]
    expect(alternativesOf(rules, 'lawnmower', { written: [form('lawn mower', 0, 1)], language: 'en' })).toEqual(['ride on@0-1'])
  })
})

describe('of several rules', () => {
  test('the one with the longest phrase is taken, and its words are not expanded again', () => {
    const rules = [twoWay(['conditioner', 'softener']), twoWay(['air conditioner', 'ac']), twoWay(['air', 'gas'])]
    expect(alternativesOf(rules, 'air conditioner')).toEqual(['ac@0-2'])
    expect(alternativesOf(rules, 'hair conditioner')).toEqual(['soften@1-2'])
    expect(alternativesOf(rules, 'air filter')).toEqual(['gas@0-1'])
  })

  test('the heaviest comes first, and says what a word weighs that two rules lead to', () => {
    const rules = [oneWay(['couch'], ['bench'], 0.3), oneWay(['couch'], ['sofa'], 0.9), oneWay(['couch'], ['bench', 'settee'], 0.5)]
    expect(expand(rules, 'couch').synonyms.map(({ to, weight }) => [to, weight])).toEqual([
      ['sofa', 0.9],
      ['bench', 0.5],
      ['settee', 0.5],
    ])
  })

  test('a word only a function word in the query is left alone, because no clause stands for it', () => {
    expect(alternativesOf([oneWay(['who'], ['world health organization'])], 'who makes tents')).toEqual([])
    expect(alternativesOf([twoWay(['the', 'tent'])], 'tents')).toEqual([])
  })
})

const word = fc.constantFrom('lamp', 'desk', 'chair', 'oak', 'the', 'of', 'steel', 'tall', 'light', 'table', 'tables', 'x2')
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const weight = fc.double({ min: 0.01, max: 1, noNaN: true })
const rule = fc.oneof(
  fc.tuple(fc.array(phrase, { minLength: 2, maxLength: 12 }), weight).map(([words, heavy]) => twoWay(words, heavy)),
  fc
    .tuple(fc.array(phrase, { minLength: 1, maxLength: 4 }), fc.array(phrase, { minLength: 1, maxLength: 12 }), weight)
    .map(([from, to, heavy]) => oneWay(from, to, heavy)),
)
const rules = fc.array(rule, { maxLength: 12 })
const query = fc.array(word, { maxLength: 80 }).map((words) => words.join(' '))

describe('whatever the rules and the query', () => {
  test('alternatives are bounded, in order of weight, weigh at most 1, and are never the words they stand for', () => {
    fc.assert(
      fc.property(rules, query, (given, text) => {
        const tokens = readTokens(text)
        const { alternatives, synonyms } = expandSynonyms({ tokens, index: compileSynonyms(given, 'en'), text })
        expect(alternatives.length).toBeLessThanOrEqual(MAX_ALTERNATIVES)
        expect(synonyms.length).toBe(alternatives.length)
        const weights = alternatives.map((alternative) => alternative.weight)
        expect(weights).toEqual(weights.toSorted((left, right) => right - left))
        for (const [at, alternative] of alternatives.entries()) {
          expect(alternative.weight).toBeGreaterThan(0)
          expect(alternative.weight).toBeLessThanOrEqual(1)
          expect(alternative.terms.join(' ')).not.toBe(
            tokens
              .slice(alternative.from, alternative.to)
              .map(({ term }) => term)
              .join(' '),
          )
          const [start, end] = synonyms[at]?.span ?? [0, 0]
          expect(text.slice(start, end)).toBe(synonyms[at]?.from)
        }
        for (const token of tokens.keys()) {
          const here = alternatives.filter(({ from, to }) => from <= token && token < to)
          expect(here.length).toBeLessThanOrEqual(MAX_ALTERNATIVES_A_TOKEN)
          expect(new Set(here.map(({ terms }) => terms.join(' '))).size).toBe(here.length)
        }
      }),
    )
  })

  test('two-way rules alone are symmetric: if a leads to b, b leads to a', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(phrase, { minLength: 2, maxLength: 4 }).map((words) => twoWay(words)),
          { maxLength: 3 },
        ),
        phrase,
        (given, start) => {
          const leads = (from: string, to: string): boolean => expand(given, from).alternatives.some(({ terms }) => terms.join(' ') === to)
          const term = readTokens(start)
            .map((token) => token.term)
            .join(' ')
          const whole = readTokens(start)
          if (whole.every(({ stop }) => stop)) return
          for (const { terms, from, to } of expand(given, start).alternatives) {
            // a part of the phrase was taken for the whole: its way back begins elsewhere
            if (from === 0 && to === whole.length) expect(leads(terms.join(' '), term)).toBe(true)
          }
        },
      ),
    )
  })
})
