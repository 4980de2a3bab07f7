import fc from 'fast-check'
import type { QueryToken } from '../../../../../src/domain/search/understanding/query.ts'
import { type Language, analyse, stopWords } from '../../../../../src/shared/text/index.ts'

/** A query as the steps get it when nothing was corrected. */
export function readTokens(text: string, language: Language): QueryToken[] {
  return analyse(text, language).map((token) => ({ ...token, stop: stopWords(language).has(token.surface), open: false }))
}

const LONG = Array.from({ length: 400 }, (_, at) => (at % 3 === 0 ? `${at}in` : at % 3 === 1 ? `dcd${at}c2` : `word${at}`)).join(' ')

/** What people paste and machines send. */
export const BAD_QUERIES: readonly string[] = [
  '',
  ' ',
  '???',
  '🦊',
  '👩‍👩‍👧‍👦 2x4 🏳️‍🌈 65in',
  LONG,
  '1 '.repeat(400),
  '1x'.repeat(400),
  '1/'.repeat(400),
  '.5'.repeat(300),
  'the of and to',
  'to be or not to be',
  '0',
  '0000000000000000000000000000000000000000',
  '1234567890123456789012345678901234567890',
  '99999999999999999999999999999 in',
  '3/0 in',
  '0/0',
  '1/99999999',
  'https://shop.example.com/p/65in-tv?utm_source=a&id=DCD771C2#reviews',
  '<script>alert("65in")</script><b>2 x 4</b>',
  '&nbsp;&#8221; 65&quot;',
  'تلفزيون ٦٥ بوصة',
  'טלוויזיה 65 אינץ',
  '\u202e65in\u202c',
  'тv 65іn', // Cyrillic letters that look Latin
  '６５ｉｎ ２ｘ４',
  '6\u200b5i\u200bn 2\u00adx\u00ad4',
  '\ud800 65in \udc00',
  '65\ud83d in',
  '\u0000\u0001 2x4',
  '"""\'\'\'°°°%%%',
  '2 x x x 4',
  'x'.repeat(512),
  '1'.repeat(512),
  'a1'.repeat(256),
  'a-1-'.repeat(128),
]

/** Any UTF-16 units at all, halves of pairs too, among pieces of such queries. */
export const anyQuery = fc
  .array(
    fc.oneof(
      fc.constantFrom(...BAD_QUERIES.map((text) => text.slice(0, 20))),
      fc.constantFrom(' ', '?', 'how to ', 'was ist ', '¿qué ', 'とは', 'の', 'buy ', '$5', '\n'),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))
