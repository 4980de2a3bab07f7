import { describe, expect, test } from 'vitest'
import {
  MAX_INDEX_BYTES,
  compileInSteps,
  compileSynonyms,
  findPhrase,
} from '../../../../../../src/domain/search/understanding/synonyms/compile-synonyms.ts'
import { expandSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/expand-synonyms.ts'
import { readTokens, twoWay } from './synonym-queries.ts'

const many = Array.from({ length: 100_000 }, (_unused, at) => twoWay([`word${at}`, `other term ${at}`], 0.8, `rule-${at}`))

describe('an index', () => {
  test('of no rules knows nothing', () => {
    const index = compileSynonyms([], 'en')
    expect(findPhrase(index, 'lamp')).toBe(-1)
    expect(expandSynonyms({ tokens: readTokens('lamp'), index, text: 'lamp' })).toEqual({ alternatives: [], synonyms: [] })
  })

  test('of 100,000 rules holds every one and stays below its 30 MB', () => {
    const index = compileSynonyms(many, 'en')
    expect(index).toMatchObject({ rules: 100_000, leftOut: 0 })
    expect(index.bytes).toBeLessThan(MAX_INDEX_BYTES)
    for (const at of [0, 1, 49_999, 99_999]) {
      expect(expandSynonyms({ tokens: readTokens(`word${at}`), index, text: `word${at}` }).synonyms[0]).toMatchObject({
        id: `rule-${at}`,
        to: `other term ${at}`,
      })
    }
  }, 60_000)

  test('is the same when it is made step by step, at most a thousand rules a step', () => {
    const rules = many.slice(0, 4_000)
    const steps = compileInSteps(rules, 'en')
    for (let taken = 1; ; taken += 1) {
      const step = steps.next()
      if (step.done !== true) continue
      expect(taken).toBeGreaterThan(rules.length / 1000)
      expect(step.value).toEqual(compileSynonyms(rules, 'en'))
      break
    }
  })

  test('that would be larger than allowed holds the first rules and counts the others', () => {
    const index = compileSynonyms(many, 'en', 1_000_000)
    expect(index.bytes).toBeLessThan(1_050_000)
    expect(index.bytes).toBeGreaterThan(500_000)
    expect(index.rules + index.leftOut).toBe(100_000)
    expect(expandSynonyms({ tokens: readTokens('word0'), index, text: 'word0' }).alternatives).toHaveLength(1)
    expect(expandSynonyms({ tokens: readTokens('word99999'), index, text: 'word99999' }).alternatives).toEqual([])
  })

  test('keeps letters of every script', () => {
    const index = compileSynonyms([twoWay(['ソファ', 'カウチ']), twoWay(['ναι', 'да'])], 'und')
    expect(index.rules).toBe(2)
    for (const key of ['ναι', 'да']) expect(findPhrase(index, key)).toBeGreaterThanOrEqual(0)
  })

  test('leaves out what has no words in the language, and keeps the rest of its rule', () => {
    const index = compileSynonyms([twoWay(['lamp', '…', 'light', 'one two three four five six seven'])], 'en')
    expect(expandSynonyms({ tokens: readTokens('lamp'), index, text: 'lamp' }).alternatives.map(({ terms }) => terms)).toEqual([['light']])
  })

  test('of one word in 100,000 rules is read in bounded time', () => {
    const index = compileSynonyms(
      many.map((_rule, at) => twoWay(['lamp', 'light'], 0.5, `r${at}`)),
      'en',
    )
    expect(expandSynonyms({ tokens: readTokens('lamp '.repeat(100)), index, text: 'lamp '.repeat(100) }).alternatives).toHaveLength(48)
  }, 60_000)
})
