import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analyse, stripMarkup } from '../../../../src/shared/text/index.ts'
import { anyText } from './arbitraries.ts'

test.each([
  ['tags end words', 'walnut<br>desk<p class="a > b">oak</p>', 'walnut desk b oak'],
  ['styling inside a word does not', 'H<sub>2</sub>O and <b>W</b>alnut', 'h2o and walnut'],
  ['comments, scripts and styles are no text', 'a<!-- <b> no -->b<!----><SCRIPT>if (x<y) z</SCRIPT>c<style>p{}</style>d', 'ab c d'],
  ['entities are decoded, accents included', 'Tom &amp; Caf&eacute; &#36;5 &#x41;BC&nbsp;&Ouml;l', 'tom cafe 5 abc ol'],
  ['comparisons stay', 'a < b and c > d, 3<4', 'a b and c d 3 4'],
  ['an open tag at the end stays text', 'walnut <desk', 'walnut desk'],
  ['an unknown entity stays text', 'R&D; &nosuch; &#0; &#xd800;', 'r d nosuch'],
])('%s', (_, html, expected) => {
  const found = analyse(stripMarkup(html), 'und').map((token) => token.surface)
  expect(found.join(' ')).toBe(expected)
})

test('a text without < and & is returned as it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const plain = text.replaceAll(/[<&]/g, '')
      expect(stripMarkup(plain)).toBe(plain)
    }),
  )
})

test('hostile repetition neither throws nor loses the words behind it', () => {
  for (const piece of ['<a', '<!-', '<a href="', '&#', '< ', '</']) expect(stripMarkup(`${piece.repeat(200_000)} tail`)).toContain('tail')
  expect(stripMarkup(`${'<!-- >'.repeat(200_000)} tail`)).toContain('tail')
  expect(stripMarkup(`${'<!-->'.repeat(200_000)}tail`)).toBe('tail')
  expect(stripMarkup('<script>'.repeat(200_000)).trim()).toBe('')
})
