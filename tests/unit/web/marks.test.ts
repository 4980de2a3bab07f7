import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitMarks } from '../../../web/src/text/marks.ts'

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')

describe('highlights', () => {
  test('are cut at the exact tags and unescaped once', () => {
    expect(splitMarks('A <mark>Walnut</mark> &amp; oak &lt;b&gt; &amp;lt;')).toEqual([
      { text: 'A ', marked: false },
      { text: 'Walnut', marked: true },
      { text: ' & oak <b> &lt;', marked: false },
    ])
  })

  test('never lose or add a character: the parts are the text', () => {
    const part = fc.record({ text: fc.string({ unit: 'grapheme', minLength: 1 }), marked: fc.boolean() })
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const html = parts.map(({ text, marked }) => (marked ? `<mark>${escape(text)}</mark>` : escape(text))).join('')
        const shown = splitMarks(html)
        expect(shown.map(({ text }) => text).join('')).toBe(parts.map(({ text }) => text).join(''))
        const marks = (list: readonly { text: string; marked: boolean }[]): string =>
          list.flatMap(({ text, marked }) => (marked ? [text] : [])).join('')
        expect(marks(shown)).toBe(marks(parts))
      }),
    )
  })

  test('leave every other tag as text', () => {
    expect(splitMarks('<mark class="x">a</mark><script>')).toEqual([
      { text: '<mark class="x">a', marked: false },
      { text: '<script>', marked: false },
    ])
    expect(splitMarks('<mark>open')).toEqual([{ text: 'open', marked: true }])
  })
})
