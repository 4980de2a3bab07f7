import { describe, expect, test } from 'vitest'
import type { SynonymRule } from '../../../../../../src/contracts/synonyms.ts'
import { checkSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/check-synonyms.ts'
import { oneWay, twoWay } from './synonym-queries.ts'

const findings = (rules: readonly SynonymRule[], about?: string): string[] =>
  checkSynonyms(rules, 'en', about === undefined ? {} : { about: new Set([about]) }).map(
    ({ code, rules: ids }) => `${code.replace('synonyms.', '')} ${ids.join(' ')}`,
  )

describe('the check of synonyms', () => {
  test('finds nothing wrong with rules that have nothing to do with each other', () => {
    expect(findings([twoWay(['couch', 'sofa']), oneWay(['notebook'], ['laptop']), oneWay(['laptop'], ['computer'])])).toEqual([])
  })

  test('names rules with the same words, whatever their order and number', () => {
    expect(
      findings([twoWay(['couch', 'sofa'], 0.8, 'a'), twoWay(['sofas', 'couches'], 0.5, 'b'), twoWay(['couch', 'sofa', 'bench'], 0.8, 'c')]),
    ).toEqual(['duplicate a b'])
    expect(findings([oneWay(['x'], ['y'], 0.8, 'a'), oneWay(['x'], ['y'], 0.4, 'b')])).toEqual(['duplicate a b'])
  })

  test('names circles of one-way rules, short and long', () => {
    expect(findings([oneWay(['a1'], ['b1'], 1, 'x'), oneWay(['b1'], ['a1'], 1, 'y')])).toEqual(['cycle x y'])
    const ring = Array.from({ length: 5000 }, (_unused, at) => oneWay([`n${at}`], [`n${(at + 1) % 5000}`], 1, `r${at}`))
    expect(checkSynonyms(ring, 'en')).toMatchObject([{ code: 'synonyms.cycle' }])
    expect(findings(ring.slice(1))).toEqual([])
  })

  test('names a one-way rule that a two-way rule undoes', () => {
    expect(findings([oneWay(['notebook'], ['laptop'], 1, 'x'), twoWay(['laptop', 'notebook', 'netbook'], 1, 'y')])).toEqual(['contradicted x y'])
  })

  test('names a rule whose word leads to itself', () => {
    expect(findings([twoWay(['lamp', 'lamps'], 1, 'x')])).toEqual(['invalid x'])
    expect(findings([oneWay(['lamp'], ['light', 'LAMPS'], 1, 'x')])).toEqual(['invalid x'])
    expect(findings([oneWay(['lamp', 'lamps'], ['light'], 1, 'x')])).toEqual([])
  })

  test('names a word with more than 32 synonyms', () => {
    const numbered = (from: number, count: number): string[] => Array.from({ length: count }, (_unused, at) => `w${from + at}`)
    expect(findings([oneWay(['lamp'], numbered(0, 32), 1, 'x')])).toEqual([])
    expect(findings([oneWay(['lamp'], numbered(0, 32), 1, 'x'), oneWay(['lamp'], numbered(20, 20), 1, 'y')])).toEqual(['too_wide x y'])
  })

  test('asked about one rule, tells only what concerns it, and names it first', () => {
    const rules = [
      twoWay(['couch', 'sofa'], 1, 'a'),
      twoWay(['couch', 'sofa'], 1, 'b'),
      twoWay(['tent', 'tarp'], 1, 'c'),
      twoWay(['tent', 'tarp'], 1, 'd'),
    ]
    expect(findings(rules, 'd')).toEqual(['duplicate d c'])
  })

  test('lists at most 1,000 findings of 20,000 rules', () => {
    const rules = Array.from({ length: 20_000 }, (_unused, at) => twoWay([`x${at >> 1}`, `y${at >> 1}`], 1, `r${at}`))
    expect(checkSynonyms(rules, 'en')).toHaveLength(1000)
  }, 60_000)
})
