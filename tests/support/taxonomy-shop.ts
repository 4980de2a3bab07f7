import type { CollectionDefinition } from '../../src/contracts/collection.ts'
import type { JsonObject } from '../../src/contracts/documents.ts'
import type { ProfileDefinition } from '../../src/contracts/ranking.ts'
import { gatherWords } from './gathered-words.ts'
import { type Search, createSearchHarness } from './search-harness.ts'

const define = (facet: 'hierarchical' | 'disjunctive'): CollectionDefinition => ({
  language: 'en',
  currency: 'EUR',
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'category', type: 'string', search: 'c', facet },
    { name: 'material', type: 'string', search: 'c', facet: 'disjunctive' },
    { name: 'colour', type: 'string', search: 'c', facet: 'disjunctive' },
    { name: 'price', type: 'number', facet: 'range' },
  ],
  vectors: [{ name: 'content', fields: ['title', 'category', 'material'], weight: 1, priority: 'high' }],
})

/** Walnut is rarer than desk, as qualities often are beside the kinds of things that have them, and so weighs more as a word. */
const DOCUMENTS: readonly JsonObject[] = [
  { id: 'walnut-desk', title: 'Writing desk', category: 'Furniture > Desks', material: 'walnut', colour: 'brown', price: 900 },
  { id: 'oak-desk', title: 'Writing desk in oak', category: 'Furniture > Desks', material: 'oak', colour: 'brown', price: 400 },
  ...Array.from({ length: 6 }, (_unused, at) => ({
    id: `desk-${at}`,
    title: `Steel desk, model ${at}`,
    category: 'Furniture > Desks',
    material: 'steel',
    colour: 'black',
    price: 300 + at,
  })),
  { id: 'walnut-shelf', title: 'Walnut shelf', category: 'Furniture > Storage', material: 'walnut', colour: 'brown', price: 120 },
  { id: 'walnut-wrist-rest', title: 'Walnut wrist rest', category: 'Office', material: 'walnut', colour: 'brown', price: 30 },
  { id: 'walnut-bowl', title: 'Walnut bowl', category: 'Kitchen', material: 'walnut', colour: 'brown', price: 45 },
  { id: 'desk-lamp', title: 'Brass desk lamp', category: 'Lighting > Lamps', material: 'brass', colour: 'yellow', price: 80 },
  ...Array.from({ length: 5 }, (_unused, at) => ({
    id: `lamp-${at}`,
    title: `Lamp, model ${at}`,
    category: 'Lighting > Lamps',
    material: 'steel',
    colour: 'black',
    price: 60 + at,
  })),
  // the rest of a shop, without which "desk" would be a word of half of all documents and weigh nothing
  ...Array.from({ length: 40 }, (_unused, at) => ({
    id: `cup-${at}`,
    title: `Cup ${at}`,
    category: 'Kitchen',
    material: 'clay',
    colour: 'white',
    price: 9,
  })),
]

type TaxonomyShop = { search: Search; serve(profile: ProfileDefinition): Promise<void> }

/** The shop with its words gathered and its vectors made; `facet` says whether its categories have levels. */
export async function openTaxonomyShop(facet: 'hierarchical' | 'disjunctive' = 'hierarchical'): Promise<TaxonomyShop> {
  const harness = createSearchHarness()
  // without levels a category is named by its last word alone
  const documents = DOCUMENTS.map((document) =>
    facet === 'hierarchical' ? document : { ...document, category: String(document['category']).split(' > ').at(-1) ?? '' },
  )
  await harness.create('shop', define(facet))
  await harness.write('shop', documents)
  await harness.embed('shop')
  const understanding = { ...harness.search.understanding, ...gatherWords(await harness.find('shop'), documents) }
  return { search: harness.searcher('shop', { ports: { understanding } }), serve: (profile) => harness.serve('shop', profile) }
}
