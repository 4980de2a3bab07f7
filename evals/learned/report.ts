import { describeInterval } from '../../scripts/learn-ranking/describe.ts'
import { type Learned, listReasons } from '../../scripts/learn-ranking/learn.ts'
import { formatTable } from '../format-table.ts'

type LearnedOf = { what: string; result: Learned; seconds: number }
export type LearnedRow = {
  set: string
  /** whether only some of its queries were asked */
  sampled: boolean
  documents: number
  /** nDCG@10 of all asked queries as they were answered */
  asked: number
  learned: LearnedOf[]
  errors: string[]
}
export type LearnedReport = {
  command: string
  machine: string
  date: string
  folds: number
  rows: readonly LearnedRow[]
  failures: readonly string[]
}

const four = (value: number): string => value.toFixed(4)

/** The document: one table of all sets, and what was learnt of each. */
export function formatLearned({ command, machine, date, folds, rows, failures }: LearnedReport): string {
  const header = ['set', 'learnt over', 'queries', 'asked', 'served', 'learned', 'gain', '95 % interval', 'written', 'seconds']
  const table = rows.flatMap(({ set, sampled, asked, learned }) =>
    learned.map(({ what, result: { validation, verdict }, seconds }) => {
      const { mean, low, high } = validation.gain
      const figures = [four(asked), four(validation.served), four(validation.learned), four(mean)]
      const interval = `${four(low)} to ${four(high)}`
      return [set, what, `${validation.queries}${sampled ? ' drawn' : ''}`, ...figures, interval, verdict.ships ? 'yes' : 'no', seconds.toFixed(0)]
    }),
  )
  return `# Learned weights

Written by \`${command}\` on ${date}. Machine: ${machine}.

Weights learnt by coordinate ascent on nDCG@10 from each set's judgments, ${folds}-fold by query: every query is ranked by weights that were learnt without it. "asked" is the nDCG@10 of the answers themselves; "served" the same worked out from the traces, over the queries that can be learnt from; "written" whether \`npm run learn-ranking -- --put\` would have written the profile (the interval of the gain is above 0, and 20 queries at least). The interval is a paired bootstrap over queries. Documents that nobody judged count as not relevant.

What a feature brings is what nDCG@10 of held-out queries loses without it: "learnt anew", every fold learns its weights again and has nothing of it, so that the other features may stand in; "others kept", its weight alone is taken from what was learnt. A loss below 0 is a gain. The interval is that of the first.

${formatTable(header, table)}
${failures.map((failure) => `\nFailed: ${failure}\n`).join('')}
${rows.flatMap(({ set, documents, learned, errors }) => learned.map((each) => formatSet(set, documents, each, errors))).join('\n')}`
}

function formatSet(set: string, documents: number, { what, result }: LearnedOf, errors: readonly string[]): string {
  const { validation, verdict, profile, skipped, agreeing } = result
  const rows = validation.folds.map(({ queries, served, learned, setting }, at) => {
    const weights = [setting.semantic === 'auto' ? 'auto' : setting.semantic.toFixed(2), ...setting.weights.map(String)]
    return [String(at + 1), String(queries), four(served), four(learned), four(learned - served), ...weights]
  })
  const names = validation.importance.map(({ feature }) => feature).filter((feature) => feature !== 'keyword')
  return `## ${set}: ${what}

${documents} documents. Gain ${describeInterval(validation.gain)}; ${verdict.ships ? 'would be written' : 'would not be written'}: ${verdict.reason}. The first ten were worked out as they were served for ${agreeing} of ${validation.queries} queries.${skipped.size > 0 ? ` Left out${listReasons(skipped)}.` : ''}${errors.map((error) => ` ${error}.`).join('')}

${formatTable(['fold', 'queries', 'served', 'learned', 'gain', ...names], rows)}

${formatTable(
  ['without', 'loss, learnt anew', '95 % interval', 'loss, others kept'],
  validation.importance.map(({ feature, relearnt: { mean, low, high }, removed }) => [
    feature,
    four(mean),
    `${four(low)} to ${four(high)}`,
    four(removed),
  ]),
)}

\`\`\`json
${JSON.stringify(profile)}
\`\`\`
`
}
