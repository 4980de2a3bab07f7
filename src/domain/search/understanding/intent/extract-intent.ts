import type { Chip, Span } from '../../../../contracts/understanding.ts'
import { numericFields } from './field-roles.ts'
import { findSought } from './find-sought.ts'
import { type ValueContext, type ValueReading, findValues } from './find-values.ts'
import { makeRangeChip, makeValueChip } from './make-chip.ts'
import { type PlacedRange, readRanges } from './read-ranges.ts'

export type IntentRequest = ValueContext & {
  /** the query that the tokens' offsets lie in */
  readonly text: string
  /** epoch ms, for "last year" */
  readonly now: number
}

export type Intent = {
  /** by place in the query, what is applied first at each place; what is said twice stands once */
  readonly chips: readonly Chip[]
  /** positions of tokens that chips of kind filter stand for and that are not searched as words */
  readonly consumed: readonly number[]
  /** ids of the chips that say what is looked for, not only how it should be */
  readonly sought: readonly string[]
}

/**
 * The collection's values, prices, ratings and years that a query names, the longest match first. Chips that are applied
 * never overlap; other readings of their words come as "none". Pure and total.
 */
export function extractIntent(request: IntentRequest): Intent {
  const ranges = chooseRanges(request)
  const taken: Span[] = ranges.filter(({ applied }) => applied !== 'none').map(({ span }) => span)
  const values = chooseValues(request, taken)
  const chips = [...ranges, ...values].toSorted(
    (left, right) => left.span[0] - right.span[0] || Number(left.applied === 'none') - Number(right.applied === 'none'),
  )
  const filters = chips.filter(({ applied }) => applied === 'filter')
  const consumed = request.tokens.flatMap(({ start, end }, index) => (filters.some(({ span }) => overlap(span, [start, end])) ? [index] : []))
  const ids = new Set<string>()
  return { chips: chips.filter(({ id }) => !ids.has(id) && ids.add(id)), consumed, sought: findSought(chips, request) }
}

/** Each range, or of one that was removed the next reading of its words. */
function chooseRanges({ text, language, definition, values, now, without }: IntentRequest): Chip[] {
  const { currency } = definition
  const ranges = readRanges(text, language, { fields: numericFields(definition), values, currency, now })
  return ranges.flatMap((range) => {
    const open = [range, ...range.rivals].filter((reading) => !without.has(makeRangeChip(reading, 'none', currency).id))
    return open.map((reading: PlacedRange, index) => makeRangeChip(reading, index === 0 ? reading.applied : 'none', currency))
  })
}

function chooseValues(request: IntentRequest, taken: readonly Span[]): Chip[] {
  const { tokens, text } = request
  const spanOf = ({ from, to }: ValueReading): Span => [tokens[from]?.start ?? 0, endOfWord(tokens[to - 1]?.end ?? 0, text)]
  const runs = findValues(request).toSorted(
    (left, right) => lengthOf(right) - lengthOf(left) || (right[0]?.confidence ?? 0) - (left[0]?.confidence ?? 0),
  )
  const chosen: Span[] = []
  return runs.flatMap((readings) => {
    const [first] = readings
    if (first === undefined) return []
    const span = spanOf(first)
    if (chosen.some((other) => overlap(span, other))) return []
    chosen.push(span)
    const free = !taken.some((other) => overlap(span, other))
    return readings.map((reading, index) => makeValueChip(reading, span, free && index === 0 ? 'boost' : 'none'))
  })
}

const lengthOf = ([first]: readonly ValueReading[]): number => (first === undefined ? 0 : first.to - first.from)

/** A possessive s belongs to its word, though it is not searched. */
function endOfWord(end: number, text: string): number {
  return /^['’]s(?!\p{L})/iu.test(text.slice(end, end + 3)) ? end + 2 : end
}

function overlap(left: Span, right: Span): boolean {
  return left[0] < right[1] && right[0] < left[1]
}
