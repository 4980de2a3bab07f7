import type { FieldDefinition } from '../../contracts/collection.ts'
import { MAX_DOCUMENT_BYTES, type JsonObject, type JsonValue } from '../../contracts/documents.ts'
import type { ErrorCode } from '../../contracts/errors.ts'
import { parseDate } from '../catalog/filter/index.ts'
import { DEFAULT_SEPARATOR, type Schema, valueAt } from '../catalog/index.ts'

export type DocumentFailure = { ok: false; id?: string; code: ErrorCode; message: string }
export type ParsedDocument = { ok: true; id: string; body: JsonObject }

/** Objects and lists inside each other, the document itself counted. */
const MAX_DEPTH = 64
export const TOO_DEEP = `objects and lists are more than ${MAX_DEPTH} levels inside each other`
/** Levels of a hierarchical value: each is stored with all those above it. */
const MAX_LEVELS = 16

const encoder = new TextEncoder()

/**
 * Checks one document against the schema. The body comes back as it will be stored and returned: the id as a string,
 * undeclared fields dropped when the collection ignores them, nulls kept (they count as missing).
 */
export function parseDocument(schema: Schema, input: unknown, size?: number): ParsedDocument | DocumentFailure {
  if (input === null || typeof input !== 'object' || Array.isArray(input))
    return { ok: false, code: 'documents.json', message: 'expected a JSON object' }
  const source = input as JsonObject
  const id = readId(source['id'])
  const wrong = checkId(id, source['id'])
  if (wrong !== null || typeof id !== 'string') return { ok: false, code: 'documents.id', message: wrong ?? '' }
  if (isTooDeep(source)) return { ok: false, id, code: 'documents.too_deep', message: TOO_DEEP }
  const bytes = size ?? encoder.encode(JSON.stringify(source)).length
  if (bytes > MAX_DOCUMENT_BYTES)
    return { ok: false, id, code: 'documents.too_large', message: `the document has ${bytes} bytes, at most ${MAX_DOCUMENT_BYTES} are allowed` }
  const body: JsonObject = { id }
  for (const [name, value] of Object.entries(source)) {
    if (name === 'id' || name === '__proto__') continue
    if (!isDeclared(schema, name)) {
      if (schema.definition.dynamic === 'ignore') continue
      if (schema.definition.dynamic === 'reject')
        return { ok: false, id, code: 'documents.unknown_field', message: `${name}: the collection does not declare this field` }
    }
    body[name] = value
  }
  const finding = checkTypes(schema, body)
  return finding === null ? { ok: true, id, body } : { ok: false, id, code: 'documents.field_type', message: finding }
}

/** Numbers become strings, where they still say what was sent: beyond 2^53 two ids would become one. */
function readId(given: unknown): unknown {
  const exact = typeof given === 'number' && Number.isFinite(given) && (Number.isSafeInteger(given) || !Number.isInteger(given))
  return exact ? String(given) : given
}

/** Null for a good id, otherwise a sentence. */
function checkId(id: unknown, given: unknown): string | null {
  if (given === undefined) return 'id: is missing'
  if (typeof given === 'number' && typeof id === 'number') return `id: ${given} is more than a number holds exactly; send it as a string`
  if (typeof id !== 'string') return `id: expected a string or a number, got ${describe(id)}`
  if (id.length === 0 || id.length > 128) return `id: expected 1 to 128 characters, got ${id.length}`
  if (!id.isWellFormed()) return 'id: contains half of a surrogate pair'
  // URLs read these as steps, so that no address could name the document
  return id === '.' || id === '..' ? `id: "${id}" can not stand in an address` : null
}

/** SQLite reads JSON to 1,000 levels and stops the whole batch beyond; level by level, because recursion would not get there. */
export function isTooDeep(document: JsonObject): boolean {
  let level: JsonValue[] = Object.values(document)
  for (let depth = 1; level.length > 0; depth++) {
    const inner = level.filter((value) => value !== null && typeof value === 'object')
    if (inner.length > 0 && depth >= MAX_DEPTH) return true
    level = inner.flatMap((value) => Object.values(value as JsonObject))
  }
  return false
}

/** A top-level member is declared when a field names it or something inside it. */
function isDeclared(schema: Schema, name: string): boolean {
  return schema.field(name) !== undefined || schema.exact.some((field) => field.name.startsWith(`${name}.`))
}

function checkTypes(schema: Schema, body: JsonObject): string | null {
  for (const field of schema.exact) {
    const finding = checkValue(field, field.name, valueAt(body, field.name))
    if (finding !== null) return finding
  }
  if (schema.patterns.length === 0) return null
  for (const [name, value] of Object.entries(body)) {
    const field = schema.field(name)
    if (!field?.name.endsWith('*')) continue
    const finding = checkValue(field, name, value)
    if (finding !== null) return finding
  }
  return null
}

/** Null when the value fits the field, otherwise a sentence such as: price: expected a number, got "12,50". */
export function checkValue(field: FieldDefinition, name: string, value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (field.type.endsWith('[]')) {
    if (!Array.isArray(value)) return `${name}: expected a list of ${field.type.slice(0, -2)}s, got ${describe(value)}`
    const item = { ...field, type: field.type.slice(0, -2) as FieldDefinition['type'] }
    for (const [index, element] of value.entries()) {
      if (element === null) return `${name}[${index}]: expected a ${item.type}, got null`
      const finding = checkValue(item, `${name}[${index}]`, element)
      if (finding !== null) return finding
    }
    return null
  }
  if (
    field.facet === 'hierarchical' &&
    typeof value === 'string' &&
    value.split(field.separator ?? DEFAULT_SEPARATOR, MAX_LEVELS + 1).length > MAX_LEVELS
  ) {
    return `${name}: expected at most ${MAX_LEVELS} levels`
  }
  return fits(field.type, value) ? null : `${name}: expected ${EXPECTED[field.type]}, got ${describe(value)}`
}

const EXPECTED: Readonly<Record<string, string>> = {
  text: 'text',
  string: 'a string',
  image: 'a URL or blob key',
  number: 'a number',
  boolean: 'true or false',
  date: 'an RFC 3339 date or epoch milliseconds',
  geo: '{"lat": -90..90, "lng": -180..180}',
}

function fits(type: FieldDefinition['type'], value: unknown): boolean {
  switch (type) {
    case 'text':
    case 'string':
    case 'image':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return readDate(value) !== null
    case 'geo':
      return readGeo(value) !== null
    default:
      return false
  }
}

/** Epoch milliseconds of a stored date value, or null. */
export function readDate(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) <= 8.64e15 ? value : null
  return typeof value === 'string' ? (parseDate(value) ?? null) : null
}

export function readGeo(value: unknown): { lat: number; lng: number } | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const { lat, lng } = value as Record<string, JsonValue>
  if (typeof lat !== 'number' || typeof lng !== 'number') return null
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
