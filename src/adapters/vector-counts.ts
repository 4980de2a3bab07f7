import type { CollectionView } from '../contracts/collection.ts'
import type { Collection } from '../domain/catalog/index.ts'
import type { VectorStore } from '../domain/embedding/index.ts'
import { spaceOf } from '../domain/ingestion/index.ts'
import type { ByteCache } from '../shared/byte-cache.ts'
import { runInWaves } from './limits/run-in-waves.ts'

type Counts = NonNullable<CollectionView['semantic']['vectors']>

/** Connections that may wait for headers leave room for this many vectors at a time (DESIGN section 4). */
const WAVE = 5
const BYTES_A_COUNT = 60

/**
 * How many documents have each vector of the set that answers, from the store itself: the ledger also names documents without
 * any text for a vector. Kept until vectors are written, which moves the vector version. Undefined while no set answers or the
 * store does not.
 */
export function createVectorCounts(vectors: VectorStore, cache: ByteCache): (collection: Collection) => Promise<Counts | undefined> {
  return async (collection) => {
    const { id, vectorSet, vectorVersion, model, definition } = collection
    if (vectorSet === null || model === null) return undefined
    const names = definition.vectors.map(({ name }) => name)
    const key = `vector-counts:${JSON.stringify([id, vectorSet, vectorVersion, names])}`
    const kept = cache.get<Counts>(key)
    if (kept) return kept
    const count = async (name: string): Promise<Counts[number]> => {
      return { name, vectors: await vectors.count(spaceOf(collection, name, { set: vectorSet, model })) }
    }
    const counts = await runInWaves(names, WAVE, count).catch(() => undefined)
    if (counts) cache.set(key, counts, BYTES_A_COUNT * counts.length)
    return counts && [...counts]
  }
}
