import { type FitOptions, fitWeights } from './fit-weights.ts'
import { type JudgedQuery, type Setting, average, measureNdcg } from './judged-query.ts'
import { type Feature, leaveOut } from './leave-out.ts'
import { type Interval, bootstrapMean } from './paired-bootstrap.ts'

/** One part of the queries, with the setting that was learnt from the others. */
export type FoldFit = { train: readonly JudgedQuery[]; held: readonly JudgedQuery[]; setting: Setting }

/** What nDCG@10 of held-out queries loses without a feature; below 0 where it does better. */
export type Importance = {
  feature: string
  /** when the weights are learnt anew without it: what no other feature can make up for */
  relearnt: Interval
  /** when only its weight is taken away and the others stay as they were learnt: how much the order leans on it */
  removed: number
}

type MeasureOptions = Pick<FitOptions, 'seed' | 'penalty'>

/**
 * Of each feature in turn; `names` are those of the weights of a setting. Fits once a fold and feature, from what is served and what
 * was learnt, which are near enough to spare the drawn beginnings.
 */
export function measureImportance(
  folds: readonly FoldFit[],
  served: Setting,
  names: readonly string[],
  { seed, penalty }: MeasureOptions,
): Importance[] {
  const features: [string, Feature][] = [['keyword', 'keyword'], ['semantic', 'semantic'], ...names.map((name, at): [string, Feature] => [name, at])]
  return features.map(([name, feature]) => {
    const losses = folds.flatMap(({ train, held, setting }) => {
      const anew = fitWeights(train, served, { seed, penalty, starts: [setting], restarts: 0, without: feature })
      const bare = leaveOut(setting, feature)
      return held.map((query) => {
        const learned = measureNdcg(query, setting)
        return { relearnt: learned - measureNdcg(query, anew), removed: learned - measureNdcg(query, bare) }
      })
    })
    const relearnt = bootstrapMean(
      losses.map((loss) => loss.relearnt),
      seed,
    )
    return { feature: name, relearnt, removed: average(losses.map((loss) => loss.removed)) }
  })
}
