import { AppError } from '../contracts/errors.ts'
import { VECTOR_DIMENSIONS, type VectorDimension, type VectorStore } from '../domain/embedding/index.ts'
import type { Settings } from '../env.ts'
import type { Database } from './d1/database.ts'
import { createDurableVectorStore } from './embedded/durable-vector-store.ts'
import { createD1FreshVectors } from './vectorize/d1-fresh-vectors.ts'
import { createD1IdMap } from './vectorize/d1-id-map.ts'
import { createVectorizeStore } from './vectorize/vector-store.ts'
import { type VectorizeIndex, createVectorizeIndex } from './vectorize/vectorize-index.ts'

const indexes = new WeakMap<object, Partial<Record<VectorDimension, VectorizeIndex>>>()

/** The vector store that configuration asks for: VectorIndex objects, or the Vectorize bindings VECTORS and VECTORS_<dimensions>. */
export function openVectorStore(env: Env, settings: Settings, db: Database): VectorStore {
  if (settings.MERIDIAN_VECTOR_STORE === 'embedded') return createDurableVectorStore(env.VECTOR_INDEX)
  const known = indexes.get(env) ?? openIndexes(env)
  indexes.set(env, known)
  return createVectorizeStore({
    indexes: known,
    idMap: createD1IdMap(db),
    fresh: createD1FreshVectors(db),
    now: () => Date.now(),
    later: (work) => void work.catch(() => undefined),
  })
}

function openIndexes(env: Env): Partial<Record<VectorDimension, VectorizeIndex>> {
  const bindings = env as unknown as Record<string, Parameters<typeof createVectorizeIndex>[0] | undefined>
  const found: Partial<Record<VectorDimension, VectorizeIndex>> = {}
  for (const dimensions of VECTOR_DIMENSIONS) {
    const binding = bindings[`VECTORS_${dimensions}`] ?? (dimensions === 1024 ? bindings['VECTORS'] : undefined)
    if (binding) found[dimensions] = createVectorizeIndex(binding, () => Date.now())
  }
  if (Object.keys(found).length === 0)
    throw new AppError('service.configuration', 'MERIDIAN_VECTOR_STORE is vectorize, but no Vectorize binding is configured.')
  return found
}
