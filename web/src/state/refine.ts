import type { FieldDefinition, FieldType } from '../../../src/contracts/collection.ts'
import { findField } from '../schema/fields.ts'
import type { Range, SearchState } from './search-state.ts'

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/
const RESERVED = /^(and|or|not|in|between|exists|is|null|true|false)$/i

/**
 * The filter-language text of everything chosen on the page, or undefined when nothing is.
 * Each conjunct names one field (CONTRACT: refine): values of a conjunctive facet are one conjunct each, others are joined by IN.
 */
export function buildRefine(state: Pick<SearchState, 'values' | 'ranges'>, fields: readonly FieldDefinition[]): string | undefined {
  const conjuncts: string[] = []
  for (const [name, values] of state.values) {
    const field = findField(fields, name)
    const literals = values.map((value) => formatLiteral(value, field?.type))
    if (field?.facet === 'conjunctive' || literals.length === 1) conjuncts.push(...literals.map((literal) => `${formatField(name)} = ${literal}`))
    else if (literals.length > 1) conjuncts.push(`${formatField(name)} IN [${literals.join(', ')}]`)
  }
  for (const [name, range] of state.ranges) {
    const conjunct = formatRange(formatField(name), range, findField(fields, name)?.type)
    if (conjunct !== null) conjuncts.push(conjunct)
  }
  return conjuncts.length === 0 ? undefined : conjuncts.join(' AND ')
}

/** A field name as the filter language reads it: bare when it can be, otherwise in backticks. */
export function formatField(name: string): string {
  return PLAIN_NAME.test(name) && !RESERVED.test(name) ? name : `\`${formatString(name).slice(1, -1).replaceAll('`', '\\`')}\``
}

/** A text in double quotes; the filter language reads JSON's escapes. */
export function formatString(value: string): string {
  return JSON.stringify(value)
}

function formatLiteral(value: string, type: FieldType | undefined): string {
  const base = type?.replace('[]', '')
  if (base === 'boolean' && (value === 'true' || value === 'false')) return value
  if (base === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return String(Number(value))
  return formatString(value)
}

function formatRange(field: string, range: Range, type: FieldType | undefined): string | null {
  const { min, max } = range
  const bound = (value: number): string => (type?.startsWith('date') ? formatString(formatInstant(value)) : String(value))
  if (min !== undefined && max !== undefined) return `${field} BETWEEN ${bound(min)} AND ${bound(max)}`
  if (min !== undefined) return `${field} >= ${bound(min)}`
  if (max !== undefined) return `${field} <= ${bound(max)}`
  return null
}

/** Epoch milliseconds as RFC 3339; a date can't be further than 8.64e15 ms from 1970 (ECMA-262). */
export function formatInstant(value: number): string {
  return new Date(Math.max(-8.64e15, Math.min(8.64e15, value))).toISOString()
}
