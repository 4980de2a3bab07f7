import { describe, expect, test } from 'vitest'
import { analyse, LANGUAGES, type Language } from '../../../../src/shared/text/index.ts'

const surfaces = (text: string, language: Language = 'en'): string =>
  analyse(text, language)
    .map((token) => token.surface)
    .join(' ')
const terms = (text: string, language: Language = 'en'): string =>
  analyse(text, language)
    .map((token) => token.term)
    .join(' ')

describe('words are found and written in one form', () => {
  test.each<[string, Language, string, string]>([
    ['case', 'en', 'The WALNUT Desk', 'the walnut desk'],
    ['accents', 'en', 'Crème brûlée, naïve café', 'creme brulee naive cafe'],
    ['letters without a decomposition', 'en', 'Straße Ærø Łódź œuvre', 'strasse aero lodz oeuvre'],
    ['contractions', 'en', "don't won’t rock'n'roll O’Neil", 'dont wont rocknroll oneil'],
    ['possessives', 'en', "the user's Levi’s users' 90's", 'the user levi users 90'],
    ['an inch sign is no apostrophe', 'en', `5'10" tall`, '5 10 tall'],
    ['hyphens and underscores', 'en', 'state-of-the-art snake_case', 'state of the art snake case'],
    ['numbers are split at points and commas', 'en', '$1,299.50 v1.2 10.1.2.3', '1 299 50 v1 2 10 1 2 3'],
    ['model codes', 'en', 'DCD771C2 20V-MAX USB3', 'dcd771c2 20v max usb3'],
    ['full width', 'en', 'ｆｕｌｌ　Ｗｉｄｔｈ　１０', 'full width 10'],
    ['ligatures, superscripts, squared units', 'en', 'ﬁne oﬃce m² H₂O 10㎏', 'fine office m2 h2o 10kg'],
    ['trade marks and fractions', 'en', 'Acme™ Foo® 2½ in', 'acme foo 2 ½ in'],
    ['soft hyphens and zero-width characters', 'en', 'soft\u00adhyphen zero\u200bwidth joi\u200dner \ufeffbom', 'softhyphen zerowidth joiner bom'],
    ['tags are words that do not touch others', 'en', 'foo<br>bar<br/>baz', 'foo br bar br baz'],
    ['elision', 'fr', 'L’eau de l’été qu’elle aujourd’hui', 'eau de ete elle aujourdhui'],
    ['elision', 'it', "dell'acqua un'amica", 'acqua amica'],
    ['no elision in other languages', 'en', "l'eau", 'leau'],
    ['the dot between two l', 'ca', 'col·legi', 'collegi'],
    ['umlauts', 'de', 'Größe Häuser', 'grosse hauser'],
    ['Cyrillic: ё is е, й stays', 'ru', 'Ёлка йод', 'елка йод'],
    ['Greek: accents and final sigma', 'el', 'Οδός', 'οδοσ'],
    ['Hebrew and Arabic points', 'ar', 'שָׁלוֹם مُحَمَّد ١٢٣', 'שלום محمد 123'],
    ['Devanagari keeps its vowel signs', 'hi', 'हिन्दी किताब', 'हिन्दी किताब'],
    ['Japanese', 'ja', '東京都に住む。', '東京 都 に 住む'],
    ['Japanese and Latin together', 'en', 'iPhone用ケース', 'iphone 用 ケース'],
    ['half-width kana', 'ja', 'ﾃﾚﾋﾞ', 'テレビ'],
    ['Chinese', 'en', '北京大学生活', '北京 大学 生活'],
    ['Thai', 'th', 'ฉันชอบกินข้าว ๑๒', 'ฉัน ชอบ กิน ข้าว 12'],
    ['Korean by space', 'ko', '안녕하세요 세계', '안녕하세요 세계'],
    ['emoji are words; skin tone and style are not', 'en', 'ok👍🏽 ❤️ 👩‍💻 🇩🇪 1️⃣', 'ok 👍 ❤ 👩 💻 🇩🇪 1'],
    ['lone surrogates are gaps', 'en', 'a\ud800b \udc00', 'a b'],
    ['nothing', 'en', ' … — "" ', ''],
  ])('%s (%s)', (_, language, text, expected) => {
    expect(surfaces(text, language)).toBe(expected)
  })

  test('look-alike letters of another script stay other letters', () => {
    expect(terms('раypal')).not.toBe(terms('paypal'))
  })
})

