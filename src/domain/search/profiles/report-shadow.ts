import type { ShadowComparison, ShadowReport } from '../../../contracts/ranking.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { refTo } from './find-profile.ts'
import type { RankingPorts } from './ports.ts'

type Recorded = ShadowComparison & { at: number }
type Pair = ShadowReport['pairs'][number]

const MAX_FURTHEST = 10

/** What the comparisons kept say of every pair of profiles that was compared, the pair of the newest first. */
export async function reportShadow(ports: RankingPorts, ctx: Context, input: { collection: string }): Promise<ShadowReport> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const pairs = new Map<string, Recorded[]>()
  for (const comparison of await ports.shadows.list(collection.id)) {
    const key = JSON.stringify([comparison.served, comparison.shadow])
    pairs.set(key, [...(pairs.get(key) ?? []), comparison])
  }
  const shadow = collection.ranking?.shadow ?? null
  return { shadow: shadow && refTo(shadow), pairs: [...pairs.values()].flatMap(sumUp) }
}

/** `comparisons` are of one pair, newest first. */
function sumUp(comparisons: readonly Recorded[]): Pair[] {
  const [newest] = comparisons
  const oldest = comparisons.at(-1)
  if (!newest || !oldest) return []
  const failed = comparisons.filter(({ error }) => error !== null)
  const overlaps = pick(comparisons, 'overlap')
  const taus = pick(comparisons, 'tau')
  const differences = pick(comparisons, 'difference')
  const firsts = comparisons.flatMap(({ first }) => (first === null ? [] : [first ? 1 : 0]))
  return [
    {
      served: newest.served,
      shadow: newest.shadow,
      searches: comparisons.length,
      errors: failed.length,
      lastError: failed[0]?.error ?? null,
      overlap: { mean: mean(overlaps), least: overlaps.length === 0 ? null : Math.min(...overlaps) },
      tau: { mean: mean(taus), least: taus.length === 0 ? null : Math.min(...taus) },
      difference: { mean: mean(differences), largest: differences.length === 0 ? null : Math.max(...differences) },
      sameFirst: mean(firsts),
      from: new Date(oldest.at).toISOString(),
      to: new Date(newest.at).toISOString(),
      furthest: findFurthest(comparisons),
    },
  ]
}

/** Queries whose first tens differ most, each once. Searches whose words are not kept have no name to stand under. */
function findFurthest(comparisons: readonly Recorded[]): Pair['furthest'] {
  const seen = new Set<string>()
  return comparisons
    .flatMap(({ query, overlap, tau }) =>
      query === null || overlap === null || (overlap === 1 && (tau ?? 1) === 1) ? [] : [{ query, overlap, tau }],
    )
    .sort((left, right) => left.overlap - right.overlap || (left.tau ?? 1) - (right.tau ?? 1) || (left.query < right.query ? -1 : 1))
    .filter(({ query }) => !seen.has(query) && seen.add(query))
    .slice(0, MAX_FURTHEST)
}

function pick(comparisons: readonly Recorded[], name: 'overlap' | 'tau' | 'difference'): number[] {
  return comparisons.flatMap((comparison) => comparison[name] ?? [])
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
