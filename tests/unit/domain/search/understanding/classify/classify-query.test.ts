import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Chip } from '../../../../../../src/contracts/understanding.ts'
import { classifyQuery } from '../../../../../../src/domain/search/understanding/classify/classify-query.ts'
import type { Language } from '../../../../../../src/shared/text/index.ts'
import { BAD_QUERIES, anyQuery, readTokens } from '../read-tokens.ts'
import { INTENT_CASES, type IntentCase } from './intent-cases.ts'

function classify({ text, language, articleLike, chips = {}, frequency = 400 }: Omit<IntentCase, 'class'>) {
  const found = Object.entries(chips).map(([kind, words]): Chip => {
    const at = text.indexOf(words)
    expect(at).toBeGreaterThanOrEqual(0)
    return {
      id: kind,
      kind: kind as Chip['kind'],
      field: kind,
      value: words,
      label: words,
      span: [at, at + words.length],
      confidence: 1,
      applied: 'boost',
      filter: '',
    }
  })
  const vocabulary = { frequency: () => frequency, documents: 10_000 }
  return classifyQuery({ tokens: readTokens(text, language), text, language, chips: found, vocabulary, articleLike })
}

/** Cases the written weights are known to read otherwise; the list is checked both ways. */
const KNOWN_MISSES: readonly string[] = ['mattress buying guide']

describe('classification', () => {
  test('there are at least 60 written cases, and at least 9 of 10 are read as a person would', () => {
    expect(INTENT_CASES.length).toBeGreaterThanOrEqual(60)
    const missed = INTENT_CASES.filter((one) => classify(one).class !== one.class).map(({ text }) => text)
    expect(missed).toEqual(KNOWN_MISSES)
    expect(missed.length).toBeLessThanOrEqual(INTENT_CASES.length / 10)
  })

  test('the same words are something to have in a shop and something to read among articles', () => {
    const query = { text: 'garden pond', language: 'en' as Language }
    expect(classify({ ...query, articleLike: false }).class).toBe('transactional')
    expect(classify({ ...query, articleLike: true }).class).toBe('informational')
  })

  test('a clear sign is surer than the kind of collection', () => {
    const [plain, clear] = ['garden hose', 'buy cheap garden hose'].map((text) => classify({ text, language: 'en', articleLike: false }).confidence)
    expect(plain).toBeGreaterThan(0.5)
    expect(clear).toBeGreaterThan(plain ?? 1)
  })

  test('the features that decided come first, and their shares are 1 together', () => {
    const { features } = classify({ text: 'how to fix a kettle', language: 'en', articleLike: true })
    expect(features.slice(0, 2).map(({ name }) => name)).toEqual(['question_word', 'how_to'])
    expect(features.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 2)
  })

  test('"the who" asks nothing, and a language without lists is read by its signs', () => {
    const names = (text: string, language: Language) => classify({ text, language, articleLike: false }).features.map(({ name }) => name)
    expect(names('vinyl record the who', 'en')).not.toContain('question_word')
    expect(classify({ text: 'vad kostar en cykel?', language: 'sv', articleLike: true }).class).toBe('informational')
    expect(names('cykel 500 €', 'sv')).toContain('price')
  })
})

describe('whatever is typed', () => {
  const languages = ['en', 'es', 'de', 'ja', 'und'] as const

  function check(text: string, language: Language): void {
    const { confidence, features } = classify({ text, language, articleLike: text.length % 2 === 0 })
    expect(confidence > 1 / 3 && confidence <= 1).toBe(true)
    expect(features.map(({ value }) => value)).toEqual(features.map(({ value }) => value).toSorted((left, right) => right - left))
    expect(features.every(({ value }) => value > 0 && value <= 1)).toBe(true)
  }

  test.each(BAD_QUERIES.map((text) => [text.slice(0, 40), text] as const))('%j gets an answer', (_, text) => {
    for (const language of languages) check(text, language)
  })

  test('so does any string', () => {
    fc.assert(fc.property(anyQuery, fc.constantFrom(...languages), check))
  })
})
