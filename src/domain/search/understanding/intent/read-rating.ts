import { CERTAIN, type RangeContext, type RangeReading, type RangeRule, TASTE } from './range-reading.ts'

/** "4 stars and up", "rated 8+", "rating over 7", "top rated". Stars are of five, whatever the collection's scale. */
export const readRating: RangeRule = (at, context) => {
  const { cursor, fields, values } = context
  const field = fields.rating
  const best = field && values.percentile(field.name, 100)
  if (field === undefined || best === null || best === undefined) return undefined
  const base = { kind: 'rating', field, from: at } as const
  const top = cursor.match(at, 'topRated')
  if (top !== undefined) return { ...base, ...TASTE, min: values.percentile(field.name, 75), max: null, next: top }
  return readLimit(at, context, base, best)
}

function readLimit(
  at: number,
  { cursor }: RangeContext,
  base: Pick<RangeReading, 'kind' | 'field' | 'from'>,
  best: number,
): RangeReading | undefined {
  const rated = cursor.match(at, 'rated')
  const place = rated ?? at
  const below = cursor.match(place, 'below')
  const above = cursor.match(place, 'above')
  const amount = cursor.readAmount(cursor.skipFillers(Math.max(place, below ?? 0, above ?? 0)))
  if (amount === undefined || amount.currencies !== null) return undefined
  const plus = cursor.match(amount.next, 'orMore')
  const stars = cursor.match(plus ?? amount.next, 'stars')
  const behind = stars ?? amount.next
  const more = cursor.match(behind, 'orMore') ?? (stars === undefined ? undefined : plus && stars)
  const less = cursor.match(behind, 'orLess')
  if (rated === undefined && stars === undefined) return undefined
  const value = amount.value * (stars === undefined ? 1 : scaleOf(best))
  if (value > scaleOf(best) * 5) return undefined
  const isMax = less !== undefined || (below ?? 0) > (above ?? 0)
  return { ...base, ...CERTAIN, min: isMax ? null : value, max: isMax ? value : null, next: less ?? more ?? behind }
}

/** What a star of five is on a scale of 5, 10 or 100. */
function scaleOf(best: number): number {
  if (best <= 5) return 1
  return best <= 10 ? 2 : 20
}
