import type { SetRun } from './evaluate-set.ts'
import { formatTable } from './format-table.ts'
import type { SpellingMeasurement } from './misspelt-queries.ts'

export type UnderstandingReport = {
  command: string
  machine: string
  date: string
  runs: readonly (SetRun & { set: string })[]
  spelling: readonly SpellingMeasurement[]
  failures: readonly string[]
}

/** What understanding should bring: at least this much on the two sets of shoppers' queries, and no loss beyond the tolerance anywhere. */
const GAINS: Readonly<Record<string, number>> = { homedepot: 0.01, crowdflower: 0.01 }
const TOLERANCE = 0.003

export function formatComparison(runs: UnderstandingReport['runs']): string {
  const lines = runs.flatMap(({ set, rows }) =>
    [...new Set(rows.map(({ mode }) => mode))].flatMap((mode) => {
      const on = rows.find((row) => row.mode === mode && row.understand)
      const off = rows.find((row) => row.mode === mode && !row.understand)
      if (!on || !off) return []
      const gain = on.ndcg10 - off.ndcg10
      const target = GAINS[set] ?? -TOLERANCE
      return [
        [
          set,
          mode,
          String(on.queries),
          off.ndcg10.toFixed(4),
          on.ndcg10.toFixed(4),
          signed(gain, 4),
          `${signed(target, 3)} ${gain >= target ? 'pass' : 'MISS'}`,
          signed(on.recall100 - off.recall100, 3),
          `${off.zeroRate.toFixed(3)} -> ${on.zeroRate.toFixed(3)}`,
          `${off.p50Ms.toFixed(1)} -> ${on.p50Ms.toFixed(1)}`,
          `${off.p95Ms.toFixed(1)} -> ${on.p95Ms.toFixed(1)}`,
        ],
      ]
    }),
  )
  return formatTable(['set', 'mode', 'queries', 'nDCG@10 off', 'on', 'gain', 'rule', 'recall@100', 'no hits', 'p50 ms', 'p95 ms'], lines)
}

export function formatSpelling(spelling: readonly SpellingMeasurement[]): string {
  return spelling
    .map((of) =>
      formatTable(
        [`${of.set}, keyword mode`, 'measured', 'target'],
        [
          ['misspelt queries that became the listed correction', share(of.corrected, of.misspelt), 'at least 55 %'],
          ["or found the correction's first hit first", share(of.correctedOrFound, of.misspelt), 'at least 70 %'],
          ['other queries changed by a correction', share(of.changed, of.others), 'under 2 %'],
          ['misspelt queries without a hit, off -> on', `${percent(of.zeroRate[0])} -> ${percent(of.zeroRate[1])}`, 'at most half'],
          [`recall@100 on the ${of.judged} judged of them, off -> on`, `${of.recall100[0].toFixed(3)} -> ${of.recall100[1].toFixed(3)}`, 'up'],
          ['nDCG@10 on these, off -> on', `${of.ndcg10[0].toFixed(4)} -> ${of.ndcg10[1].toFixed(4)}`, ''],
        ],
      ),
    )
    .join('\n\n')
}

/** The document `docs/measurements/understanding.md`. */
export function formatUnderstanding(report: UnderstandingReport): string {
  const loading = report.runs.map(({ set, documents, lexiconSeconds }) => [
    set,
    String(documents),
    lexiconSeconds === null ? 'n/a' : lexiconSeconds.toFixed(1),
  ])
  const parts = [
    '# Understanding queries',
    `Written by \`${report.command}\` on ${report.date}. Machine: ${report.machine}.`,
    'The same collection answers every query twice through the HTTP API: `understand: false` and `understand: true`. The three shops (crowdflower, homedepot, icecat) own the abbreviations of `samples/abbreviations/english.json`; eleven of these (consoles, dr, ny and the like) were added after seeing development queries of crowdflower.',
    formatComparison(report.runs),
    ...(report.spelling.length > 0 ? ['## Spelling', formatSpelling(report.spelling)] : []),
    '## Gathering the words',
    formatTable(['set', 'documents', 'seconds after vectors were complete'], loading),
    ...report.failures.map((failure) => `**Failed:** ${failure}`),
  ]
  return `${parts.join('\n\n')}\n`
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}

function share(value: number, of: number): string {
  return `${percent(value)} of ${of}`
}
