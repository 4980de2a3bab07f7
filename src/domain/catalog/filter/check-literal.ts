import type { Literal } from './ast.ts'
import type { ResolvedField, ValueKind } from './filter-field.ts'
import { failFilter } from './filter-error.ts'
import { MAX_EPOCH_MS, parseDate } from './parse-date.ts'

const WANTED: Readonly<Record<ValueKind, string>> = {
  text: 'a string in double quotes',
  number: 'a number',
  date: 'a date such as "2026-05-01", "2026-05-01T12:00:00Z" or epoch milliseconds',
  boolean: 'true or false',
  geo: 'a place',
}

/** The literal as the field stores its values. Fails with filter.type at the value. */
export function checkLiteral(literal: Literal, field: ResolvedField): Literal {
  const { value } = literal
  if (field.kind === 'date') return { ...literal, value: checkDate(literal, field) }
  if (field.kind === 'text' && typeof value === 'string') {
    // SQLite keeps UTF-8, which has no lone surrogates: both sides of a comparison see U+FFFD instead.
    return { ...literal, value: value.toWellFormed() }
  }
  if (field.kind === 'number' && typeof value === 'number') return literal
  if (field.kind === 'boolean' && typeof value === 'boolean') return literal
  return failType(literal, field)
}

function checkDate(literal: Literal, field: ResolvedField): number {
  const { value } = literal
  if (typeof value === 'number' && Math.abs(value) <= MAX_EPOCH_MS) return value
  const parsed = typeof value === 'string' ? parseDate(value) : undefined
  return parsed ?? failType(literal, field)
}

function failType(literal: Literal, field: ResolvedField): never {
  const { value } = literal
  return failFilter(
    'filter.type',
    `${field.name} needs ${WANTED[field.kind]}, not ${typeof value === 'string' ? 'this string' : describeValue(value)}`,
    literal,
    suggestValue(value, field.kind),
  )
}

function describeValue(value: number | boolean): string {
  return typeof value === 'number' ? 'a number' : `${value}`
}

function suggestValue(value: Literal['value'], kind: ValueKind): string | undefined {
  if (kind === 'text') return `Write ${JSON.stringify(String(value))}`
  if (typeof value !== 'string') return undefined
  if (kind === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return `Write ${Number(value)} without quotes`
  if (kind === 'boolean' && /^(?:true|false)$/i.test(value)) return `Write ${value.toLowerCase()} without quotes`
  return undefined
}
