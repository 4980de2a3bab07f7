import { AppError } from '../../contracts/errors.ts'
import type { NearestResult, Neighbour, VectorDimension, VectorScope, VectorSpace } from '../../domain/embedding/vector-store.ts'
import { TOP_K } from './binding.ts'
import type { FreshVector, FreshVectors, IdMap, Overlay } from './ports.ts'
import { fitSlotFilter } from './slots.ts'
import { toNamespace, toVectorId } from './vector-ids.ts'
import type { VectorizeIndex } from './vectorize-index.ts'
import { toSeen, toSettled } from './visibility.ts'

export type VectorizeStoreOptions = {
  /** one index a dimension */
  indexes: Readonly<Partial<Record<VectorDimension, VectorizeIndex>>>
  idMap: IdMap
  fresh: FreshVectors
  /** epoch milliseconds */
  now(): number
  /** runs on after the response; cleaning up waits for nobody */
  later(work: Promise<unknown>): void
}

/** The `k` nearest: ranked by the index, corrected by the overlay, checked against the scope, scored exactly. */
export async function findNearest(
  options: VectorizeStoreOptions,
  index: VectorizeIndex,
  space: VectorSpace,
  vector: Float32Array,
  k: number,
  scope: VectorScope | null,
): Promise<NearestResult> {
  checkDimensions(space, vector)
  const namespace = await toNamespace(space)
  const filter = fitSlotFilter(scope?.slotFilter)
  const [matches, { pending, overflowed }] = await Promise.all([
    index.query(vector, { topK: TOP_K, namespace, returnValues: false, returnMetadata: 'none', ...(filter ? { filter } : {}) }),
    readPending(options, index, namespace),
  ])
  const docs = await options.idMap.docsOf(matches.map(({ id }) => id))
  const overlaid = new Set(pending.map(({ doc }) => doc))
  const idOf = new Map<number, string>()
  const found: Neighbour[] = matches.flatMap(({ id, score }) => {
    const doc = docs.get(id)
    if (doc === undefined || overlaid.has(doc)) return []
    idOf.set(doc, id)
    return [{ doc, score }]
  })
  const all = [...found, ...scoreFresh(pending, vector)]
  const inside = scope && all.length > 0 ? await scope.contains(all.map(({ doc }) => doc)) : null
  const ranked = all.filter(({ doc }) => !inside || inside.has(doc)).sort(byScore)
  const neighbours = (await scoreAgain(index, vector, ranked, idOf)).slice(0, k)
  // below the last match the index may know vectors that it did not return
  const floor = matches.length < TOP_K ? -Infinity : Math.min(...matches.map(({ score }) => score))
  const certain = floor === -Infinity || ranked.filter(({ score }) => score >= floor).length >= k
  return { neighbours, exhaustive: certain && !overflowed, exact: true, candidates: all.length, rowsRead: docs.size + pending.length }
}

/** Exact scores of given documents: from the overlay where it has them, otherwise from the stored values. */
export async function scoreDocuments(
  options: VectorizeStoreOptions,
  index: VectorizeIndex,
  space: VectorSpace,
  vector: Float32Array,
  documents: readonly { doc: number; id: string }[],
): Promise<ReadonlyMap<number, number>> {
  checkDimensions(space, vector)
  const { pending } = await readPending(options, index, await toNamespace(space))
  const asked = new Set(documents.map(({ doc }) => doc))
  const overlaid = new Set(pending.map(({ doc }) => doc))
  const scores = new Map(
    scoreFresh(
      pending.filter(({ doc }) => asked.has(doc)),
      vector,
    ).map(({ doc, score }) => [doc, score]),
  )
  const named = await Promise.all(
    documents.filter(({ doc }) => !overlaid.has(doc)).map(async ({ doc, id }) => [doc, await toVectorId(space, id)] as const),
  )
  const ids = [...new Set(named.map(([, id]) => id))]
  const [values, owners] = await Promise.all([index.getByIds(ids), options.idMap.docsOf(ids)])
  for (const [doc, id] of named) {
    const stored = values.get(id)
    // of a document written again after its deletion the id stands for the old one until its own vector is made
    if (stored && owners.get(id) === doc) scores.set(doc, dot(vector, stored))
  }
  return scores
}

/** The writes that the index may not show yet, judged by what it had processed before the query went out. */
async function readPending(options: VectorizeStoreOptions, index: VectorizeIndex, namespace: string): Promise<Overlay> {
  const { fresh, now, later } = options
  const known = index.processed()
  const overlay = await fresh.read(namespace, toSeen(known, now()))
  if (overlay.pending.length > 0 || overlay.overflowed) await index.refresh()
  if (overlay.visible > 0) later(fresh.prune(namespace, toSettled(known, now())))
  return overlay
}

async function scoreAgain(
  index: VectorizeIndex,
  vector: Float32Array,
  ranked: readonly Neighbour[],
  idOf: ReadonlyMap<number, string>,
): Promise<readonly Neighbour[]> {
  const values = await index.getByIds(ranked.flatMap(({ doc }) => idOf.get(doc) ?? []))
  return ranked
    .flatMap((neighbour) => {
      const id = idOf.get(neighbour.doc)
      if (id === undefined) return [neighbour]
      const stored = values.get(id)
      return stored ? [{ doc: neighbour.doc, score: dot(vector, stored) }] : []
    })
    .sort(byScore)
}

function scoreFresh(pending: readonly FreshVector[], vector: Float32Array): readonly Neighbour[] {
  return pending.flatMap(({ doc, vector: stored }) => (stored ? [{ doc, score: dot(vector, stored.values, stored.scale) }] : []))
}

/** Cosine of two unit vectors; rounding may leave [-1, 1] by a hair. */
function dot(left: Float32Array, right: ArrayLike<number>, scale = 1): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0)
  return Math.max(-1, Math.min(1, sum * scale))
}

function byScore(left: Neighbour, right: Neighbour): number {
  return right.score - left.score || left.doc - right.doc
}

export function checkDimensions(space: VectorSpace, vector: Float32Array): void {
  if (vector.length === space.dimensions) return
  throw new AppError('vectors.dimensions', `The vector has ${vector.length} dimensions, but "${space.vector}" has ${space.dimensions}.`)
}
