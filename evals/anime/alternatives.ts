// Other ways to make one similarity of several vectors, computed from the traces of what was served: the same candidates, cosines
// and weight of the semantic side, in another order.
import type { RankTrace, SearchResponse } from '../../src/contracts/search.ts'

type Hit = SearchResponse['hits'][number]
/** The cosines of one document, null where it has no such vector, in the order of `weights`, which sum to 1. */
type Combine = (cosines: readonly (number | null)[], vectors: readonly VectorSummary[]) => number
type VectorSummary = { weight: number; largest: number; mean: number }

const CONVINCING = 0.3

const valueOf = (cosine: number | null): number => Math.max(0, cosine ?? 0)
const shareOf = (cosine: number | null, { largest }: VectorSummary): number => valueOf(cosine) / Math.max(largest, CONVINCING)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export const ALTERNATIVES: Readonly<Record<string, Combine>> = {
  'weighted sum of cosines': (cosines, vectors) => sum(vectors.map(({ weight }, at) => weight * valueOf(cosines[at] ?? null))),
  'weighted sum of cosines, over the vectors a document has': (cosines, vectors) => {
    const own = vectors.map(({ weight }, at) => ((cosines[at] ?? null) === null ? 0 : weight))
    return sum(own.map((weight, at) => weight * valueOf(cosines[at] ?? null))) / Math.max(1e-9, sum(own))
  },
  'weighted sum of squared cosines, rooted': (cosines, vectors) =>
    Math.sqrt(sum(vectors.map(({ weight }, at) => weight * valueOf(cosines[at] ?? null) ** 2))),
  'weighted sum of each vector’s shares': (cosines, vectors) =>
    sum(vectors.map((vector, at) => vector.weight * shareOf(cosines[at] ?? null, vector))),
  'weighted sum of squared shares, rooted': (cosines, vectors) =>
    Math.sqrt(sum(vectors.map((vector, at) => vector.weight * shareOf(cosines[at] ?? null, vector) ** 2))),
  'weighted sum of what exceeds a vector’s mean': (cosines, vectors) =>
    sum(vectors.map(({ weight, mean }, at) => weight * Math.max(0, valueOf(cosines[at] ?? null) - mean))),
  'maximum of weighted cosines': (cosines, vectors) => Math.max(0, ...vectors.map(({ weight }, at) => weight * valueOf(cosines[at] ?? null))),
  'maximum of weighted shares': (cosines, vectors) =>
    Math.max(0, ...vectors.map((vector, at) => vector.weight * shareOf(cosines[at] ?? null, vector))),
}

/** Ids in the order that the alternative would have given. */
export function reorder(hits: readonly Hit[], combine: Combine): string[] {
  const traced = hits.map(({ id, trace }) => ({ id, trace, semantic: trace?.features.find(({ name }) => name === 'semantic') }))
  const parts = traced.find(({ semantic }) => semantic?.parts)?.semantic?.parts ?? []
  const vectors = parts.map(({ weight }, at): VectorSummary => {
    const known = traced.flatMap(({ semantic }) => (semantic?.parts ? [valueOf(semantic.parts[at]?.raw ?? null)] : []))
    return { weight, largest: Math.max(0, ...known), mean: sum(known) / Math.max(1, known.length) }
  })
  const similarities = traced.map(({ semantic }) =>
    semantic?.parts
      ? combine(
          semantic.parts.map(({ raw }) => raw),
          vectors,
        )
      : null,
  )
  const largest = Math.max(1e-9, ...similarities.map((similarity) => similarity ?? 0))
  const convinced = Math.min(1, Math.max(0, ...vectors.map((vector) => vector.largest)) / CONVINCING)
  return traced
    .map(({ id, trace, semantic }, at) => {
      const similarity = similarities[at] ?? null
      // what was not scored keeps the value it was given
      const value = similarity === null ? (semantic?.value ?? 0) : (similarity / largest) * convinced
      return { id, score: sumOthers(trace) + (semantic?.weight ?? 0) * value }
    })
    .toSorted((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1))
    .map(({ id }) => id)
}

function sumOthers(trace: RankTrace | undefined): number {
  return sum((trace?.features ?? []).filter(({ name }) => name !== 'semantic').map(({ contribution }) => contribution))
}
