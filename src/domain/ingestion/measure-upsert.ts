import type { ErrorCode } from '../../contracts/errors.ts'
import { type IndexedDocument, MAX_VALUES } from './index-document.ts'
import type { DocumentUpsert } from './ports.ts'

/** D1 takes 2 MB a bound value, and every list of a batch travels as one: bodies, values and places, terms. */
const MAX_LIST_BYTES = 1_800_000

/** Bytes that documents take in each list; never less than they really take. */
export type ListSizes = { bodies: number; values: number; terms: number }

export const NO_BYTES: ListSizes = { bodies: 0, values: 0, terms: 0 }

export function addSizes(left: ListSizes, right: ListSizes): ListSizes {
  return { bodies: left.bodies + right.bodies, values: left.values + right.values, terms: left.terms + right.terms }
}

export function fitsBatch(sizes: ListSizes): boolean {
  return Math.max(sizes.bodies, sizes.values, sizes.terms) <= MAX_LIST_BYTES
}

export function measureUpsert(upsert: DocumentUpsert): ListSizes {
  const frame = countJsonBytes(upsert.id) + 64
  const indexed = [upsert.index, ...(upsert.building ? [upsert.building] : [])].map(measureIndex)
  return {
    bodies: frame + countJsonBytes(upsert.body),
    values: frame + Math.max(...indexed.map(({ values }) => values)),
    terms: frame + Math.max(...indexed.map(({ terms }) => terms)),
  }
}

/** Why a document can't be indexed whole, or null. */
export function findExcess(upsert: DocumentUpsert, sizes: ListSizes): { code: ErrorCode; message: string } | null {
  const { omitted } = upsert.index
  if (omitted !== undefined)
    return {
      code: 'documents.too_many_fields',
      message: `the document has ${MAX_VALUES + omitted} indexed values, at most ${MAX_VALUES} are allowed`,
    }
  if (fitsBatch(sizes)) return null
  return { code: 'documents.too_large', message: `the document's words and values take more than ${MAX_LIST_BYTES} bytes in the index` }
}

function measureIndex({ values, geo, terms, heads }: IndexedDocument): { values: number; terms: number } {
  const frame = 8
  // a number takes at most 24 bytes, an extreme one two numbers
  const ofValues = values.reduce(
    (sum, [name, value]) => sum + frame + countJsonBytes(name) + (typeof value === 'string' ? countJsonBytes(value) : 40),
    0,
  )
  const ofHeads = heads.reduce((sum, term) => sum + frame + 8 + countJsonBytes(term), 0)
  const ofPlaces = geo.reduce((sum, [name]) => sum + frame + countJsonBytes(name) + 60, 0)
  return {
    values: Math.max(ofValues + ofHeads, ofPlaces),
    terms: 16 + [terms.a, terms.b, terms.c, terms.d].reduce((sum, text) => sum + countJsonBytes(text), 0),
  }
}

/** At least the bytes of a text as a JSON string in UTF-8: half a surrogate pair may be written as an escape of six. */
function countJsonBytes(text: string): number {
  let bytes = 2
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x20 || (unit >= 0xd800 && unit <= 0xdfff)) bytes += 6
    else if (unit < 0x80) bytes += unit === 0x22 || unit === 0x5c ? 2 : 1
    else bytes += unit < 0x800 ? 2 : 3
  }
  return bytes
}
