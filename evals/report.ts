import { judgeMean, judgeRow } from './baselines.ts'
import type { Baseline, Verdict } from './baselines.ts'
import type { Measurement, SetRun } from './evaluate-set.ts'
import { formatTable } from './format-table.ts'

export type Report = {
  command: string
  machine: string
  /** ISO date of the run */
  date: string
  runs: readonly (SetRun & { set: string })[]
  baselines: ReadonlyMap<string, Baseline>
  /** queries a set was cut to, if it was */
  sampled: number | undefined
  concurrency: number
  failures: readonly string[]
}

const HEADER = ['set', 'mode', 'queries', 'nDCG@10', 'target', 'difference', 'rule', 'recall@100', 'table', 'MRR', 'no hits', 'p50 ms', 'p95 ms']

/** The table of every set and mode, with the figures of the data's README and whether the rule holds. */
export function formatResults({ runs, baselines }: Pick<Report, 'runs' | 'baselines'>): string {
  const rows = runs.flatMap((run) => run.rows)
  const lines = rows.map((row) => formatRow(row, baselines.get(row.set)))
  for (const mode of ['keyword', 'hybrid'] as const) {
    const mean = judgeMean(rows, baselines, mode)
    if (mean) lines.push([`mean of ${mean.sets}`, mode, '', mean.mean.toFixed(4), ...formatVerdict(mean, mean.complete), '', '', '', '', '', ''])
  }
  return formatTable(HEADER, lines)
}

function formatRow(row: Measurement, baseline: Baseline | undefined): string[] {
  const recall = baseline && row.mode !== 'semantic' ? (row.mode === 'keyword' ? baseline.recallKeyword : baseline.recallHybrid).toFixed(3) : ''
  return [
    row.set,
    row.mode,
    String(row.queries),
    row.ndcg10.toFixed(4),
    ...formatVerdict(judgeRow(row, baseline)),
    row.recall100.toFixed(3),
    recall,
    row.mrr.toFixed(3),
    row.zeroRate.toFixed(3),
    row.p50Ms.toFixed(1),
    row.p95Ms.toFixed(1),
  ]
}

function formatVerdict(verdict: Verdict | undefined, judged = true): string[] {
  if (!verdict) return ['', '', '']
  const { target, difference, passed } = verdict
  return [target.toFixed(3), `${difference < 0 ? '-' : '+'}${Math.abs(difference).toFixed(4)}`, judged ? (passed ? 'pass' : 'MISS') : '']
}

/** How many rules there were to judge and how many were missed, in one sentence. */
export function summarise({ runs, baselines }: Pick<Report, 'runs' | 'baselines'>): string {
  const rows = runs.flatMap((run) => run.rows)
  const means = [judgeMean(rows, baselines, 'keyword'), judgeMean(rows, baselines, 'hybrid')].filter((mean) => mean?.complete === true)
  const verdicts = [...rows.map((row) => judgeRow(row, baselines.get(row.set))), ...means].filter((verdict) => verdict !== undefined)
  if (verdicts.length === 0) return 'There is no table of earlier figures for these sets, so nothing was judged.'
  return `${verdicts.filter((verdict) => verdict.passed).length} of ${verdicts.length} targets reached.`
}

/** The document `docs/measurements/eval.md`. */
export function formatDocument(report: Report): string {
  const loading = report.runs.map((run) => [
    run.set,
    String(run.documents),
    run.importSeconds.toFixed(1),
    (run.documents / Math.max(run.importSeconds, 1e-3)).toFixed(0),
    run.semanticSeconds === null ? 'n/a' : run.semanticSeconds.toFixed(1),
    Object.entries(run.degraded)
      .filter(([, count]) => count > 0)
      .map(([mode, count]) => `${mode} ${count}`)
      .join(', ') || 'none',
  ])
  const parts = [
    '# Relevance',
    `Written by \`${report.command}\` on ${report.date}.`,
    `Machine: ${report.machine}. ${report.concurrency} request(s) at a time; times are the client's, from sending to the last byte, on a machine that runs client and server.`,
    report.sampled === undefined
      ? ''
      : `**Only ${report.sampled} queries of each set at most: the differences to the table, which is over all queries, are indicative.**`,
    formatResults(report),
    summarise(report),
    "nDCG@10 with linear gain (grade / log2(rank + 1)); recall@100 and MRR count grades above 0; `no hits` is the share of queries with an empty answer. `target` is the figure of the data's README: for keyword its keyword figure, for hybrid the better of its two; `table` its recall@100. The rule allows -0.003 on the mean and on sets of at least 100 queries, -0.015 on smaller ones.",
    '## Loading',
    formatTable(['set', 'documents', 'import s', 'documents/s', 'until semantic s', 'degraded answers'], loading),
    ...report.failures.map((failure) => `**Failed:** ${failure}`),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
