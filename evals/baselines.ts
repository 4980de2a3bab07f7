import type { Measurement } from './evaluate-set.ts'

/** What the data's own README reports for a set: plain FTS5, and FTS5 with learnt vectors at a fixed weight. */
export type Baseline = { keyword: number; hybrid: number; recallKeyword: number; recallHybrid: number }

/** Sets too small for the strict tolerance: their standard error is 0.03 to 0.06. */
const SMALL_SET_QUERIES = 100
const TOLERANCE = 0.003
const SMALL_SET_TOLERANCE = 0.015

/** Reads the table `| set | keyword nDCG@10 | hybrid nDCG@10 | recall@100 keyword -> hybrid |` of a README; empty when there is none. */
export function parseBaselines(markdown: string): Map<string, Baseline> {
  const baselines = new Map<string, Baseline>()
  const row = /^\|\s*([\w-]+)\s*\|\s*([\d.]+)\s*\|\s*([\d.]+)\s*\|\s*([\d.]+)\s*->\s*([\d.]+)\s*\|\s*$/gm
  for (const [, set = '', ...figures] of markdown.matchAll(row)) {
    const [keyword = 0, hybrid = 0, recallKeyword = 0, recallHybrid = 0] = figures.map(Number)
    baselines.set(set, { keyword, hybrid, recallKeyword, recallHybrid })
  }
  return baselines
}

export type Verdict = { target: number; difference: number; tolerance: number; passed: boolean }

/** Keyword must reach the table's keyword figure, hybrid the better of the two; semantic alone has no target. */
export function judgeRow(row: Pick<Measurement, 'mode' | 'queries' | 'ndcg10'>, baseline: Baseline | undefined): Verdict | undefined {
  if (!baseline || row.mode === 'semantic') return undefined
  const target = row.mode === 'keyword' ? baseline.keyword : Math.max(baseline.keyword, baseline.hybrid)
  return judge(row.ndcg10, target, row.queries >= SMALL_SET_QUERIES ? TOLERANCE : SMALL_SET_TOLERANCE)
}

export type MeanVerdict = Verdict & {
  mean: number
  sets: number
  /** the rule is about the mean of all sets of the table: of some of them it is shown and not judged */
  complete: boolean
}

/** The same over the unweighted mean of the measured sets; undefined when the table has none of them. */
export function judgeMean(
  rows: readonly Measurement[],
  baselines: ReadonlyMap<string, Baseline>,
  mode: 'keyword' | 'hybrid',
): MeanVerdict | undefined {
  const judged = rows.flatMap((row) => {
    const verdict = row.mode === mode ? judgeRow(row, baselines.get(row.set)) : undefined
    return verdict ? [{ measured: row.ndcg10, target: verdict.target }] : []
  })
  if (judged.length === 0) return undefined
  const mean = judged.reduce((sum, { measured }) => sum + measured, 0) / judged.length
  const target = judged.reduce((sum, row) => sum + row.target, 0) / judged.length
  return { mean, sets: judged.length, complete: judged.length === baselines.size, ...judge(mean, target, TOLERANCE) }
}

function judge(measured: number, target: number, tolerance: number): Verdict {
  const difference = measured - target
  // The table has three decimals: a difference is taken to the same precision before it is judged.
  return { target, difference, tolerance, passed: Math.round(difference * 10_000) >= -Math.round(tolerance * 10_000) }
}
