import { randomBitsAt } from '../../../src/shared/math/random.ts'
import { average } from './judged-query.ts'

export type Interval = { mean: number; low: number; high: number }

const RESAMPLES = 5000

/** 95 % interval of the mean of paired differences: percentiles of the means of samples drawn with replacement (Efron and Tibshirani 1993). */
export function bootstrapMean(differences: readonly number[], seed: number): Interval {
  const count = differences.length
  const means = Float64Array.from({ length: RESAMPLES }, (_unused, sample) => {
    let sum = 0
    for (let draw = 0; draw < count; draw++) sum += differences[randomBitsAt(seed, sample * count + draw) % count] ?? 0
    return count === 0 ? 0 : sum / count
  }).sort()
  return { mean: average(differences), low: means[Math.floor(RESAMPLES * 0.025)] ?? 0, high: means[Math.ceil(RESAMPLES * 0.975) - 1] ?? 0 }
}
