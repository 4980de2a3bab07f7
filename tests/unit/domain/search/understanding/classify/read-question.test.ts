import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readQuestion } from '../../../../../../src/domain/search/understanding/classify/read-question.ts'
import type { Language } from '../../../../../../src/shared/text/index.ts'
import { BAD_QUERIES, anyQuery, readTokens } from '../read-tokens.ts'

const read = (text: string, language: Language): string[] =>
  readQuestion(readTokens(text, language), text, language).flatMap(({ stop, surface }) => (stop ? [] : [surface]))

describe('the content words of a question', () => {
  test.each<[Language, string, string]>([
    ['en', 'how do I lower my blood pressure?', 'lower blood pressure'],
    ['en', 'what is photosynthesis', 'photosynthesis'],
    ['en', 'How long does it take to boil eggs?', 'boil eggs'],
    ['en', 'how much does a road bike weigh', 'road bike weigh'],
    ['en', 'can you tell me the best way to store tomatoes', 'store tomatoes'],
    ['en', 'why is my kettle leaking', 'kettle leaking'],
    ['en', 'is walnut a hardwood?', 'walnut hardwood'],
    ['en', 'what is the difference between a rug and a carpet', 'difference rug carpet'],
    ['en', 'beginners how to choose a tent', 'beginners choose tent'],
    ['en', 'what kind of oil do I need for a chain saw', 'oil chain saw'],
    ['es', '¿cuánto pesa una bicicleta de montaña?', 'pesa bicicleta montana'],
    ['es', 'cómo puedo limpiar una cafetera', 'limpiar cafetera'],
    ['es', '¿Qué es la presión arterial?', 'presion arterial'],
    ['de', 'was ist ein Katalysator', 'katalysator'],
    ['de', 'Wie lange dauert es, Eier zu kochen?', 'eier kochen'],
    ['de', 'wie kann ich meinen Blutdruck senken', 'meinen blutdruck senken'],
    ['fr', 'comment puis-je nettoyer une cafetière ?', 'nettoyer cafetiere'],
    ['ja', '光合成とは', '光合成'],
    ['ja', '空はなぜ青いのですか', '空 青い'],
  ])('in %s, %j: %s', (language, text, content) => {
    expect(read(text, language)).toEqual(content.split(' '))
  })

  test.each<[Language, string]>([
    ['en', 'best way lamp'],
    ['en', 'need for speed'],
    ['en', 'can opener'],
    ['en', 'good luck charm'],
    ['de', 'beste pfanne'],
    ['ja', '赤い靴 の 箱'],
    ['sv', 'hur lagar man en cykel?'],
  ])('in %s, %j asks nothing, or nothing that is known, and stays as it is', (language, text) => {
    const tokens = readTokens(text, language)
    expect(readQuestion(tokens, text, language)).toBe(tokens)
  })

  test('are never none where there were some', () => {
    for (const text of ['what can people find?', 'what do people need?', 'how to know what is good?']) expect(read(text, 'en')).not.toEqual([])
  })
})

describe('whatever is typed', () => {
  const languages = ['en', 'es', 'de', 'fr', 'ja', 'und'] as const

  function check(text: string, language: Language): void {
    const tokens = readTokens(text, language)
    const marked = readQuestion(tokens, text, language)
    expect(marked.map((token) => ({ ...token, stop: false }))).toEqual(tokens.map((token) => ({ ...token, stop: false })))
    expect(tokens.every(({ stop }, at) => !stop || marked[at]?.stop === true)).toBe(true)
    if (tokens.some(({ stop }) => !stop)) expect(marked.some(({ stop }) => !stop)).toBe(true)
  }

  test.each(BAD_QUERIES.map((text) => [text.slice(0, 40), text] as const))('%j keeps its tokens', (_, text) => {
    for (const language of languages) check(`how ${text}?`, language)
  })

  test('so does any string', () => {
    fc.assert(fc.property(anyQuery, fc.constantFrom(...languages), check))
  })
})
