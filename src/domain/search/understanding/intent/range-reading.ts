import type { Chip } from '../../../../contracts/understanding.ts'
import type { NumericField, NumericFields } from './field-roles.ts'
import type { FacetValues } from './open-values.ts'
import type { RangeCursor } from './range-cursor.ts'

/** A price, rating or span of years read from lexemes `from` to before `next`; limits are included and years whole. */
export type RangeReading = {
  readonly kind: Extract<Chip['kind'], 'price' | 'rating' | 'date'>
  readonly field: NumericField
  readonly min: number | null
  readonly max: number | null
  readonly from: number
  readonly next: number
  readonly applied: 'filter' | 'boost'
  /** 0 to 1 */
  readonly confidence: number
}

export type RangeContext = {
  readonly cursor: RangeCursor
  readonly fields: NumericFields
  readonly values: FacetValues
  readonly currency: string | undefined
  /** epoch ms */
  readonly now: number
  readonly stopWords: ReadonlySet<string>
}

export type RangeRule = (at: number, context: RangeContext) => RangeReading | undefined

/** Of a range with a word that says so, or money. */
export const CERTAIN = { applied: 'filter', confidence: 0.95 } as const
/** Of a word that tells a taste ("cheap"): a percentile is our reading of it. */
export const TASTE = { applied: 'boost', confidence: 0.6 } as const
