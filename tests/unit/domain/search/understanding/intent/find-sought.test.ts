import { describe, expect, test } from 'vitest'
import type { CollectionDefinition } from '../../../../../../src/contracts/collection.ts'
import type { JsonObject } from '../../../../../../src/contracts/documents.ts'
import type { Language } from '../../../../../../src/shared/text/index.ts'
import { openShop } from './shop.ts'

const repeat = (count: number, document: JsonObject): JsonObject[] => Array.from({ length: count }, () => document)

/** Desks, lamps, laptops and beds; bags and pillows, which no category is named by, and lamps for the desk. */
const DOCUMENTS: readonly JsonObject[] = [
  ...repeat(9, { title: 'Desk', category: 'Furniture > Desks', brand: 'Ivenholm', colour: ['black'], material: ['walnut'], tags: ['quiet'] }),
  ...repeat(6, { title: 'Bed', category: 'Furniture > Beds', brand: 'Ivenholm', colour: ['blue'], material: ['linen'] }),
  ...repeat(6, { title: 'Sofa', category: 'Furniture > Sofas', brand: 'Brundale', colour: ['blue'], material: ['linen'] }),
  ...repeat(6, { title: 'Desk lamp', category: 'Lighting > Lamps', brand: 'Lumarrow', colour: ['black'], material: ['brass'] }),
  ...repeat(6, { title: 'Laptop', category: 'Electronics > Laptops', brand: 'Kestrel', colour: ['grey'], material: ['steel'], tags: ['quiet'] }),
  ...repeat(3, { title: 'Laptop bag', category: 'Bags & Cases', brand: 'Tarnwick', colour: ['grey'], material: ['felt'] }),
  ...repeat(3, { title: 'Pillow for any bed', category: 'Home textiles', brand: 'Tarnwick', colour: ['white'], material: ['linen'] }),
]

const define = (facet: 'hierarchical' | 'disjunctive', language: Language = 'en'): CollectionDefinition => ({
  language,
  currency: 'EUR',
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'category', type: 'string', search: 'c', facet },
    { name: 'brand', type: 'string', facet: 'disjunctive' },
    { name: 'colour', type: 'string[]', facet: 'disjunctive' },
    { name: 'material', type: 'string[]', facet: 'disjunctive' },
    { name: 'tags', type: 'string[]', facet: 'conjunctive' },
    { name: 'price', type: 'number', facet: 'range' },
  ],
})
const { ask } = openShop(define('hierarchical'), DOCUMENTS)
const seek = (q: string): string[] => ask(q).sought.map((id) => id.split(' > ').at(-1) ?? id)

describe('what is looked for', () => {
  test.each([
    ['walnut desk', ['Desks'], 'the noun behind what it is made of'],
    ['quiet black Ivenholm desk', ['Desks'], 'the noun behind everything it should be'],
    ['desk under 500', ['Desks'], 'a price is no thing'],
    ['desk black', ['Desks'], 'nor is a colour, wherever it stands'],
    ['desk ivenholm', ['Desks'], 'nor a brand'],
    ['desk 140 cm', ['Desks'], 'nor a measure'],
    ['desk for children', ['Desks'], 'what follows a function word qualifies'],
    ['black and quiet laptop', ['Laptops'], 'what stands before one does, when it is known to'],
    ['the desk', ['Desks'], 'a query may begin with one'],
    ['looking for a desk', ['Desks'], 'words that only ask name no thing'],
    ['I am looking for a quiet black desk', ['Desks'], 'however many there are'],
    ['show me desks', ['Desks'], 'nor does whom to show'],
    ['where can I buy a walnut desk please', ['Desks'], 'nor do they at the end'],
    ['i need a desk for the office', ['Desks'], 'what follows still qualifies'],
  ])('%s: %j, since %s', (q, expected) => {
    expect(seek(q)).toEqual(expected)
  })

  test.each([
    ['desk lamp', ['Desks', 'Lamps'], 'lamps for desks are one, desks with a lamp the other'],
    ['sofa bed', ['Sofas', 'Beds'], 'either may be where they are kept'],
    ['lamp for a desk', ['Lamps', 'Desks'], 'function words do not tell "for" from "and"'],
    ['furniture desk', ['category:Furniture', 'Desks'], 'a level and the one below'],
  ])('of two named none is preferred in %s: %j, since %s', (q, expected) => {
    expect(seek(q)).toEqual(expected)
  })

  test.each([
    ['laptop bag', 'a bag is looked for, though no category is named by it'],
    ['desk drawer', 'of a word that no document says as well'],
    ['bed linen', 'a material may be the thing itself'],
    ['bed sheets', 'a unit without a number is a word'],
    ['pillow for a bed', 'the pillow came first'],
    ['looking for a pillow for a bed', 'it came first behind words that ask, too'],
    ['i want a laptop bag', 'words that ask say nothing of what follows'],
    ['pillow i need for a bed', 'behind a thing they are passed over no more'],
    ['walnut', 'there is no category'],
  ])('is not known in %s, since %s', (q) => {
    expect(seek(q)).toEqual([])
  })

  test('is not what was taken out, or read otherwise', () => {
    expect(ask('walnut desk', ['category:Furniture > Desks']).sought).toEqual([])
  })

  test('is never known without a taxonomy, whatever a field is called', () => {
    const flat = openShop(
      define('disjunctive'),
      DOCUMENTS.map((document) => ({ ...document, category: String(document['category']).split(' > ').at(-1) ?? '' })),
    )
    const chips = flat.ask('walnut desk').chips.filter(({ applied }) => applied === 'boost')
    expect(chips.map(({ kind }) => kind)).toEqual(['material', 'category'])
    for (const q of ['walnut desk', 'desk lamp', 'sofa bed', 'desk']) expect(flat.ask(q).sought).toEqual([])
  })
})