describe('stems', () => {
  test.each<[Language, string, string]>([
    ['en', 'connect connected connection connections connecting', 'connect connect connect connect connect'],
    ['en', 'relational organization universities flies happily', 'relat organ univers fli happili'],
    ['es', 'canción canciones CANCION publicación publicacion publicaciones', 'cancion cancion cancion public public public'],
    ['de', 'Haus Hauses Häuser Schuhe Schuh', 'haus haus haus schuh schuh'],
    ['fr', 'mangé mangée mangées manger MANGEE', 'mang mang mang mang mang'],
    ['it', 'scarpa scarpe città', 'scarp scarp citt'],
    ['pt', 'informação informações informacoes', 'inform inform inform'],
    ['nl', 'huizen schoenen', 'huiz schoen'],
    ['sv', 'skor skorna', 'skor skorn'],
    ['no', 'husene', 'hus'],
    ['da', 'husene', 'hus'],
    ['fi', 'talossa taloissa', 'talo talo'],
    ['ru', 'книга книги книгами', 'книг книг книг'],
    ['tr', 'kitaplar kitap', 'kitap kitap'],
    ['und', 'connections', 'connections'],
    ['ja', 'connections', 'connections'],
  ])('%s: %s', (language, text, expected) => {
    expect(terms(text, language)).toBe(expected)
  })

  test('words with digits are never stemmed', () => {
    expect(terms('mp3s 4runners')).toBe('mp3s 4runners')
  })

  test('every language analyses every script', () => {
    for (const language of LANGUAGES) expect(analyse('Running 東京 книги ฉัน 👍', language).length).toBeGreaterThanOrEqual(5)
  })
})

describe('offsets and lengths', () => {
  test('offsets point into the text as given', () => {
    const text = 'ﬁne Cafe\u0301s, the user’s ﾃﾚﾋﾞ'
    expect(analyse(text, 'en').map((token) => text.slice(token.start, token.end))).toEqual(['ﬁne', 'Cafe\u0301s', 'the', 'user', 'ﾃﾚﾋﾞ'])
  })

  test('a word longer than 64 is cut, not lost', () => {
    const tokens = analyse('x'.repeat(150), 'en')
    expect(tokens.map((token) => token.end - token.start)).toEqual([64, 64, 22])
  })

  test('the cut never halves a character', () => {
    for (const text of ['x' + '𐐨'.repeat(40), '𐐨'.repeat(40), '漢'.repeat(1023) + '𠮷'.repeat(9), '𠮷'.repeat(600) + 'ヿ']) {
      for (const token of analyse(text, 'ja')) expect(text.slice(token.start, token.end).isWellFormed()).toBe(true)
    }
  })

  test('words of a run without spaces cover it', () => {
    for (const text of ['日本語の文章ヿゟﾃﾚﾋﾞ'.repeat(300), '漢'.repeat(1023) + '𠮷'.repeat(9), 'ภาษาไทย'.repeat(300)]) {
      expect(
        analyse(text, 'ja')
          .map((token) => text.slice(token.start, token.end))
          .join(''),
      ).toBe(text)
    }
  })

  test('one character that stands for many words stays one bounded word', () => {
    const [token] = analyse('ﷺ'.repeat(64), 'ar')
    expect(token?.surface.length).toBe(64)
  })

  test('the bounded cache of stems changes nothing', () => {
    const before = terms('walnut desks connecting')
    const many = Array.from({ length: 40_000 }, (_, index) => `w${index.toString(36)}`).join(' ')
    expect(analyse(many, 'en')).toHaveLength(40_000)
    expect(terms('walnut desks connecting')).toBe(before)
  })
})
