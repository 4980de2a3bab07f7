import type { Validation } from '../lib/learning/cross-validate.ts'
import type { Interval } from '../lib/learning/paired-bootstrap.ts'
import { type Learned, listReasons } from './learn.ts'

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`

export function describeInterval({ mean, low, high }: Interval): string {
  return `${signed(mean)} (95 % interval ${signed(low)} to ${signed(high)})`
}

/** What was learnt and what it is worth, as a table and the profile. */
export function describeLearned({ collection, served, validation, verdict, profile, skipped, agreeing }: Learned): string {
  const left = [...skipped.values()].reduce((sum, count) => sum + count, 0)
  return [
    `${collection}: ${validation.queries} judged queries${left > 0 ? `, ${left} left out${listReasons(skipped)}` : ''}, ${validation.folds.length} folds, served by ${served}`,
    ...(agreeing < validation.queries
      ? [`The first ten were worked out as they were served for ${agreeing} of ${validation.queries} queries: pins, or rounding, make the others.`]
      : []),
    '',
    ...describeFolds(validation),
    '',
    `Gain in nDCG@10 on queries it was not learnt from: ${describeInterval(validation.gain)}`,
    '',
    'Loss of nDCG@10 without a feature: weights learnt anew, and the others kept as they were learnt',
    ...validation.importance.map(({ feature, relearnt, removed }) => `  ${feature.padEnd(13)} ${describeInterval(relearnt)}   ${signed(removed)}`),
    '',
    verdict.ships ? `Worth serving: ${verdict.reason}.` : `Not worth serving: ${verdict.reason}.`,
    '',
    JSON.stringify(profile, null, 2),
  ].join('\n')
}

function describeFolds({ folds, served, learned, queries }: Validation): string[] {
  const line = (name: string, count: number, before: number, after: number): string =>
    `${name.padEnd(5)} ${String(count).padStart(7)}   ${before.toFixed(4)}   ${after.toFixed(4)}    ${signed(after - before)}`
  return [
    'fold  queries   served   learned    gain',
    ...folds.map((fold, at) => line(String(at + 1), fold.queries, fold.served, fold.learned)),
    line('all', queries, served, learned),
  ]
}
