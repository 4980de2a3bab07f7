import type { FieldDefinition, FieldType } from '../../src/contracts/collection.ts'
import { DISTINCT_CAP, type FieldStatistics } from './field-statistics.ts'

const TITLES = /^(?:title|name|product_?(?:title|name)|heading|headline|subject|question)$/i
const BRANDS = /^(?:brand|supplier|manufacturer|maker|vendor|publisher|author|artist|director|actors|label)(?:_?name)?$/i
const CODES = /(?:^|[_.-])(?:id|ean|gtin|upc|sku|isbn|mpn|code|barcode|zip|phone)s?$|(?:Id|Ean|Gtin|Sku|Code)s?$/
const LINKS = /(?:^|[_.-])(?:url|link|href|permalink)$|(?:Url|Link)$/
const IMAGES = /image|img|thumb|photo|picture|poster|cover|avatar/i
const MOMENTS = /(?:^|[_.-])(?:date|time|timestamp|created|updated|published|released)|(?:At|Date|Time)$/

/** A facet is a list to choose from: at most this many values, each seen twice or more on average. */
const MAX_FACET_VALUES = 5000
/** In UTF-16 units: what is longer is read, not chosen. */
export const LONGEST_VALUE = 1000
const EPOCH_MS = { least: 1e11, greatest: 5e12 }

/** The definition of a field from what was seen of it, or undefined where its values have no one type: it is stored as it is. */
export function inferField(field: FieldStatistics): FieldDefinition | undefined {
  const kinds = Object.keys(field.kinds)
  const [kind] = kinds
  if (kinds.length !== 1) return undefined
  const { name } = field
  switch (kind) {
    case 'boolean':
      return { name, type: 'boolean', facet: 'conjunctive' }
    case 'geo':
      return { name, type: 'geo' }
    case 'number':
      return inferNumber(field)
    case 'number[]':
      return { name, type: 'number[]', ...(isCode(field) ? {} : { facet: 'range' }) }
    case 'string':
      return inferString(field)
    case 'string[]':
      return inferList(field)
    default:
      return undefined
  }
}

function inferNumber(field: FieldStatistics): FieldDefinition {
  const { name } = field
  const whole = field.integers === field.present
  if (whole && MOMENTS.test(name) && field.least >= EPOCH_MS.least && field.greatest <= EPOCH_MS.greatest) return { name, type: 'date', sort: true }
  return isCode(field) ? { name, type: 'number' } : { name, type: 'number', facet: 'range', sort: true }
}

function inferString(field: FieldStatistics): FieldDefinition {
  const { name } = field
  if (field.dates === field.strings) return { name, type: 'date', sort: true }
  const addresses = field.urls + (field.urls === 0 ? field.images : 0)
  if (addresses >= field.strings * 0.98 && field.longest <= LONGEST_VALUE) {
    const image = field.images >= field.strings * 0.5 || IMAGES.test(name)
    return { name, type: image ? 'image' : 'string' }
  }
  if (TITLES.test(name) && !isFacet(field)) return { name, type: 'text', search: 'a' }
  if (isProse(field)) return { name, type: 'text', search: 'd' }
  return describeValues(field, 'string')
}

function inferList(field: FieldStatistics): FieldDefinition | undefined {
  const { name } = field
  if (field.dates === field.strings) return { name, type: 'date[]' }
  if (field.urls === field.strings) return { name, type: 'string[]' }
  // a list of sentences has no type of its own: it is stored, and searched as text
  return field.longest > LONGEST_VALUE ? undefined : describeValues(field, 'string[]')
}

/** Exact values: a facet where there are few, searched by brand, by category or as a plain value. */
function describeValues(field: FieldStatistics, type: FieldType): FieldDefinition {
  const { name } = field
  const hierarchical = field.levels >= field.strings * 0.8
  if (hierarchical) return { name, type, search: 'c', facet: 'hierarchical', separator: ' > ' }
  const search = BRANDS.test(name) ? 'b' : isCode(field) ? 'd' : 'c'
  return { name, type, search, ...(isFacet(field) && !LINKS.test(name) ? { facet: 'disjunctive' as const } : {}) }
}

/** Text to read, not a value to choose: long, or of several words and rarely the same twice. */
function isProse(field: FieldStatistics): boolean {
  const words = field.words / Math.max(1, field.strings)
  if (field.longest > LONGEST_VALUE || words > 8) return true
  return words >= 3 && !isFacet(field) && !BRANDS.test(field.name) && !isCode(field)
}

function isFacet(field: FieldStatistics): boolean {
  const { size } = field.distinct
  return size < DISTINCT_CAP && size <= MAX_FACET_VALUES && size <= field.strings / 2 && !isCode(field)
}

function isCode(field: FieldStatistics): boolean {
  return CODES.test(field.name)
}

export function isTitle(name: string): boolean {
  return TITLES.test(name)
}

export function isLink(name: string): boolean {
  return LINKS.test(name)
}
