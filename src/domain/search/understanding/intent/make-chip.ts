import type { Chip, Span } from '../../../../contracts/understanding.ts'
import { type FilterAst, type FilterValue, printFilter } from '../../../catalog/filter/index.ts'
import { chipKind, valueRole } from './field-roles.ts'
import type { PlacedRange } from './read-ranges.ts'
import { type ValueReading, valueId } from './find-values.ts'

const NOWHERE = { start: 0, length: 0 }
const literal = <T extends FilterValue>(value: T) => ({ value, ...NOWHERE })

export function makeValueChip(reading: ValueReading, span: Span, applied: Chip['applied']): Chip {
  const [value] = reading.values
  const field = { name: reading.field, ...NOWHERE }
  const filter: FilterAst =
    reading.values.length === 1
      ? { kind: 'compare', field, operator: '=', value: literal(value), ...NOWHERE }
      : { kind: 'in', field, negated: false, values: reading.values.map(literal), ...NOWHERE }
  return {
    id: valueId(reading.field, value),
    kind: chipKind(valueRole(reading.field)),
    field: reading.field,
    value,
    label: value,
    span,
    confidence: round(reading.confidence),
    applied,
    filter: printFilter(filter),
  }
}

/** Limits of a chip are included. Of a date field they are days: the first of a year and the last, whose filter runs to its last millisecond. */
export function makeRangeChip(reading: PlacedRange, applied: Chip['applied'], currency: string | undefined): Chip {
  const { field, kind } = reading
  const min = reading.min !== null && field.date ? `${padYear(reading.min)}-01-01` : reading.min
  const max = reading.max !== null && field.date ? `${padYear(reading.max)}-12-31` : reading.max
  const high = typeof max === 'string' ? `${max}T23:59:59.999Z` : max
  return {
    id: `${field.name}:${min ?? ''}..${max ?? ''}`,
    kind,
    field: field.name,
    value: null,
    label: `${labelRange(reading)}${kind === 'price' && currency !== undefined ? ` ${currency}` : ''}`,
    span: [reading.start, reading.end],
    confidence: round(reading.confidence),
    applied,
    filter: printFilter(rangeFilter(field.name, min, high)),
  }
}

function rangeFilter(name: string, min: FilterValue | null, max: FilterValue | null): FilterAst {
  const field = { name, ...NOWHERE }
  if (min !== null && max !== null) return { kind: 'between', field, low: literal(min), high: literal(max), ...NOWHERE }
  if (min !== null) return { kind: 'compare', field, operator: '>=', value: literal(min), ...NOWHERE }
  return { kind: 'compare', field, operator: '<=', value: literal(max ?? 0), ...NOWHERE }
}

function labelRange({ min, max }: PlacedRange): string {
  if (min === null) return `≤ ${max}`
  if (max === null) return `≥ ${min}`
  return min === max ? String(min) : `${min}–${max}`
}

const padYear = (year: number): string => String(year).padStart(4, '0')
const round = (confidence: number): number => Math.round(confidence * 1000) / 1000
