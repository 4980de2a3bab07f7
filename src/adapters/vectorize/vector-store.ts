import { AppError } from '../../contracts/errors.ts'
import type { NearestResult, Neighbour, VectorDimension, VectorRecord, VectorScope, VectorSpace, VectorStore } from '../../domain/embedding/vector-store.ts'
import { TOP_K, type VectorizeRecord } from './binding.ts'
import type { FreshVector, FreshVectors, IdMap, Overlay } from './ports.ts'
import { fitSlotFilter, toMetadata } from './slots.ts'
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

const DROP_PAGE = 1000

/** VectorStore over Vectorize. Scores are exact: the index ranks by approximate ones, the survivors are scored again. */
export function createVectorizeStore(options: VectorizeStoreOptions): VectorStore {
  const { idMap, fresh, now } = options
  const indexOf = (space: VectorSpace): VectorizeIndex => {
    const index = options.indexes[space.dimensions]
    if (index) return index
    throw new AppError('service.configuration', `No Vectorize index is configured for ${space.dimensions} dimensions.`)
  }
  return {
    async upsert(space, records) {
      const index = indexOf(space)
      for (const record of records) checkDimensions(space, record.values)
      const latest = [...new Map(records.map((record) => [record.doc, record])).values()]
      if (latest.length === 0) return
      const namespace = await toNamespace(space)
      const known = index.processed()
      await index.refresh()
      const rows = await Promise.all(latest.map((record) => toVectorizeRecord(space, namespace, record)))
      // known before it is visible, so that every neighbour has a document
      await idMap.remember(space, rows.map(({ id }, place) => ({ vectorId: id, doc: latest[place]?.doc ?? 0 })))
      await index.upsert(rows, (mutation, from, count) => {
        const carried = latest.slice(from, from + count).map(({ doc, values }) => ({ doc, vector: values }))
        return fresh.record(namespace, { mutation, acceptedAt: now(), vectors: carried }, toSettled(known, now()))
      })
    },
    async remove(space, documents) {
      const index = indexOf(space)
      const namespace = await toNamespace(space)
      const distinct = [...new Map(documents.map((document) => [document.doc, document])).values()]
      const named = await Promise.all(distinct.map(async ({ doc, id }) => ({ doc, vectorId: await toVectorId(space, id) })))
      const owners = await idMap.docsOf(named.map(({ vectorId }) => vectorId))
      // a document deleted and written again keeps its vector id: the late removal of the old one must not hit the new
      const isOwner = ({ doc, vectorId }: { doc: number; vectorId: string }): boolean => (owners.get(vectorId) ?? doc) === doc
      const gone = named.filter(isOwner)
      const replaced = named.filter((name) => !isOwner(name)).map(({ doc }) => doc)
      if (replaced.length > 0) await fresh.discard(namespace, replaced)
      if (gone.length === 0) return
      const known = index.processed()
      await index.refresh()
      const ids = gone.map(({ vectorId }) => vectorId)
      await idMap.forget(space, ids)
      await index.deleteByIds(ids, (mutation, from, count) => {
        const carried = gone.slice(from, from + count).map(({ doc }) => ({ doc, vector: null }))
        return fresh.record(namespace, { mutation, acceptedAt: now(), vectors: carried }, toSettled(known, now()))
      })
    },
    async nearest(space, vector, k, scope) {
      if (!Number.isInteger(k) || k < 1 || k > 1000) throw new RangeError(`k must be a whole number from 1 to 1,000, got ${k}`)
      return findNearest(options, indexOf(space), space, vector, k, scope)
    },
    async score(space, vector, documents) {
      const index = indexOf(space)
      checkDimensions(space, vector)
      const { pending } = await readPending(options, index, await toNamespace(space))
      const asked = new Set(documents.map(({ doc }) => doc))
      const overlaid = new Set(pending.map(({ doc }) => doc))
      const scores = new Map(scoreFresh(pending.filter(({ doc }) => asked.has(doc)), vector).map(({ doc, score }) => [doc, score]))
      const named = await Promise.all(documents.filter(({ doc }) => !overlaid.has(doc)).map(async ({ doc, id }) => [doc, await toVectorId(space, id)] as const))
      const values = await index.getByIds([...new Set(named.map(([, id]) => id))])
      for (const [doc, id] of named) {
        const stored = values.get(id)
        if (stored) scores.set(doc, dot(vector, stored))
      }
      return scores
    },
    count: (space) => idMap.count(space),
    async drop(space) {
      const index = indexOf(space)
      for (let ids = await idMap.list(space, DROP_PAGE); ids.length > 0; ids = await idMap.list(space, DROP_PAGE)) {
        await index.deleteByIds(ids, async () => {})
        // forgotten page by page, so that a repetition goes on where this stopped
        await idMap.forget(space, ids)
      }
      await fresh.clear(await toNamespace(space))
    },
  }
}

async function findNearest(options: VectorizeStoreOptions, index: VectorizeIndex, space: VectorSpace, vector: Float32Array, k: number, scope: VectorScope | null): Promise<NearestResult> {
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
  return { neighbours, exhaustive: certain && !overflowed, candidates: all.length, rowsRead: docs.size + pending.length }
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

async function scoreAgain(index: VectorizeIndex, vector: Float32Array, ranked: readonly Neighbour[], idOf: ReadonlyMap<number, string>): Promise<readonly Neighbour[]> {
  const values = await index.getByIds(ranked.flatMap(({ doc }) => idOf.get(doc) ?? []))
  return ranked.flatMap((neighbour) => {
    const id = idOf.get(neighbour.doc)
    if (id === undefined) return [neighbour]
    const stored = values.get(id)
    return stored ? [{ doc: neighbour.doc, score: dot(vector, stored) }] : []
  }).sort(byScore)
}

function scoreFresh(pending: readonly FreshVector[], vector: Float32Array): readonly Neighbour[] {
  return pending.flatMap(({ doc, vector: stored }) => (stored ? [{ doc, score: dot(vector, stored.values, stored.scale) }] : []))
}

async function toVectorizeRecord(space: VectorSpace, namespace: string, record: VectorRecord): Promise<VectorizeRecord> {
  return { id: await toVectorId(space, record.id), values: record.values, namespace, metadata: toMetadata(record.slots) }
}

function checkDimensions(space: VectorSpace, vector: Float32Array): void {
  if (vector.length === space.dimensions) return
  throw new AppError('vectors.dimensions', `The vector has ${vector.length} dimensions, but "${space.vector}" has ${space.dimensions}.`)
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
