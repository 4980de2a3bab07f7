/**
 * Nearness halves with every `halfMetres` from the place the request names: 2^(-metres / halfMetres). A document without a place has 0:
 * nobody can go there.
 */
export function scoreDistance(metres: number | null, { halfMetres }: { halfMetres: number }): number {
  return metres === null ? 0 : 2 ** (-Math.max(0, metres) / halfMetres)
}
