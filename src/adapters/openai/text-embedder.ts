import { z } from 'zod'
import { AppError } from '../../contracts/errors.ts'
import type { TextEmbedder } from '../../domain/embedding/text-embedder.ts'
import { embedInBatches } from '../limits/embed-in-batches.ts'
import { type Timers, systemTimers } from '../limits/timers.ts'
import { withinDeadline } from '../limits/within-deadline.ts'
import { readRetryAfter, toEndpointError } from './errors.ts'

export type OpenAiEmbedderConfig = {
  /** up to and without /embeddings, e.g. http://127.0.0.1:11434/v1 for Ollama */
  baseUrl: string
  /** secret; absent for endpoints that need none */
  apiKey?: string
  model: string
  dimensions: TextEmbedder['dimensions']
  /** whether to ask for `dimensions` (OpenAI's v3 models shorten their vectors); many endpoints refuse the member */
  sendDimensions?: boolean
  /** the model's input limit: 8192 for OpenAI's models */
  maxTokens: number
  /** texts a call; OpenAI allows 2,048, some endpoints 10 */
  batchSize?: number
  /** for one call with its one repetition */
  timeoutMs?: number
}

const CALLS_AT_ONCE = 4
const replySchema = z.object({ data: z.array(z.object({ index: z.int().nonnegative().optional(), embedding: z.array(z.number()) })) })

/**
 * Embeds through any OpenAI-compatible endpoint (AI Gateway, Ollama, Together ...). A 429 or 503 with Retry-After is
 * repeated once when the wait fits the timeout. Throws service.unavailable or service.configuration.
 */
export function createOpenAiEmbedder(config: OpenAiEmbedderConfig, fetcher: typeof fetch, timers: Timers = systemTimers): TextEmbedder {
  const { model, dimensions, maxTokens } = config
  const rules = { dimensions, maxTokens, batchSize: config.batchSize ?? 100, concurrency: CALLS_AT_ONCE }
  const embedBatch = (texts: readonly string[]) =>
    withinDeadline(config.timeoutMs ?? 10_000, timers, 'The embeddings endpoint', async (signal, deadline) => {
      const request = (): Promise<Response> => fetcher(`${config.baseUrl.replace(/\/+$/, '')}/embeddings`, toRequest(config, texts, signal))
      let response = await request()
      if (response.status === 429 || response.status === 503) {
        const wait = readRetryAfter(response.headers.get('retry-after'), timers.now())
        if (wait !== null && timers.now() + wait < deadline) {
          await response.body?.cancel()
          await new Promise<void>((resolve) => timers.after(wait, resolve))
          response = await request()
        }
      }
      if (!response.ok) {
        await response.body?.cancel()
        throw toEndpointError(response.status, model, 'embeddings')
      }
      return readVectors(await response.json().catch(() => null))
    })
  return { model, dimensions, embed: (texts) => embedInBatches(texts, rules, embedBatch) }
}

function toRequest(config: OpenAiEmbedderConfig, input: readonly string[], signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (config.apiKey) headers['authorization'] = `Bearer ${config.apiKey}`
  const body = { model: config.model, input, ...(config.sendDimensions ? { dimensions: config.dimensions } : {}) }
  return { method: 'POST', headers, body: JSON.stringify(body), signal }
}

function readVectors(body: unknown): readonly (readonly number[])[] {
  const parsed = replySchema.safeParse(body)
  if (!parsed.success) throw new AppError('service.unavailable', 'The embeddings endpoint answered with something other than embeddings.')
  const vectors: (readonly number[])[] = []
  parsed.data.data.forEach((item, place) => {
    vectors[item.index ?? place] = item.embedding
  })
  if (vectors.length !== parsed.data.data.length || Object.keys(vectors).length !== vectors.length) {
    throw new AppError('service.unavailable', 'The embeddings endpoint numbered its vectors wrongly.')
  }
  return vectors
}
