import type { FieldDefinition, WeightClass } from '../../contracts/collection.ts'
import type { JsonObject } from '../../contracts/documents.ts'
import { type Language, analyse, findHeads, stripMarkup } from '../../shared/text/index.ts'
import { DEFAULT_SEPARATOR, type Schema, expandHierarchy, searchableTexts, valueAt } from '../catalog/index.ts'
import { checkValue, readDate, readGeo } from './parse-document.ts'

/** Values a filter, facet or sort can see. Numbers, epoch milliseconds and 0/1 for booleans travel as numbers. */
export type IndexedValue = readonly [field: string, value: string | number]

export type IndexedDocument = {
  /** terms of each weight class, joined by spaces */
  readonly terms: Readonly<Record<WeightClass, string>>
  readonly tokens: number
  /** at most MAX_VALUES */
  readonly values: readonly IndexedValue[]
  /** values left out because there are too many; absent when none were */
  readonly omitted?: number
  readonly geo: readonly (readonly [field: string, lat: number, lng: number])[]
  /** terms that the texts of class a say the thing is, at most MAX_HEADS */
  readonly heads: readonly string[]
}

/**
 * What the keyword index holds of a document, as a number: it grows with every change of that (terms, heads, values), and every collection that
 * was indexed under another one is rebuilt (start-rebuild.ts). 1: terms; 2: what a title says its thing is (decision 0014).
 */
export const INDEX_FORMAT = 2

/** More distinct values than this in one document is an accident, not a catalog. */
export const MAX_VALUES = 1000
/** A title names its thing first: what comes later are colours, sizes and what it fits. */
const MAX_HEADS = 4

/**
 * Turns a checked document into what the derived stores hold. A value that does not fit its field (possible while a
 * rebuild moves to another schema) is left out. Hidden fields are indexed too, for keys that may read them, but never
 * as text: a keyword match would give them away.
 */
export function indexDocument(schema: Schema, body: JsonObject): IndexedDocument {
  const terms: Record<WeightClass, string[]> = { a: [], b: [], c: [], d: [] }
  const language = schema.definition.language as Language
  const heads = new Set<string>()
  const values = new Map<string, IndexedValue>()
  const geo: [string, number, number][] = []
  const addText = (weight: WeightClass, text: string): void => {
    const plain = stripMarkup(text)
    const tokens = analyse(plain, language)
    for (const { term } of tokens) terms[weight].push(term)
    if (weight === 'a') for (const term of findHeads(plain, tokens, language)) heads.add(term)
  }
  const addField = (field: FieldDefinition, name: string, value: unknown): void => {
    if (value === undefined || value === null || checkValue(field, name, value) !== null) return
    if (field.type === 'text') return
    const place = field.type === 'geo' ? readGeo(value) : null
    if (place) geo.push([name, place.lat, place.lng])
    else for (const item of valuesOf(field, value)) values.set(`${name}\u0000${item}`, [name, item])
  }
  // a value that does not fit its field is no text either
  for (const { field, weight, text } of searchableTexts(schema, body)) if (fits(schema.field(field), field, body)) addText(weight, text)
  for (const field of schema.exact) addField(field, field.name, valueAt(body, field.name))
  for (const [name, value] of Object.entries(body)) {
    if (name === 'id') continue
    const field = schema.field(name)
    if (field?.name.endsWith('*')) addField(field, name, value)
  }
  const tokens = terms.a.length + terms.b.length + terms.c.length + terms.d.length
  return {
    terms: { a: terms.a.join(' '), b: terms.b.join(' '), c: terms.c.join(' '), d: terms.d.join(' ') },
    tokens,
    values: [...values.values()].slice(0, MAX_VALUES),
    ...(values.size > MAX_VALUES ? { omitted: values.size - MAX_VALUES } : {}),
    geo,
    heads: [...heads].slice(0, MAX_HEADS),
  }
}

function fits(field: FieldDefinition | undefined, name: string, body: JsonObject): boolean {
  return field === undefined || checkValue(field, name, valueAt(body, name)) === null
}

function valuesOf(field: FieldDefinition, value: unknown): (string | number)[] {
  const items: unknown[] = Array.isArray(value) ? value : [value]
  const found: (string | number)[] = []
  for (const item of items) {
    if (field.type.startsWith('date')) {
      const time = readDate(item)
      if (time !== null) found.push(time)
    } else if (typeof item === 'boolean') found.push(item ? 1 : 0)
    else if (typeof item === 'number') found.push(item)
    else if (typeof item === 'string') {
      // SQLite keeps UTF-8, which has no lone surrogates; filters look for U+FFFD in their place
      const text = item.toWellFormed()
      if (field.facet === 'hierarchical') found.push(...expandHierarchy(text, field.separator ?? DEFAULT_SEPARATOR))
      else found.push(text)
    }
  }
  return found
}
