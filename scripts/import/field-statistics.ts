import { parseDate } from '../../src/domain/catalog/filter/index.ts'

export type Kind = 'string' | 'number' | 'boolean' | 'geo' | 'string[]' | 'number[]' | 'other'

/** What was seen of one field over a sample. Text figures are over its strings, or over the elements of its lists. */
export type FieldStatistics = {
  name: string
  /** documents that have it, with a value that is not null */
  present: number
  kinds: Partial<Record<Kind, number>>
  strings: number
  words: number
  longest: number
  dates: number
  urls: number
  images: number
  /** strings that contain " > ", as the levels of a category do */
  levels: number
  /** strings that spell a number, and those that spell true or false: CSV has no other way */
  numerals: number
  flags: number
  /** distinct values, counted to DISTINCT_CAP */
  distinct: Set<string>
  integers: number
  least: number
  greatest: number
  example: string
}

export const DISTINCT_CAP = 10_000
const MAX_DEPTH = 4
const IMAGE = /\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?.*)?$/i

/** Adds one document's fields; nested objects by dotted names, up to four levels deep. */
export function addDocument(fields: Map<string, FieldStatistics>, document: Readonly<Record<string, unknown>>): void {
  addMembers(fields, document, '', 1)
}

function addMembers(fields: Map<string, FieldStatistics>, members: Readonly<Record<string, unknown>>, prefix: string, depth: number): void {
  for (const [key, value] of Object.entries(members)) {
    const name = prefix + key
    if (value === null || value === undefined || name === 'id') continue
    if (typeof value === 'object' && !Array.isArray(value) && !isGeo(value) && depth < MAX_DEPTH) {
      addMembers(fields, value as Record<string, unknown>, `${name}.`, depth + 1)
    } else addValue(obtain(fields, name), value)
  }
}

function obtain(fields: Map<string, FieldStatistics>, name: string): FieldStatistics {
  const known = fields.get(name)
  if (known) return known
  const counts = { present: 0, strings: 0, words: 0, longest: 0, dates: 0, urls: 0, images: 0, levels: 0, numerals: 0, flags: 0, integers: 0 }
  const fresh = { name, ...counts, kinds: {}, distinct: new Set<string>(), least: Infinity, greatest: -Infinity, example: '' }
  fields.set(name, fresh)
  return fresh
}

function addValue(field: FieldStatistics, value: unknown): void {
  // an empty list says nothing about its elements
  if (Array.isArray(value) && value.length === 0) return
  field.present++
  const kind = kindOf(value)
  field.kinds[kind] = (field.kinds[kind] ?? 0) + 1
  for (const element of Array.isArray(value) ? value : [value]) {
    if (typeof element === 'string') addText(field, element)
    else if (typeof element === 'number') addNumber(field, element)
  }
  if (field.example === '') field.example = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60)
}

function kindOf(value: unknown): Kind {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return typeof value as Kind
  if (isGeo(value)) return 'geo'
  if (!Array.isArray(value)) return 'other'
  if (value.every((element) => typeof element === 'string')) return 'string[]'
  return value.every((element) => typeof element === 'number') ? 'number[]' : 'other'
}

function addText(field: FieldStatistics, text: string): void {
  field.strings++
  field.words += text.split(/\s+/).length
  field.longest = Math.max(field.longest, text.length)
  if (parseDate(text) !== undefined) field.dates++
  if (/^https?:\/\/\S+$/.test(text)) field.urls++
  if (IMAGE.test(text) && !/\s/.test(text)) field.images++
  if (text.includes(' > ')) field.levels++
  if (text === 'true' || text === 'false') field.flags++
  // 007 is a code and not the number 7
  if (/^\s*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?\s*$/i.test(text)) {
    field.numerals++
    addRange(field, Number(text))
  }
  if (field.distinct.size < DISTINCT_CAP) field.distinct.add(text)
}

function addRange(field: FieldStatistics, value: number): void {
  if (Number.isInteger(value)) field.integers++
  field.least = Math.min(field.least, value)
  field.greatest = Math.max(field.greatest, value)
}

function addNumber(field: FieldStatistics, value: number): void {
  addRange(field, value)
  if (field.distinct.size < DISTINCT_CAP) field.distinct.add(String(value))
}

function isGeo(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  const { lat, lng, ...more } = value as Record<string, unknown>
  return typeof lat === 'number' && typeof lng === 'number' && Object.keys(more).length === 0 && Math.abs(lat) <= 90 && Math.abs(lng) <= 180
}

/** CSV: a column whose every cell spells a number (true or false) holds numbers (booleans), as the server will read it. */
export function readCells(fields: ReadonlyMap<string, FieldStatistics>): void {
  for (const field of fields.values()) {
    const list = field.kinds['string[]'] !== undefined
    if (field.strings > 0 && field.numerals === field.strings) field.kinds = list ? { 'number[]': field.present } : { number: field.present }
    else if (!list && field.strings > 0 && field.flags === field.strings) field.kinds = { boolean: field.present }
  }
}
