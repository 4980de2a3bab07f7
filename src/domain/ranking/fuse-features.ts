import type { FusionKernel } from '../../contracts/ranking.ts'
import { compareBytes } from '../../shared/compare.ts'
import type { FeatureColumn } from './feature-columns.ts'

/** k of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). */
const RANK_CONSTANT = 60

/** What a kernel fuses: the two sides that retrieve. The other features are added to it by their weights. */
const SIDES: ReadonlySet<string> = new Set(['keyword', 'semantic'])

/** A column with what it adds to each score. */
export type FusedColumn = FeatureColumn & { contribution: readonly number[] }
export type Fused = { columns: readonly FusedColumn[]; scores: readonly number[] }

/**
 * Scores of the candidates, each the sum of its contributions and in [0, 1].
 * convex: weight x value. reciprocal-rank: a side counts (k + 1) / (k + rank), 1 for its first and 0 outside it, documents
 * that tie sharing the better rank. max: a document counts as its better side. In every kernel a weight of 0 leaves a feature out,
 * and a side whose weight is all of the sides' gives exactly its own order. Ties are broken by compareScored.
 * `ranked` tells which candidates take places in reciprocal-rank (all, unless given): whatever else is scored beside them, a place is
 * one more than how many of these are better.
 */
export function fuseFeatures(columns: readonly FeatureColumn[], kernel: FusionKernel = 'convex', ranked?: readonly boolean[]): Fused {
  const fused = (
    kernel === 'max' ? keepBetterSide(columns) : kernel === 'reciprocal-rank' ? columns.map((column) => byRank(column, ranked)) : columns
  ).map((column) =>
    'contribution' in column ? (column as FusedColumn) : { ...column, contribution: column.value.map((value) => column.weight * value) },
  )
  const count = columns[0]?.value.length ?? 0
  const scores = Array.from({ length: count }, (_unused, at) =>
    Math.min(
      1,
      fused.reduce((sum, { contribution }) => sum + (contribution[at] ?? 0), 0),
    ),
  )
  return { columns: fused, scores }
}

/** Total order: score, then id by bytes. */
export function compareScored(left: { score: number; id: string }, right: { score: number; id: string }): number {
  return right.score - left.score || compareBytes(left.id, right.id)
}

function byRank(column: FeatureColumn, ranked: readonly boolean[] | undefined): FeatureColumn {
  if (!SIDES.has(column.name)) return column
  const sorted = column.value.filter((_value, at) => ranked?.[at] ?? true).sort((left, right) => right - left)
  const value = column.value.map((own) => (own > 0 ? (RANK_CONSTANT + 1) / (RANK_CONSTANT + 1 + countAbove(sorted, own)) : 0))
  return { ...column, value }
}

/** How many of a descending list are larger, by bisection. */
function countAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) > value) low = middle + 1
    else high = middle
  }
  return low
}

/** Both sides together weigh what they did; a side's own weight beside the larger one is how much its best match counts. */
function keepBetterSide(columns: readonly FeatureColumn[]): (FeatureColumn | FusedColumn)[] {
  const sides = columns.filter(({ name, weight }) => SIDES.has(name) && weight > 0)
  const together = sides.reduce((sum, { weight }) => sum + weight, 0)
  const heaviest = Math.max(...sides.map(({ weight }) => weight))
  const counted = sides.map(({ weight, value }) => value.map((own) => (together * weight * own) / heaviest))
  return columns.map((column) => {
    const side = sides.indexOf(column)
    if (side === -1) return column
    // of sides that tie the first counts
    const contribution = (counted[side] ?? []).map((own, at) =>
      counted.every((other, place) => place === side || (place < side ? own > (other[at] ?? 0) : own >= (other[at] ?? 0))) ? own : 0,
    )
    return { ...column, contribution }
  })
}
