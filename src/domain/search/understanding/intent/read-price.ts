import type { Amount } from './range-cursor.ts'
import { CERTAIN, type RangeContext, type RangeReading, type RangeRule, TASTE } from './range-reading.ts'

/** Neither money nor at the end of its phrase: "under 500 laptop" is a price, "under 500 something" may count somethings. */
const BARE = { applied: 'boost', confidence: 0.7 } as const
/** An amount without a word before it: "$100 headphones" are for at most that, not for exactly that. */
const AMOUNT = { applied: 'boost', confidence: 0.6 } as const

/** "under $50", "between 20 and 40", "20-40 dollars", "$50 or less", "cheap". Money of another currency than the collection's is no price here. */
export const readPrice: RangeRule = (at, context) => {
  const field = context.fields.price
  if (field === undefined) return undefined
  const base = { kind: 'price', field, from: at } as const
  return readTaste(at, context, base) ?? readTwoPrices(at, context, base) ?? readOnePrice(at, context, base)
}

type Base = Pick<RangeReading, 'kind' | 'field' | 'from'>

function readTaste(at: number, { cursor, values }: RangeContext, base: Base): RangeReading | undefined {
  const cheap = cursor.match(at, 'cheap')
  const dear = cheap === undefined ? cursor.match(at, 'dear') : undefined
  const next = cheap ?? dear
  const limit = values.percentile(base.field.name, cheap === undefined ? 75 : 25)
  if (next === undefined || limit === null) return undefined
  return { ...base, ...TASTE, min: cheap === undefined ? limit : null, max: cheap === undefined ? null : limit, next }
}

function readTwoPrices(at: number, context: RangeContext, base: Base): RangeReading | undefined {
  const { cursor } = context
  const opened = cursor.match(at, 'between', 'from')
  const low = cursor.readAmount(cursor.skipFillers(opened ?? at))
  const joined = low && cursor.match(low.next, 'to')
  const high = joined === undefined ? undefined : cursor.readAmount(cursor.skipFillers(joined))
  if (low === undefined || high === undefined || high.value < low.value) return undefined
  const money = low.currencies !== null || high.currencies !== null
  if (!isOwnMoney(low, context) || !isOwnMoney(high, context)) return undefined
  if (!money && (opened === undefined || isCount(high, context))) return undefined
  // 3000円から5000円まで
  return { ...base, ...CERTAIN, min: low.value, max: high.value, next: cursor.match(high.next, 'orLess') ?? high.next }
}

function readOnePrice(at: number, context: RangeContext, base: Base): RangeReading | undefined {
  const { cursor } = context
  const below = cursor.match(at, 'below')
  const above = cursor.match(at, 'above')
  // the longer phrase is meant: "no more than" says below, though "more than" says above
  const isBelow = (below ?? 0) >= (above ?? 0)
  const opened = isBelow ? below : above
  const amount = cursor.readAmount(cursor.skipFillers(opened ?? at))
  if (amount === undefined || !isOwnMoney(amount, context)) return undefined
  const less = cursor.match(amount.next, 'orLess')
  const more = cursor.match(amount.next, 'orMore')
  const money = amount.currencies !== null
  if (opened === undefined) {
    if (!money) return undefined
    if (more !== undefined) return { ...base, ...CERTAIN, min: amount.value, max: null, next: more }
    return { ...base, ...(less === undefined ? AMOUNT : CERTAIN), min: null, max: amount.value, next: less ?? amount.next }
  }
  // "from 100" opens a range of money only, since most things come from somewhere
  if (!money && (isCount(amount, context) || (!isBelow && cursor.match(at, 'from') === opened))) return undefined
  const certainty = money || endsPhrase(amount.next, context) ? CERTAIN : BARE
  return { ...base, ...certainty, min: isBelow ? null : amount.value, max: isBelow ? amount.value : null, next: amount.next }
}

/** A unit or stars behind the number: it measures something else. */
function isCount({ next }: Amount, { cursor }: RangeContext): boolean {
  return cursor.isUnitAt(next) || cursor.match(next, 'stars') !== undefined
}

/** Money that names no currency is taken for the collection's, and any for that of a collection that declares none. */
function isOwnMoney({ currencies }: Amount, { currency }: RangeContext): boolean {
  return currencies === null || currency === undefined || currencies.includes(currency)
}

function endsPhrase(at: number, { cursor, stopWords }: RangeContext): boolean {
  const lexeme = cursor.lexemes[at]
  return lexeme === undefined || stopWords.has(lexeme.text)
}
