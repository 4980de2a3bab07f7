import { type Language, stopWords } from '../../../../shared/text/index.ts'
import { type RangeContext, type RangeReading } from './range-reading.ts'
import { RangeCursor } from './range-cursor.ts'
import { readPrice } from './read-price.ts'
import { readRating } from './read-rating.ts'
import { readYears } from './read-years.ts'

/** In this order where they read the same words: a number that looks like a year behind "from" is one. */
const RULES = [readYears, readRating, readPrice]

/** A reading with its place in the text; `rivals` read some of the same words and lost. */
export type PlacedRange = RangeReading & { readonly start: number; readonly end: number; readonly rivals: readonly PlacedRange[] }

/** Prices, ratings and years of a query from left to right, the longest at each place; they never overlap. Total: any text. */
export function readRanges(text: string, language: Language, given: Omit<RangeContext, 'cursor' | 'stopWords'>): PlacedRange[] {
  const cursor = new RangeCursor(text, language)
  const context: RangeContext = { ...given, cursor, stopWords: stopWords(language) }
  const found: PlacedRange[] = []
  for (let at = 0; at < cursor.lexemes.length; at += 1) {
    const [best, ...others] = RULES.flatMap((rule) => rule(at, context) ?? []).toSorted((left, right) => right.next - left.next)
    if (best === undefined) continue
    found.push({ ...place(best, cursor), rivals: others.map((other) => place(other, cursor)) })
    at = best.next - 1
  }
  return found
}

function place(reading: RangeReading, { lexemes }: RangeCursor): PlacedRange {
  return { ...reading, start: lexemes[reading.from]?.start ?? 0, end: lexemes[reading.next - 1]?.end ?? 0, rivals: [] }
}
