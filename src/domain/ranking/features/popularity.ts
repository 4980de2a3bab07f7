/**
 * Popularity on a logarithmic scale: log(1 + count) / log(1 + scale), cut to [0, 1]. `scale` is the count that is as good as
 * any (above 0). Of sales, views and votes most have few and few have very many: a hundredfold of attention is not a hundredfold of worth.
 * A document without a count, or with one below 0, has 0: nobody is known to want it.
 */
export function scorePopularity(count: number | null, { scale }: { scale: number }): number {
  return count === null ? 0 : Math.min(1, Math.log1p(Math.max(0, count)) / Math.log1p(scale))
}
