/** What a document that does not say counts: below what can be had, above what can not. */
export const UNKNOWN_AVAILABILITY = 0.5

/** 1 for true (which is stored as 1) and for any stock above 0, 0 for false and none, a half where nothing is said. */
export function scoreAvailability(stock: number | null): number {
  return stock === null ? UNKNOWN_AVAILABILITY : stock > 0 ? 1 : 0
}
