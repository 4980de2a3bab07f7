/** Grades of the judged documents of one query; what is not in it counts as 0. */
export type Judgments = ReadonlyMap<string, number>

/**
 * nDCG at `k` with linear gain, grade / log2(rank + 1) (Järvelin and Kekäläinen 2002), in [0, 1].
 * The ideal order is that of all judged documents. 0 when nothing is relevant. A repeated id counts once.
 */
export function computeNdcg(ranked: readonly string[], judgments: Judgments, k = 10): number {
  const ideal = sumGains([...judgments.values()].sort((a, b) => b - a).slice(0, k))
  if (ideal === 0) return 0
  return sumGains(cutUnique(ranked, k).map((id) => judgments.get(id) ?? 0)) / ideal
}

/** Share of the relevant documents (grade > 0) among the first `k`, in [0, 1]; 0 when nothing is relevant. */
export function computeRecall(ranked: readonly string[], judgments: Judgments, k = 100): number {
  const relevant = countRelevant(judgments)
  if (relevant === 0) return 0
  return cutUnique(ranked, k).filter((id) => (judgments.get(id) ?? 0) > 0).length / relevant
}

/** 1 / rank of the first relevant document of the list, 0 when there is none. */
export function computeReciprocalRank(ranked: readonly string[], judgments: Judgments): number {
  const at = ranked.findIndex((id) => (judgments.get(id) ?? 0) > 0)
  return at < 0 ? 0 : 1 / (at + 1)
}

export function countRelevant(judgments: Judgments): number {
  let count = 0
  for (const grade of judgments.values()) if (grade > 0) count += 1
  return count
}

/** The mean, or 0 of nothing. */
export function computeMean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The smallest value with at least the share `p` (0 to 1) of all values at or below it (nearest rank); 0 of nothing. */
export function computePercentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = Math.min(sorted.length, Math.max(1, Math.ceil(p * sorted.length))) - 1
  return sorted[at] ?? 0
}

function sumGains(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + Math.max(0, grade) / Math.log2(index + 2), 0)
}

/** The first `k` different ids: a repeated hit must not be paid twice, nor shorten the list for free. */
function cutUnique(ranked: readonly string[], k: number): string[] {
  return [...new Set(ranked.slice(0, k))]
}
