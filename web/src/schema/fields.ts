import type { CollectionView, FieldDefinition } from '../../../src/contracts/collection.ts'

/** Where a card's parts come from. `meta` are the declared fields worth a line when the card has room. */
export type CardFields = {
  title: string | null
  description: string | null
  image: string | null
  url: string | null
  brand: string | null
  price: string | null
  rating: string | null
  ratingCount: string | null
  stock: string | null
  meta: readonly FieldDefinition[]
}

export type SortOption = { value: string; label: string }

const MAX_FACETS = 24
const BRAND = /^(brand|supplier|manufacturer|maker|vendor)$/i
const PRICE = /^(price|sale_?price|list_?price)$/i
const RATING = /^(rating|average_?rating|stars)$/i
const RATING_COUNT = /^(rating_?count|review_?count|reviews)$/i
/** Types of one value a document. */
const GROUPABLE: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'date'])
const STOCK = /^(in_?stock|available|availability)$/i

/** The definition of a field by name; a pattern such as attr_t_* answers for the names it covers. */
export function findField(fields: readonly FieldDefinition[], name: string): FieldDefinition | undefined {
  return fields.find((field) => field.name === name) ?? fields.find((field) => field.name.endsWith('*') && name.startsWith(field.name.slice(0, -1)))
}

/** The facets the page asks for: the declared ones, in the order of the schema. Patterns stand for names the page can't know, so they are left out. */
export function listFacetFields(collection: CollectionView): FieldDefinition[] {
  return (collection.fields ?? []).filter((field) => field.facet !== undefined && !field.hidden && !field.name.endsWith('*')).slice(0, MAX_FACETS)
}

/** Chooses the parts of a card from `display`, and the familiar ones (brand, price, rating, stock) from the names and types of the fields. */
export function chooseCardFields(collection: CollectionView): CardFields {
  const fields = (collection.fields ?? []).filter((field) => !field.hidden && !field.name.endsWith('*'))
  const display = collection.display ?? {}
  const pick = (pattern: RegExp, types: readonly string[]): string | null =>
    fields.find((field) => pattern.test(field.name) && types.includes(field.type))?.name ?? null
  const chosen = {
    title: display.title ?? fields.find((field) => field.search === 'a')?.name ?? null,
    description: display.description ?? null,
    image: display.image ?? null,
    url: display.url ?? null,
    brand: pick(BRAND, ['string', 'text']),
    price: pick(PRICE, ['number']),
    rating: pick(RATING, ['number']),
    ratingCount: pick(RATING_COUNT, ['number']),
    stock: pick(STOCK, ['boolean']),
  }
  const used = new Set<string | null>(Object.values(chosen))
  const worthShowing = (field: FieldDefinition): boolean =>
    !used.has(field.name) && (field.facet !== undefined || field.sort === true) && field.type !== 'geo' && field.type !== 'image'
  return { ...chosen, meta: fields.filter(worthShowing) }
}

/** Two options for every sortable field, worded by its type. */
export function listSortOptions(collection: CollectionView, label: (name: string) => string): SortOption[] {
  const options: SortOption[] = []
  for (const field of collection.fields ?? []) {
    if (field.sort !== true || field.hidden || field.name.endsWith('*')) continue
    const [up, down] = nameDirections(field)
    const ascending = { value: `${field.name}:asc`, label: `${label(field.name)}: ${up}` }
    const descending = { value: `${field.name}:desc`, label: `${label(field.name)}: ${down}` }
    options.push(...(field.type.startsWith('date') ? [descending, ascending] : [ascending, descending]))
  }
  return options
}

/** The field that says which hits are variants of one thing; null where the collection names none that everybody may see. */
export function findGroupField(collection: CollectionView): string | null {
  const name = collection.display?.group
  const field = (collection.fields ?? []).find((declared) => declared.name === name)
  return field !== undefined && field.hidden !== true && GROUPABLE.has(field.type) ? field.name : null
}

/** The value of a field inside a document: the literal name first, then dots as steps into objects. */
export function readField(document: Readonly<Record<string, unknown>>, name: string | null): unknown {
  if (name === null) return undefined
  if (Object.hasOwn(document, name)) return document[name]
  let value: unknown = document
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

/** Whether the hits are worth a grid of pictures: a schema may declare an image that the documents lack. */
export function hasPictures(card: CardFields, hits: readonly { document: Readonly<Record<string, unknown>> }[]): boolean {
  return card.image !== null && hits.some(({ document }) => typeof readField(document, card.image) === 'string')
}

function nameDirections(field: FieldDefinition): [string, string] {
  if (field.type.startsWith('date')) return ['oldest first', 'newest first']
  if (field.type.startsWith('number')) return ['low to high', 'high to low']
  return ['A to Z', 'Z to A']
}
