import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyse, highlight, snippet, type TermMatcher } from '../../../../src/shared/text/index.ts'
import { anyText, languageTag } from './arbitraries.ts'

const find =
  (...terms: string[]): TermMatcher =>
  (term) =>
    terms.includes(term)
const words = (text: string): string => text.replaceAll(/<\/?mark>/g, '')
const unescape = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

describe('highlight', () => {
  test('marks the word as written, by its stem', () => {
    expect(highlight('Connected desks, connecting DESKS.', find('connect', 'desk'), 'en')).toBe(
      '<mark>Connected</mark> <mark>desks</mark>, <mark>connecting</mark> <mark>DESKS</mark>.',
    )
  })

  test('escapes everything that is not a mark, inside a mark too', () => {
    expect(highlight(`<script>alert("x's")</script> Tom & don't`, find('script', 'dont'), 'en')).toBe(
      '&lt;<mark>script</mark>&gt;alert(&quot;x&#39;s&quot;)&lt;/<mark>script</mark>&gt; Tom &amp; <mark>don&#39;t</mark>',
    )
  })

  test('marks that touch are one, marks with anything between them are two', () => {
    expect(highlight('東京都、京都', (term) => ['東京', '都', '京都'].includes(term), 'ja')).toBe('<mark>東京都</mark>、<mark>京都</mark>')
  })

  test('an emoji of two joined ones is marked whole', () => {
    expect(highlight('a 👩🏽‍💻!', find('👩', '💻'), 'en')).toBe('a <mark>👩🏽‍💻</mark>!')
  })

  test('a prefix is a matter of the matcher, tags are a matter of the caller', () => {
    expect(highlight('walnut wall', (term) => term.startsWith('wal'), 'en', { pre: '[', post: ']' })).toBe('[walnut] [wall]')
  })

  test('accents, width and possessives are found and left as they are', () => {
    expect(highlight('Café’s ＣＡＦＥ', find('cafe'), 'und')).toBe('<mark>Café</mark>’s <mark>ＣＡＦＥ</mark>')
  })

  test('looks at the first 100,000 characters and returns all', () => {
    const html = highlight(`desk ${'a '.repeat(60_000)}desk`, find('desk'), 'en')
    expect(html.split('<mark>')).toHaveLength(2)
    expect(html).toHaveLength(5 + 120_000 + 4 + '<mark></mark>'.length)
  })

  test('without its marks and unescaped it is the text', () => {
    fc.assert(
      fc.property(anyText, languageTag, fc.integer({ min: 1, max: 3 }), (text, language, every) => {
        const html = highlight(text, (term) => term.length % every === 0, language, { pre: '\ue000', post: '\ue001' })
        fc.pre(!/[\ue000\ue001]/.test(text))
        expect(unescape(html.replaceAll(/[\ue000\ue001]/g, ''))).toBe(text)
        expect(html.replaceAll(/&(?:lt|gt|quot|amp|#39);/g, '')).not.toMatch(/[<>"'&]/)
        expect(html.replaceAll(/[^\ue000\ue001]/g, '')).toMatch(/^(?:\ue000\ue001)*$/)
      }),
      { numRuns: 400 },
    )
  })
})

describe('snippet', () => {
  const text = 'One two three four five six walnut seven eight nine oak desk ten eleven twelve walnut thirteen.'

  test('the window with most distinct terms, in its middle, with the cuts shown', () => {
    expect(snippet(text, find('walnut', 'oak', 'desk'), 'en', { words: 6 })).toBe(
      '…<mark>walnut</mark> seven eight nine <mark>oak</mark> <mark>desk</mark>…',
    )
    expect(snippet(text, find('desk'), 'en', { words: 5 })).toBe('…nine oak <mark>desk</mark> ten eleven…')
  })

  test('the earliest of equal windows', () => {
    expect(snippet(text, find('walnut'), 'en', { words: 3 })).toBe('…six <mark>walnut</mark> seven…')
  })

  test('a repeated term does not beat two different ones', () => {
    expect(snippet('desk desk desk desk a b c d oak desk e f', find('desk', 'oak'), 'en', { words: 4 })).toBe(
      '…d <mark>oak</mark> <mark>desk</mark> e…',
    )
  })

  test('no cut is shown at the edges of the text, and its punctuation stays', () => {
    expect(snippet('"Walnut!" <b>', find('walnut'), 'en', { words: 9 })).toBe('&quot;<mark>Walnut</mark>!&quot; &lt;b&gt;')
    expect(snippet(text, find('thirteen'), 'en', { words: 2 })).toBe('…walnut <mark>thirteen</mark>.')
  })

  test('without a match it is the beginning; a long edge of no words is cut', () => {
    expect(snippet(text, find('none'), 'en', { words: 3 })).toBe('One two three…')
    expect(snippet(`${'!'.repeat(500)} a ${'!'.repeat(500)}`, find('a'), 'en', { words: 3 })).toBe('…<mark>a</mark>…')
    expect(snippet('', find('a'), 'en', { words: 3 })).toBe('')
  })

  test('tags are the caller’s', () => {
    expect(snippet('a b', find('b'), 'und', { words: 5, pre: '<em>', post: '</em>' })).toBe('a <em>b</em>')
  })

  test('agrees with trying every window', () => {
    const bag = fc.array(fc.constantFrom('oak', 'desk', 'walnut', 'x', 'y', 'z'), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(bag, fc.integer({ min: 1, max: 8 }), (parts, size) => {
        const wanted = find('oak', 'desk', 'walnut')
        const shown = analyse(words(snippet(parts.join(' '), wanted, 'und', { words: size })), 'und').map((token) => token.term)
        const distinct = (window: string[]): number => new Set(window.filter(wanted)).size
        const best = Math.max(...parts.map((_, index) => distinct(parts.slice(index, index + size))))
        expect(shown).toHaveLength(Math.min(size, parts.length))
        expect(parts.join(' ')).toContain(shown.join(' '))
        expect(distinct(shown)).toBe(best)
      }),
      { numRuns: 400 },
    )
  })

  test('any text gives a bounded number of words', () => {
    fc.assert(
      fc.property(anyText, languageTag, fc.integer({ min: 1, max: 5 }), (whole, language, size) => {
        const html = snippet(whole, () => true, language, { words: size, pre: '\ue000', post: '\ue001' })
        fc.pre(!/[\ue000\ue001]/.test(whole))
        expect(html.split('\ue000').length - 1).toBeLessThanOrEqual(size)
        const shown = unescape(html.replaceAll(/[\ue000\ue001]/g, ''))
        expect(whole).toContain(shown.replace(/^…/, '').replace(/…$/, ''))
      }),
      { numRuns: 400 },
    )
  })
})
