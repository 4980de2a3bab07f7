import { CERTAIN, type RangeContext, type RangeReading, type RangeRule } from './range-reading.ts'
import { DECADE_WORDS } from './range-words.ts'

type Years = { readonly first: number; readonly last: number; readonly decade: boolean; readonly next: number }

const EARLIEST = 1850
const LIKELY = { applied: 'boost', confidence: 0.75 } as const
const GUESS = { applied: 'boost', confidence: 0.6 } as const

/** "from 1994", "before 2000", "between 1990 and 1999", "the 80s", "last year", and a year at the end of a query of more words. */
export const readYears: RangeRule = (at, context) => {
  const field = context.fields.year
  if (field === undefined) return undefined
  const base = { kind: 'date', field, from: at } as const
  return readTwoYears(at, context, base) ?? readOpenYears(at, context, base) ?? readYearsWithin(at, context, base)
}

type Base = Pick<RangeReading, 'kind' | 'field' | 'from'>

function readTwoYears(at: number, context: RangeContext, base: Base): RangeReading | undefined {
  const { cursor } = context
  const low = readYear(cursor.skipFillers(cursor.match(at, 'between', 'from') ?? at), context)
  const joined = low && cursor.match(low.next, 'to')
  const high = joined === undefined ? undefined : readYear(cursor.skipFillers(joined), context)
  if (low === undefined || high === undefined || high.last < low.first) return undefined
  return { ...base, ...CERTAIN, min: low.first, max: high.last, next: high.next }
}

function readOpenYears(at: number, context: RangeContext, base: Base): RangeReading | undefined {
  const { cursor } = context
  for (const cue of ['before', 'after', 'since', 'until'] as const) {
    const opened = cursor.match(at, cue)
    const years = opened === undefined ? undefined : readYear(cursor.skipFillers(opened), context)
    if (years === undefined) continue
    const limits = {
      before: { min: null, max: years.first - 1 },
      after: { min: years.last + 1, max: null },
      since: { min: years.first, max: null },
      until: { min: null, max: years.last },
    }[cue]
    return { ...base, ...CERTAIN, ...limits, next: years.next }
  }
  return undefined
}

function readYearsWithin(at: number, context: RangeContext, base: Base): RangeReading | undefined {
  const { cursor } = context
  const thisYear = new Date(context.now).getUTCFullYear()
  const last = cursor.match(at, 'lastYear')
  if (last !== undefined) return { ...base, ...GUESS, min: thisYear - 1, max: thisYear - 1, next: last }
  const current = cursor.match(at, 'thisYear')
  if (current !== undefined) return { ...base, ...GUESS, min: thisYear, max: thisYear, next: current }
  const opened = cursor.match(at, 'in')
  const years = readYear(opened === undefined ? at : cursor.skipFillers(opened), context)
  if (years === undefined) return undefined
  const reading = { ...base, min: years.first, max: years.last, next: years.next }
  if (opened !== undefined) return { ...reading, ...(years.decade || cursor.match(at, 'from') === opened ? CERTAIN : LIKELY) }
  if (years.decade) return { ...reading, ...LIKELY }
  // of things with a date of their own a bare year is more often a part of their name
  const named =
    base.field.date || at === 0 || years.next < cursor.lexemes.length || years.last > (context.values.percentile(base.field.name, 100) ?? 0)
  return named ? undefined : { ...reading, ...GUESS }
}

/** A year or a decade. */
function readYear(at: number, context: RangeContext): Years | undefined {
  const { cursor } = context
  const word = DECADE_WORDS.get(cursor.lexemes[at]?.text ?? '')
  if (word !== undefined) return { first: word, last: word + 9, decade: true, next: at + 1 }
  const said = cursor.match(at, 'decade')
  const place = said ?? at
  const number = cursor.lexemes[place]
  if (number?.kind !== 'number' || !Number.isInteger(number.value)) return undefined
  const suffix = cursor.lexemes[place + 1]
  const joined =
    suffix?.kind === 'word' && suffix.start <= number.end + 1 && (suffix.text === 's' || (suffix.text === 'er' && suffix.start === number.end))
  if (said !== undefined || joined) {
    const first = number.text.length === 2 ? number.value + (number.value < 30 ? 2000 : 1900) : number.value
    const next = joined ? (cursor.match(place + 1, 'decade') ?? place + 2) : place + 1
    return first % 10 === 0 && isYear(first, context) ? { first, last: first + 9, decade: true, next } : undefined
  }
  const plain = /^\d{4}$/.test(number.text) && isYear(number.value, context) && !cursor.isGlued(place + 1)
  return plain ? { first: number.value, last: number.value, decade: false, next: place + 1 } : undefined
}

function isYear(value: number, { now }: RangeContext): boolean {
  return value >= EARLIEST && value <= new Date(now).getUTCFullYear() + 10
}
