import { describe, expect, test } from 'vitest'
import { type CollectionDefinition, collectionDefinition } from '../../../../../../src/contracts/collection.ts'
import { type Search, createSearchHarness } from '../../../../../support/search-harness.ts'

/** Small shops of our own, searched by keyword alone: what the analysis of each language does is seen in what is found. */
const SPANISH: Readonly<Record<string, string>> = {
  cancion: 'Libro de canciones infantiles',
  zapato: 'Zapatos rojos de cuero para mujer',
  cafetera: 'Cafetera eléctrica de acero',
  publicacion: 'Publicación sobre jardinería',
  nino: 'Bicicleta para niño',
  camion: 'Camión de juguete',
  lapiz: 'Lápices de colores',
  sony: 'Televisor Sony de 65 pulgadas',
}
const GERMAN: Readonly<Record<string, string>> = {
  stuhl: 'Stühle aus Holz für die Küche',
  strasse: 'Karte der Straßen von Köln',
  schuh: 'Rote Laufschuhe für Damen',
  lampe: 'Lampen für den Schreibtisch',
  haus: 'Modelle alter Häuser',
  reinigung: 'Mittel zur Reinigung von Böden',
  bosch: 'Bosch Bohrmaschine 18V',
}
const JAPANESE: Readonly<Record<string, string>> = {
  shoes: '赤い靴 レディース',
  coffee: '全自動コーヒーメーカー 12カップ',
  sony: 'Sony ワイヤレスヘッドホン WH-1000XM4',
  tokyo: '東京都の地図',
  kyoto: '京都の写真集',
  television: 'ﾃﾚﾋﾞ ６５インチ',
  umbrella: '雨傘 折りたたみ',
  book: '日本語の辞書',
}

const harness = createSearchHarness()

async function open(name: string, language: string, titles: Readonly<Record<string, string>>): Promise<Search> {
  const definition: CollectionDefinition = collectionDefinition.parse({
    language,
    fields: [{ name: 'title', type: 'text', search: 'a' }],
    vectors: [],
  })
  await harness.create(name, definition)
  await harness.write(
    name,
    Object.entries(titles).map(([id, title]) => ({ id, title })),
  )
  return harness.searcher(name)
}

const shops = {
  es: await open('tienda', 'es', SPANISH),
  de: await open('laden', 'de', GERMAN),
  ja: await open('mise', 'ja', JAPANESE),
}

async function find(language: keyof typeof shops, q: string): Promise<string[]> {
  const { hits } = await shops[language]({ q, mode: 'keyword' })
  return hits.map(({ id }) => id)
}

describe('a Spanish collection', () => {
  test.each([
    ['canción', ['cancion']],
    ['cancion', ['cancion']],
    ['CANCIONES', ['cancion']],
    ['canciones infantil', ['cancion']],
    ['zapato rojo', ['zapato']],
    ['electrica', ['cafetera']],
    ['cafeteras', ['cafetera']],
    ['publicaciones', ['publicacion']],
    ['publicacion', ['publicacion']],
    ['niños', ['nino']],
    ['nino', ['nino']],
    ['camiones', ['camion']],
    ['lápices', ['lapiz']],
    ['lapices', ['lapiz']],
    ['televisores SONY', ['sony']],
  ])('%j finds %j', async (q, ids) => {
    expect((await find('es', q)).slice(0, ids.length)).toEqual(ids)
  })

  test('articles and prepositions find nothing by themselves beside a word', async () => {
    expect(await find('es', 'la cafetera de la')).toEqual(['cafetera'])
  })
})

describe('a German collection', () => {
  test.each([
    ['Stuhl', ['stuhl']],
    ['stuhle', ['stuhl']],
    ['strasse', ['strasse']],
    ['Straße', ['strasse']],
    ['STRASSEN', ['strasse']],
    ['koln', ['strasse']],
    ['laufschuh', ['schuh']],
    ['roter Laufschuh', ['schuh']],
    ['lampe', ['lampe']],
    ['Haus', ['haus']],
    ['reinigungen', ['reinigung']],
    ['boden', ['reinigung']],
    ['bosch 18v', ['bosch']],
  ])('%j finds %j', async (q, ids) => {
    expect((await find('de', q)).slice(0, ids.length)).toEqual(ids)
  })

  test('articles and prepositions find nothing by themselves beside a word', async () => {
    expect(await find('de', 'die Lampe für den')).toEqual(['lampe'])
  })
})

describe('a Japanese collection', () => {
  test.each([
    ['靴', ['shoes']],
    ['赤い靴', ['shoes']],
    ['東京', ['tokyo']],
    ['地図', ['tokyo']],
    ['辞書', ['book']],
    ['雨傘', ['umbrella']],
    ['コーヒー', ['coffee']],
    ['ｺｰﾋｰ', ['coffee']],
    ['テレビ', ['television']],
    ['65インチ テレビ', ['television']],
    ['sony', ['sony']],
    ['ＳＯＮＹ ヘッドホン', ['sony']],
    ['Sonyのヘッドホン', ['sony']],
    ['wh-1000xm4', ['sony']],
    ['日本語', ['book']],
  ])('%j finds %j', async (q, ids) => {
    expect((await find('ja', q)).slice(0, ids.length)).toEqual(ids)
  })

  test('particles find nothing by themselves beside a word, and say nothing of what is unknown', async () => {
    expect(await find('ja', '地図の')).toEqual(['tokyo'])
    const { query } = await shops.ja({ q: '木製の地図は', mode: 'keyword' })
    expect([query.unknown, query.phrases]).toEqual([['木製'], ['木製 地図']])
  })

  test('a word of two characters is a word: 京都 is not in 東京都の地図', async () => {
    expect(await find('ja', '京都')).toEqual(['kyoto'])
  })
})
