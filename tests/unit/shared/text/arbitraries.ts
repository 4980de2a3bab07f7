import fc from 'fast-check'
import { LANGUAGES } from '../../../../src/shared/text/index.ts'

// Pieces that meet the branches of the analyser, between any UTF-16 units at all.
const pieces = [
  'Running', "don't", 'l’eau', "user's", 'œuvre', 'Straße', 'cafe\u0301', 'ﬁ', '½', '1,299.50', 'DCD771C2', 'e-mail', '<br>', '&amp;', '<b a="x">', '東京', 'ﾃﾚﾋﾞ', 'テレビ',
  'ชอบกิน', '안녕', 'שָׁלוֹם', 'مُحَمَّد', 'هٰذا', 'हिन्दी', 'Йод', 'ї', 'Οδός', 'İ', 'ı', '👍🏽', '👩‍💻', '🇩🇪', '1️⃣', '\u200b', '\u00ad', '\u202e', '\u0301', '\u3099', '\ud800', '\udc00', '·', 'l·l',
  'ﷺ', '㎏', '™', '𝔘𝔫𝔦', '𠮷野家', 'ǅ', 'ᾳ', '\u0345', 'x'.repeat(70), '漢'.repeat(70), ' ', ' ', '\n', "'", '.', '"',
]

export const anyText = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(''))

export const languageTag = fc.constantFrom(...LANGUAGES)
