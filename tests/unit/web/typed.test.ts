import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Suggestion } from '../../../src/contracts/suggest.ts'
import { splitMarks } from '../../../web/src/text/marks.ts'
import { markTyped, narrowSuggestions } from '../../../web/src/text/typed.ts'

const suggest = (text: string): Suggestion => ({ text, highlighted: text, source: 'phrase', count: 2 })
const text = fc.string({ unit: 'grapheme', maxLength: 24 })

describe('what was typed, marked in a suggestion', () => {
  test('is the beginnings of its words, without regard to case and accents', () => {
    expect(markTyped('Oak desk & Café chair', 'caf d')).toBe('Oak <mark>d</mark>esk &amp; <mark>Caf</mark>é chair')
    expect(markTyped('Café', 'cafe')).toBe('<mark>Café</mark>')
    expect(markTyped('Oak desk', 'ak')).toBe('Oak desk')
    expect(markTyped('walnut', 'w wal')).toBe('<mark>wal</mark>nut')
  })

  test('never changes the text, whatever is in it', () => {
    fc.assert(
      fc.property(text, text, (shown, typed) => {
        const html = markTyped(shown, typed)
        expect(
          splitMarks(html)
            .map((part) => part.text)
            .join(''),
        ).toBe(shown)
        expect(html.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/)
      }),
    )
  })
})

describe('suggestions while the next answer is on its way', () => {
  test('are those of the last one that still hold', () => {
    const last = ['walnut desk', 'wall clock', 'oak wardrobe'].map(suggest)
    expect(narrowSuggestions(last, 'wal').map(({ highlighted }) => highlighted)).toEqual(['<mark>wal</mark>nut desk', '<mark>wal</mark>l clock'])
    expect(narrowSuggestions(last, 'walnut d').map(({ text: shown }) => shown)).toEqual(['walnut desk'])
    expect(narrowSuggestions(last, 'walnutt')).toEqual([])
    expect(narrowSuggestions(last, ' ')).toEqual([])
  })

  test('only become fewer, in the same order, as letters are added', () => {
    const words = fc.array(fc.constantFrom('oak', 'walnut', 'desk', 'Wall', 'Désk', 'clock'), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(words), fc.constantFrom('w', 'wa', 'd', 'o', 'oak d'), fc.constantFrom('', 'a', 'l', 'e'), (lists, typed, more) => {
        const last = lists.map((list) => suggest(list.join(' ')))
        const before = narrowSuggestions(last, typed).map(({ text: shown }) => shown)
        const after = narrowSuggestions(last, typed + more).map(({ text: shown }) => shown)
        expect(before.filter((shown) => after.includes(shown))).toEqual(after)
      }),
    )
  })
})
