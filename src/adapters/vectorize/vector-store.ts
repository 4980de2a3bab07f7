import { AppError } from '../../contracts/errors.ts'
import type { VectorRecord, VectorSpace, VectorStore } from '../../domain/embedding/vector-store.ts'
import type { VectorizeRecord } from './binding.ts'
import { type VectorizeStoreOptions, checkDimensions, findNearest, scoreDocuments } from './find-nearest.ts'
import { toMetadata } from './slots.ts'
import { toNamespace, toVectorId } from './vector-ids.ts'
import type { VectorizeIndex } from './vectorize-index.ts'
import { toSettled } from './visibility.ts'

const DROP_PAGE = 1000

/**
 * VectorStore over Vectorize. Scores are exact: the index ranks by approximate ones, the survivors are scored again. It keeps
 * every vector alike, so that the priority of a space says nothing here.
 */
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
      const rows = await Promise.all(latest.map(async (record) => ({ doc: record.doc, record: await toVectorizeRecord(space, namespace, record) })))
      // known before it is visible, so that every neighbour has a document
      await idMap.remember(
        space,
        rows.map(({ doc, record }) => ({ doc, vectorId: record.id })),
      )
      await index.upsert(
        rows.map(({ record }) => record),
        (mutation, from, count) => {
          const carried = rows.slice(from, from + count).map(({ doc, record }) => ({ doc, vector: record.values }))
          return fresh.record(namespace, { mutation, acceptedAt: now(), vectors: carried }, toSettled(known, now()))
        },
      )
    },
    async remove(space, documents) {
      const index = indexOf(space)
      const namespace = await toNamespace(space)
      const distinct = [...new Map(documents.map((document) => [document.doc, document])).values()]
      const named = await Promise.all(
        distinct.map(async ({ doc, id, replaced = false }) => ({ doc, replaced, vectorId: await toVectorId(space, id) })),
      )
      const owners = await idMap.docsOf(named.map(({ vectorId }) => vectorId))
      // a document deleted and written again keeps its vector id: the late removal of the old one must not hit the new, written or about to be
      const isLeft = ({ doc, vectorId, replaced }: (typeof named)[number]): boolean => replaced || (owners.get(vectorId) ?? doc) !== doc
      const left = named.filter(isLeft)
      const gone = named.filter((name) => !isLeft(name))
      if (left.length > 0) {
        await idMap.forget(space, left)
        await fresh.discard(
          namespace,
          left.map(({ doc }) => doc),
        )
      }
      if (gone.length === 0) return
      const known = index.processed()
      await index.refresh()
      const ids = gone.map(({ vectorId }) => vectorId)
      await idMap.forget(space, gone)
      await index.deleteByIds(ids, (mutation, from, count) => {
        const carried = gone.slice(from, from + count).map(({ doc }) => ({ doc, vector: null }))
        return fresh.record(namespace, { mutation, acceptedAt: now(), vectors: carried }, toSettled(known, now()))
      })
    },
    async nearest(space, vector, k, scope) {
      if (!Number.isInteger(k) || k < 1 || k > 1000) throw new RangeError(`k must be a whole number from 1 to 1,000, got ${k}`)
      return findNearest(options, indexOf(space), space, vector, k, scope)
    },
    score: async (space, vector, documents) => scoreDocuments(options, indexOf(space), space, vector, documents),
    count: (space) => idMap.count(space),
    async drop(space) {
      const index = indexOf(space)
      for (let names = await idMap.list(space, DROP_PAGE); names.length > 0; names = await idMap.list(space, DROP_PAGE)) {
        await index.deleteByIds(
          names.map(({ vectorId }) => vectorId),
          async () => {},
        )
        // forgotten page by page, so that a repetition goes on where this stopped
        await idMap.forget(space, names)
      }
      await fresh.clear(await toNamespace(space))
    },
  }
}

async function toVectorizeRecord(space: VectorSpace, namespace: string, record: VectorRecord): Promise<VectorizeRecord> {
  return { id: await toVectorId(space, record.id), values: record.values, namespace, metadata: toMetadata(record.slots) }
}
