import { AppError } from '../contracts/errors.ts'
import type { Collection, SemanticModel } from '../domain/catalog/index.ts'
import { type TextEmbedder, decodeModel } from '../domain/embedding/index.ts'
import type { BlobStore } from '../domain/ingestion/learning-state.ts'
import type { ByteCache } from '../shared/byte-cache.ts'
import type { ShareLoad } from '../shared/shared-loads.ts'
import type { Language } from '../shared/text/index.ts'
import type { Settings } from '../env.ts'
import { createLearntEmbedder } from './embedded/learnt-embedder.ts'
import { createOpenAiEmbedder } from './openai/text-embedder.ts'
import { createWorkersAiEmbedder } from './workers-ai/text-embedder.ts'

export type OpenEmbedder = (collection: Collection, model: SemanticModel) => Promise<TextEmbedder>

const DEFAULT_MODEL = '@cf/baai/bge-m3'
const DEFAULT_MAX_TOKENS = 8192

/** The embedder behind a vector set's model: learnt models are read once an isolate, others are called. */
export function createOpenEmbedder(env: Env, settings: Settings, blobs: BlobStore, cache: ByteCache, share: ShareLoad): OpenEmbedder {
  return async (collection, model) => {
    const { blob } = model
    if (blob === null) return openCloudEmbedder(env, settings, model.name)
    const key = `model:${blob}:${collection.definition.language}`
    const known = cache.get<TextEmbedder>(key)
    if (known) return known
    return share(key, () => loadLearnt(blobs, collection, blob, cache, key))
  }
}

async function loadLearnt(blobs: BlobStore, collection: Collection, blob: string, cache: ByteCache, key: string): Promise<TextEmbedder> {
  const bytes = await blobs.get(blob)
  if (!bytes) throw new AppError('service.unavailable', 'The model of this collection is being replaced.')
  const embedder = createLearntEmbedder(decodeModel(bytes), collection.definition.language as Language)
  cache.set(key, embedder, bytes.length * 1.3)
  return embedder
}

/** The cloud model that configuration asks for; null when models are learnt here. */
export function configuredModel(settings: Settings): { name: string; dimensions: TextEmbedder['dimensions'] } | null {
  if (settings.MERIDIAN_EMBEDDER === 'embedded') return null
  const dimensions = settings.MERIDIAN_EMBED_DIMENSIONS ?? 1024
  if (dimensions !== 256 && dimensions !== 384 && dimensions !== 768 && dimensions !== 1024 && dimensions !== 1536) {
    throw new AppError('vectors.dimensions', `MERIDIAN_EMBED_DIMENSIONS is ${dimensions}; use 256, 384, 768, 1024 or 1536.`)
  }
  return { name: settings.MERIDIAN_EMBED_MODEL ?? DEFAULT_MODEL, dimensions }
}

function openCloudEmbedder(env: Env, settings: Settings, model: string): TextEmbedder {
  const configured = configuredModel(settings)
  if (!configured || configured.name !== model)
    throw new AppError('service.configuration', `The vectors were made with ${model}, which is not configured any more.`)
  const common = { model, dimensions: configured.dimensions, maxTokens: DEFAULT_MAX_TOKENS }
  if (settings.MERIDIAN_EMBEDDER === 'workers-ai') {
    if (!env.AI) throw new AppError('service.configuration', 'MERIDIAN_EMBEDDER is workers-ai, but the AI binding is missing.')
    return createWorkersAiEmbedder({ run: (name, input) => env.AI.run(name as keyof AiModels, input as never) }, common)
  }
  if (!settings.MERIDIAN_EMBED_URL) throw new AppError('service.configuration', 'MERIDIAN_EMBEDDER is openai, but MERIDIAN_EMBED_URL is missing.')
  const key = settings.MERIDIAN_EMBED_KEY === undefined ? {} : { apiKey: settings.MERIDIAN_EMBED_KEY }
  return createOpenAiEmbedder({ ...common, ...key, baseUrl: settings.MERIDIAN_EMBED_URL }, fetch.bind(globalThis))
}
