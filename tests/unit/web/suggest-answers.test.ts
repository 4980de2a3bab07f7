import { describe, expect, test } from 'vitest'
import type { Suggestion } from '../../../src/contracts/suggest.ts'
import { createSuggestAnswers } from '../../../web/src/api/suggest-answers.ts'

const suggest = (text: string): Suggestion => ({ text, highlighted: text, source: 'phrase', count: 2 })
const texts = (suggestions: readonly Suggestion[]) => suggestions.map(({ text }) => text)

describe('answers to letters typed', () => {
  test('are given again for the same letters, and narrowed for more letters until theirs is there', () => {
    const answers = createSuggestAnswers()
    answers.keep('products', 'de', [suggest('desk'), suggest('desert boots')])
    expect(texts(answers.read('products', 'de'))).toEqual(['desk', 'desert boots'])
    expect(texts(answers.read('products', 'desk'))).toEqual(['desk'])
    expect([answers.has('products', 'de'), answers.has('products', 'desk')]).toEqual([true, false])
    answers.keep('products', 'desk', [suggest('desk'), suggest('desk lamp')])
    expect(texts(answers.read('products', 'desk l'))).toEqual(['desk lamp'])
  })

  test('of another collection or category never show', () => {
    const answers = createSuggestAnswers()
    answers.keep('products', 'de', [suggest('desk')])
    expect(answers.read('articles', 'desk')).toEqual([])
  })

  test('the popular searches of an empty box say nothing about letters', () => {
    const answers = createSuggestAnswers()
    answers.keep('products', '', [suggest('desk')])
    expect(answers.read('products', 'd')).toEqual([])
  })

  test('the oldest are let go', () => {
    const answers = createSuggestAnswers(2)
    for (const q of ['a', 'b', 'a', 'c']) answers.keep('products', q, [suggest(q)])
    expect(['a', 'b', 'c'].map((q) => answers.has('products', q))).toEqual([true, false, true])
  })
})
