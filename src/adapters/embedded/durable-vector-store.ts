import { AppError } from '../../contracts/errors.ts'
import { quantise } from '../../domain/embedding/quantize.ts'
import {
  VECTOR_DIMENSIONS,
  type NearestResult,
  type VectorRecord,
  type VectorScope,
  type VectorSpace,
  type VectorStore,
} from '../../domain/embedding/vector-store.ts'
import type { VectorIndexCalls } from './vector-index/calls.ts'
import { rotateVector } from './vector-index/rotation.ts'
import { searchScope } from './vector-index/search-scope.ts'

export type DurableVectorStoreOptions = {
  /** Where an index is created on first use; it never moves afterwards. */
  locationHint?: DurableObjectLocationHint
}

type VectorIndexObject = VectorIndexCalls & Rpc.DurableObjectBranded

/** Under 50 ms of encoding and inserting a call: 1,024 vectors of 256 dimensions, 170 of 1,536. */
const UPSERT_BYTES = 262_144
const REMOVE_BATCH = 2_000

/** The embedded vector store: one VectorIndex object a space. */
export function createDurableVectorStore(namespace: DurableObjectNamespace<VectorIndexObject>, options: DurableVectorStoreOptions = {}): VectorStore {
  const open = (space: VectorSpace) => {
    checkDimensions(space.dimensions, space)
    return namespace.get(namespace.idFromName(nameIndex(space)), options)
  }
  return {
    async upsert(space, records) {
      for (const { values } of records) checkDimensions(values.length, space)
      const size = Math.max(1, Math.floor(UPSERT_BYTES / space.dimensions))
      for (let from = 0; from < records.length; from += size) {
        const { docs, scales, bytes } = packRecords(space.dimensions, records.slice(from, from + size))
        await call(() => open(space).upsert(space.dimensions, space.priority, docs, scales, bytes))
      }
    },
    async remove(space, documents) {
      for (let from = 0; from < documents.length; from += REMOVE_BATCH) {
        await call(() => open(space).remove(listKeys(documents.slice(from, from + REMOVE_BATCH))))
      }
    },
    nearest: (space, vector, k, scope) => findNearest(() => open(space), space, vector, k, scope),
    async score(space, vector, documents) {
      checkDimensions(vector.length, space)
      if (documents.length === 0) return new Map()
      const { docs, scores } = await call(() => open(space).rank(rotateVector(vector), listKeys(documents), documents.length, space.priority))
      return new Map(Array.from(docs, (doc, at) => [doc, scores[at] as number]))
    },
    count: (space) => call(() => open(space).count()),
    drop: (space) => call(() => open(space).drop()),
  }
}

async function findNearest(
  open: () => DurableObjectStub<VectorIndexObject>,
  space: VectorSpace,
  vector: Float32Array,
  k: number,
  scope: VectorScope | null,
): Promise<NearestResult> {
  checkDimensions(vector.length, space)
  if (!Number.isInteger(k) || k < 1 || k > 1000) throw new RangeError(`k is a whole number from 1 to 1000, not ${k}.`)
  const index = {
    nearest: (rotated: Float32Array, most: number) => call(() => open().nearest(rotated, most, space.priority)),
    list: (rotated: Float32Array, limit: number) => call(() => open().list(rotated, limit)),
    rank: (rotated: Float32Array, docs: Float64Array, most: number) => call(() => open().rank(rotated, docs, most, space.priority)),
  }
  const query = rotateVector(vector)
  if (scope !== null) return searchScope(index, query, k, scope)
  const { docs, scores, exact, candidates, rowsRead } = await index.nearest(query, k)
  const neighbours = Array.from(docs, (doc, at) => ({ doc, score: scores[at] as number }))
  return { neighbours, exhaustive: true, exact, candidates, rowsRead }
}

// Names may hold any character; encoding keeps two spaces from sharing an object.
function nameIndex({ tenant, collection, vector, set }: VectorSpace): string {
  return [tenant, collection, vector, set].map(encodeURIComponent).join('/')
}

function packRecords(dimensions: number, records: readonly VectorRecord[]) {
  const docs = Float64Array.from(records, ({ doc }) => doc)
  const scales = new Float32Array(records.length)
  const bytes = new Int8Array(records.length * dimensions)
  for (const [at, { values }] of records.entries()) {
    const quantised = quantise(rotateVector(values))
    scales[at] = quantised.scale
    bytes.set(quantised.values, at * dimensions)
  }
  return { docs, scales, bytes }
}

function listKeys(documents: readonly { doc: number }[]): Float64Array {
  return Float64Array.from(documents, ({ doc }) => doc)
}

function checkDimensions(length: number, space: VectorSpace): void {
  if (length === space.dimensions && VECTOR_DIMENSIONS.includes(space.dimensions)) return
  throw new AppError('vectors.dimensions', `The vector "${space.vector}" has ${space.dimensions} dimensions; ${length} were given.`)
}

/** Every call may be repeated, so one that died with its object (a deployment, a lost connection) is sent once more. */
async function call<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('vectors.dimensions', error.message)
    if (isRetryable(error)) return send()
    throw error
  }
}

// Set by the platform on errors of a Durable Object call; an overloaded object must not be asked again.
function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true && !('overloaded' in error && error.overloaded === true)
}
