import { randomBitsAt } from '../../../src/shared/math/random.ts'
import { type JudgedQuery, type Setting, average, measureNdcg, shareOf } from './judged-query.ts'
import { type Feature, leaveOut } from './leave-out.ts'

/** Steps that a person can read: finer ones fit the judgments at hand and nothing else. */
const SHARES: readonly Setting['semantic'][] = ['auto', ...Array.from({ length: 21 }, (_unused, step) => step / 20)]
const WEIGHTS = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3]

export type FitOptions = {
  seed: number
  /** settings to begin at besides the served one */
  starts?: readonly Setting[]
  /** settings drawn at random to begin at */
  restarts?: number
  /** nDCG that a change of 1 in a share or a weight must be worth */
  penalty?: number | undefined
  /** a feature that is not there: what is served, and everything that is tried, has nothing of it */
  without?: Feature
}

const RESTARTS = 4
const PENALTY = 0.005

/**
 * Coordinate ascent on nDCG@10 (Metzler and Croft 2007): one weight at a time is put where the mean is highest, until none moves.
 * What is away from the served setting is held to pay for it, and of what is equally good the first stays, so that the served
 * weights are kept wherever the judgments do not speak against them. Never worse than served on `queries`; the same for the same seed.
 */
export function fitWeights(queries: readonly JudgedQuery[], served: Setting, options: FitOptions): Setting {
  const { seed, starts = [], restarts = RESTARTS, penalty = PENALTY, without } = options
  const reduce = (full: Setting): Setting => (without === undefined ? full : leaveOut(full, without))
  const base = reduce(served)
  const judge = (setting: Setting): number =>
    average(queries.map((query) => measureNdcg(query, setting))) - penalty * measureDistance(queries, setting, base)
  const drawn = Array.from({ length: restarts }, (_unused, at) => drawSetting(base.weights.length, seed + at))
  let best = { setting: base, value: judge(base) }
  const coordinates = [SHARE, ...base.weights.keys()].filter((coordinate) => coordinate !== coordinateOf(without))
  for (const [at, start] of [base, ...[...starts, ...drawn].map(reduce)].entries()) {
    const climbed = climb({ setting: start, value: judge(start) }, judge, shuffle(coordinates, seed + at))
    if (climbed.value > best.value + TIE) best = climbed
  }
  return best.setting
}

type Judged = { setting: Setting; value: number }
/** Sums of the same numbers in another order differ by less. */
const TIE = 1e-9
const MOST_ROUNDS = 20
/** The coordinate that is the share of meaning; the others are places of weights. */
const SHARE = -1

function coordinateOf(feature: Feature | undefined): number | undefined {
  return typeof feature === 'string' ? SHARE : feature
}

function climb(start: Judged, judge: (setting: Setting) => number, coordinates: readonly number[]): Judged {
  let best = start
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = best.value
    for (const coordinate of coordinates) {
      for (const setting of vary(best.setting, coordinate)) {
        const value = judge(setting)
        if (value > best.value + TIE) best = { setting, value }
      }
    }
    if (best.value === before) break
  }
  return best
}

/** Everything that one coordinate may be. */
function vary({ semantic, weights }: Setting, coordinate: number): Setting[] {
  if (coordinate === SHARE) return SHARES.map((share) => ({ semantic: share, weights }))
  return WEIGHTS.map((weight) => ({ semantic, weights: weights.with(coordinate, weight) }))
}

function drawSetting(features: number, seed: number): Setting {
  const draw = <T>(values: readonly T[], at: number, otherwise: T): T => values[randomBitsAt(seed, at) % values.length] ?? otherwise
  return { semantic: draw(SHARES, 0, 'auto'), weights: Array.from({ length: features }, (_unused, at) => draw(WEIGHTS, at + 1, 0)) }
}

function measureDistance(queries: readonly JudgedQuery[], setting: Setting, served: Setting): number {
  const shares = average(queries.map((query) => Math.abs(shareOf(setting, query) - shareOf(served, query))))
  return setting.weights.reduce((sum, weight, at) => sum + Math.abs(weight - (served.weights[at] ?? 0)), shares)
}

/** The same order for the same seed. */
export function shuffle<T>(values: readonly T[], seed: number): T[] {
  return values
    .map((value, at) => ({ value, at, bits: randomBitsAt(seed, at) }))
    .sort((left, right) => left.bits - right.bits || left.at - right.at)
    .map(({ value }) => value)
}
