import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectLanguage } from '../../../../../../src/domain/search/understanding/language/detect-language.ts'
import type { Language } from '../../../../../../src/shared/text/index.ts'
import { BAD_QUERIES, anyQuery, readTokens } from '../read-tokens.ts'

const detect = (text: string, own: Language = 'und') => detectLanguage(text, readTokens(text, 'und'), own)

/** Sentences and queries as people of each language write them. */
const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'how to clean a cast iron pan',
    'shoes for women with wide feet',
    'what is the best way to boil eggs',
    'a lamp for the desk',
    'The kettle was cold when we came home',
  ],
  es: ['zapatos para mujer', 'cómo limpiar una cafetera', '¿cuánto pesa una bicicleta?', 'la mesa está en el salón', 'mejor móvil para niños'],
  de: [
    'schuhe für damen',
    'wie reinigt man eine pfanne',
    'der Tisch steht in der Küche',
    'günstige Schreibtischlampe für Kinder',
    'was ist ein Katalysator',
  ],
  fr: [
    'chaussures pour femme',
    'comment nettoyer une cafetière',
    'la table est dans la cuisine',
    'lampe de bureau pas chère',
    'quelle est la meilleure façon de dormir',
  ],
  it: [
    'scarpe per donna',
    'come pulire la macchina del caffè',
    'il tavolo è nella cucina',
    'lampada da scrivania per bambini',
    'qual è il migliore zaino',
  ],
  pt: [
    'sapatos para mulher',
    'como limpar uma cafeteira',
    'não sei o que é isso',
    'luminária para escritório com você',
    'melhor cadeira para as costas',
  ],
  nl: [
    'schoenen voor dames',
    'hoe maak ik een pan schoon',
    'de tafel staat in het huis',
    'goedkope lamp voor op het bureau',
    'wat is een katalysator',
  ],
  sv: [
    'skor för dam',
    'hur rengör man en stekpanna',
    'bordet står i köket och lampan är på',
    'billig lampa till skrivbordet',
    'vad är det bästa för barn',
  ],
  da: ['sko til kvinder og børn', 'hvordan gør jeg en pande ren', 'hvad er det bedste køb af en lampe'],
  pl: ['jak wyczyścić patelnię', 'buty dla dzieci na zimę'],
  fi: ['miten puhdistan pannun ja se on hyvä', 'kengät ja reppu joka on hyvä'],
  tr: ['ucuz ayakkabı nasıl alınır', 'çocuklar için bir çanta'],
  cs: ['jak vyčistit pánev', 'levný stůl pro děti'],
  hu: ['hogyan kell egy serpenyőt tisztítani', 'olcsó cipő és táska'],
  ro: ['cum se curăță o tigaie', 'pantofi pentru femei și copii'],
  ja: ['コーヒーメーカーの選び方', '赤い靴', 'Sony ワイヤレス ヘッドホン', '光合成とは', 'ﾃﾚﾋﾞ 65インチ'],
  zh: ['红色运动鞋', '如何清洗咖啡机'],
  ko: ['빨간 운동화', '커피 메이커 추천'],
  th: ['รองเท้าวิ่งสีแดง'],
  el: ['κόκκινα παπούτσια'],
  he: ['נעלי ריצה אדומות'],
  ar: ['حذاء رياضي أحمر'],
  fa: ['کفش ورزشی گرم'],
  ru: ['красные кроссовки', 'чайник электрический дешёвый'],
  uk: ['червоні кросівки для бігу'],
  bg: ['евтин лаптоп с голям екран в кратък срок'],
  sr: ['јефтина столица за кухињу'],
  hi: ['लाल जूते'],
}

const CASES = Object.entries(SENTENCES).flatMap(([language, texts]) => texts.map((text) => [language, text] as const))

describe('the language of a query', () => {
  test.each(CASES)('is %s: %s', (language, text) => {
    expect(detect(text)?.language).toBe(language)
    expect(detect(text)?.confidence).toBeGreaterThan(0.4)
  })

  test.each([
    'red shoes',
    'laptop',
    'samsung tv',
    'DCD771C2',
    'iphone 12',
    'sofa',
    'radio',
    'lamp',
    '2x4',
    'nike air max',
    'wd-40',
    '65in',
    '',
    '🦊',
    '12345',
  ])('can not be told of %j', (text) => {
    expect(detect(text)).toBeNull()
  })

  test('is that of the words around a name in Latin letters, and a look-alike letter changes nothing', () => {
    expect(detect('Samsung Galaxy の ケース')?.language).toBe('ja')
    expect(detect('чехол для Samsung Galaxy')?.language).toBe('ru')
    expect(detect('hоw to clean the pan')?.language).toBe('en') // a Cyrillic o
    expect(detect('Ω resistor for the amplifier')?.language).toBe('en')
  })

  test("is the collection's own where a script is that of several, unless the letters tell", () => {
    for (const [text, own] of [
      ['木製 机', 'ja'],
      ['кроссовки', 'bg'],
      ['кроссовки', 'uk'],
      ['کتاب', 'fa'],
    ] as const)
      expect([text, detect(text, own)?.language]).toEqual([text, own])
    expect(detect('木製 机')?.language).toBe('zh')
    expect(detect('червоні кросівки', 'bg')?.language).toBe('uk')
    expect(detect('机', 'en')?.language).toBe('zh')
    expect(detect('赤い靴', 'zh')?.language).toBe('ja')
  })

  test('is surer the more there is of it', () => {
    const [short, long] = ['wie geht das', 'wie geht das mit dem Tisch, den wir für die Küche gekauft haben'].map(
      (text) => detect(text)?.confidence ?? 0,
    )
    expect(long).toBeGreaterThanOrEqual(short ?? 1)
  })
})

describe('whatever is typed', () => {
  const check = (text: string): void => {
    const found = detect(text)
    if (found) expect(found.confidence > 0 && found.confidence <= 1).toBe(true)
    expect(detect(text)).toEqual(found)
  }

  test.each(BAD_QUERIES.map((text) => [text.slice(0, 40), text] as const))('%j gets an answer or none', (_, text) => check(text))

  test('so does any string', () => {
    fc.assert(fc.property(anyQuery, check))
  })
})
