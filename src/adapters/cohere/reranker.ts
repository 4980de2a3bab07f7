import { z } from 'zod'
import { AppError } from '../../contracts/errors.ts'
import type { Reranker } from '../../domain/search/reranking/ports.ts'
import { type PairScore, rerankInBatches } from '../limits/rerank-in-batches.ts'
import { type Timers, systemTimers } from '../limits/timers.ts'
import { withinDeadline } from '../limits/within-deadline.ts'
import { toEndpointError } from '../openai/errors.ts'

export type CohereRerankerConfig = {
  /** the whole address, e.g. https://api.cohere.com/v2/rerank or http://127.0.0.1:8080/rerank */
  url: string
  /** secret; absent for endpoints that need none */
  apiKey?: string
  model: string
  /** tei: the request of Text Embeddings Inference, which names its texts otherwise and no model; cohere unless given */
  shape?: 'cohere' | 'tei'
  /** for one call */
  timeoutMs?: number
}

// Cohere counts up to 100 documents as one search, so fewer a call would cost more; TEI refuses more than 32 unless started with
// another --max-client-batch-size.
const TEXTS_A_CALL = { cohere: 100, tei: 32 }

// Cohere, Jina, vLLM and llama.cpp say `results`, Voyage says `data`, Text Embeddings Inference answers with the list alone.
const scored = z.object({ index: z.int().nonnegative(), relevance_score: z.number().optional(), score: z.number().optional() })
const list = z.array(scored)
const replySchema = z.union([
  z.object({ results: list }).transform(({ results }) => results),
  z.object({ data: list }).transform(({ data }) => data),
  list,
])

/**
 * Reranks through an endpoint of Cohere's shape (docs.cohere.com/reference/rerank): Cohere, Jina, Voyage, vLLM, llama.cpp, LiteLLM ...,
 * or of Text Embeddings Inference.
 * Never repeated: a search does not wait so long. Throws service.unavailable or service.configuration.
 */
export function createCohereReranker(config: CohereRerankerConfig, fetcher: typeof fetch, timers: Timers = systemTimers): Reranker {
  const { model, shape = 'cohere' } = config
  const score = (query: string, texts: readonly string[]) =>
    withinDeadline(config.timeoutMs ?? 3000, timers, 'The reranking endpoint', async (signal) => {
      const response = await fetcher(config.url, toRequest(config, query, texts, signal))
      if (!response.ok) {
        await response.body?.cancel()
        throw toEndpointError(response.status, model, 'reranking')
      }
      return readScores(await response.json().catch(() => null))
    })
  return { model, rerank: (query, texts) => rerankInBatches(query, texts, TEXTS_A_CALL[shape], score) }
}

function toRequest(config: CohereRerankerConfig, query: string, documents: readonly string[], signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (config.apiKey) headers['authorization'] = `Bearer ${config.apiKey}`
  // no top_n: every endpoint returns all without it, and Voyage, which calls it top_k, refuses the name
  const body = config.shape === 'tei' ? { query, texts: documents, truncate: true } : { model: config.model, query, documents }
  return { method: 'POST', headers, body: JSON.stringify(body), signal }
}

function readScores(body: unknown): readonly PairScore[] {
  const parsed = replySchema.safeParse(body)
  const scores = parsed.data?.flatMap(({ index, relevance_score: relevance, score }) => {
    const value = relevance ?? score
    return value === undefined ? [] : [{ index, score: value }]
  })
  if (!scores) throw new AppError('service.unavailable', 'The reranking endpoint answered with something other than scores.')
  return scores
}
