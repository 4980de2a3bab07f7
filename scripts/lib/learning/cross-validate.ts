import { type FitOptions, fitWeights, shuffle } from './fit-weights.ts'
import { type JudgedQuery, type Setting, average, measureNdcg } from './judged-query.ts'
import { type FoldFit, type Importance, measureImportance } from './measure-importance.ts'
import { type Interval, bootstrapMean } from './paired-bootstrap.ts'

export type Fold = { queries: number; served: number; learned: number; setting: Setting }
export type Validation = {
  folds: Fold[]
  /** mean nDCG@10 of all queries, each ranked by weights that were learnt without it */
  served: number
  learned: number
  gain: Interval
  queries: number
  importance: Importance[]
  /** learnt from all queries: what a profile would say */
  setting: Setting
}

/** k folds by query; `features` names the weights of a setting. Needs two queries. */
export function crossValidate(
  queries: readonly JudgedQuery[],
  served: Setting,
  features: readonly string[],
  options: FitOptions & { folds: number },
): Validation {
  const shuffled = shuffle(queries, options.seed)
  const count = Math.min(options.folds, queries.length)
  const folds = Array.from({ length: count }, (_unused, fold): FoldFit => {
    const train = shuffled.filter((_query, at) => at % count !== fold)
    const held = shuffled.filter((_query, at) => at % count === fold)
    return { train, held, setting: fitWeights(train, served, options) }
  })
  const rows = folds.map(({ held, setting }) => held.map((query) => compare(query, served, setting)))
  const all = rows.flat()
  return {
    folds: folds.map(({ setting }, at) => ({ ...summarize(rows[at] ?? []), setting })),
    served: average(all.map((row) => row.served)),
    learned: average(all.map((row) => row.learned)),
    gain: bootstrapMean(
      all.map((row) => row.learned - row.served),
      options.seed,
    ),
    queries: all.length,
    importance: measureImportance(folds, served, features, options),
    setting: fitWeights(queries, served, options),
  }
}

function compare(query: JudgedQuery, served: Setting, learned: Setting): { served: number; learned: number } {
  return { served: measureNdcg(query, served), learned: measureNdcg(query, learned) }
}

function summarize(rows: readonly { served: number; learned: number }[]): Omit<Fold, 'setting'> {
  return { queries: rows.length, served: average(rows.map((row) => row.served)), learned: average(rows.map((row) => row.learned)) }
}

/** A percentile of fewer differences than this says little. */
export const FEWEST_QUERIES = 20

/** Whether what was learnt may be written: only what gains on queries it was not learnt from, beyond what chance would give. */
export function decideShipping({ gain, queries }: Pick<Validation, 'gain' | 'queries'>): { ships: boolean; reason: string } {
  if (queries < FEWEST_QUERIES)
    return { ships: false, reason: `${queries} judged queries are too few to tell: at least ${FEWEST_QUERIES} are needed` }
  if (gain.low > 0) return { ships: true, reason: 'the gain on queries that it was not learnt from is above 0' }
  const lost = gain.high < 0 ? 'it is worse than what is served' : 'it is not known to be better than what is served'
  return { ships: false, reason: `${lost}: the interval of the gain is not above 0` }
}