describe('the noun that counts', () => {
  const documents = [
    ...repeat(6, { title: 'Portátil', category: 'Electrónica > Portátiles', brand: 'Kestrel', colour: ['gris'] }),
    ...repeat(3, { title: 'Funda para portátil', category: 'Fundas y bolsas', brand: 'Tarnwick', colour: ['gris'] }),
  ]
  const spanish = openShop(define('hierarchical', 'es'), documents)
  const unknown = openShop(define('hierarchical', 'und'), DOCUMENTS)

  test('is the first one where what qualifies it comes behind', () => {
    expect(spanish.ask('portátil silencioso').sought).toEqual(['category:Electrónica > Portátiles'])
    expect(spanish.ask('funda portátil').sought).toEqual([])
  })

  test('is found behind and before words that only ask, in each language that has a list of them', () => {
    for (const q of ['busco un portátil', 'comprar portátil silencioso', '¿Dónde puedo comprar portátiles, por favor?'])
      expect(spanish.ask(q).sought, q).toEqual(['category:Electrónica > Portátiles'])
    for (const q of ['busco funda portátil', 'comprar una funda para portátil']) expect(spanish.ask(q).sought, q).toEqual([])
    const german = openShop(define('hierarchical', 'de'), DOCUMENTS)
    for (const q of ['Ich suche einen Desk', 'desk kaufen', 'Wo kann ich einen quiet desk kaufen?', 'desk gesucht'])
      expect(german.ask(q).sought, q).toEqual(['category:Furniture > Desks'])
    for (const q of ['desk Schublade kaufen', 'Lack für den desk kaufen']) expect(german.ask(q).sought, q).toEqual([])
    const french = openShop(define('hierarchical', 'fr'), documents)
    for (const q of ['je cherche un portátil', "j'ai besoin d'un portátil s'il vous plaît"]) expect(french.ask(q).sought, q).toHaveLength(1)
    expect(french.ask('housse pour portátil').sought).toEqual([])
  })

  test('may be called what other queries ask with', () => {
    const shelves = openShop(define('hierarchical'), [...DOCUMENTS, ...repeat(6, { title: 'Shop', category: 'Toys > Shop', brand: 'Kestrel' })])
    expect(shelves.ask('shop').sought).toEqual(['category:Toys > Shop'])
    expect(shelves.ask('shop desk').sought).toEqual(['category:Toys > Shop', 'category:Furniture > Desks'])
  })

  test('stands alone where the language does not say on which side', () => {
    expect(unknown.ask('desks black').sought).toEqual(['category:Furniture > Desks'])
    for (const q of ['folding desks', 'desks drawer']) expect(unknown.ask(q).sought, q).toEqual([])
  })
})
