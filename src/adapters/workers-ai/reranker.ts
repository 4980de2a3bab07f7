import { z } from 'zod'
import { AppError } from '../../contracts/errors.ts'
import type { Reranker } from '../../domain/search/reranking/ports.ts'
import { rerankInBatches } from '../limits/rerank-in-batches.ts'
import { type Timers, systemTimers } from '../limits/timers.ts'
import { withinDeadline } from '../limits/within-deadline.ts'
import { toWorkersAiError } from './errors.ts'

/** The part of the `AI` binding that reranking needs. */
export type RerankBinding = { run(model: string, input: Record<string, unknown>, options: { signal: AbortSignal }): Promise<unknown> }

export type WorkersAiRerankerConfig = {
  /** e.g. @cf/baai/bge-reranker-base */
  model: string
  /** for one call */
  timeoutMs?: number
}

// The most a call takes is not documented; its sister models take 100 texts and refuse large batches of long ones
// (developers.cloudflare.com/workers-ai/platform/limits). Tokens are what is paid for, so more calls cost no more.
const TEXTS_A_CALL = 25

const replySchema = z.object({ response: z.array(z.object({ id: z.int().nonnegative(), score: z.number() })) })

/**
 * Reranks through Workers AI (developers.cloudflare.com/workers-ai/models/bge-reranker-base). Never repeated: a search does not wait so
 * long. Throws service.unavailable (capacity, quota, time) or service.configuration (model, input).
 */
export function createWorkersAiReranker(ai: RerankBinding, config: WorkersAiRerankerConfig, timers: Timers = systemTimers): Reranker {
  const { model } = config
  const run = async (query: string, texts: readonly string[], signal: AbortSignal): Promise<unknown> => {
    const contexts = texts.map((text) => ({ text }))
    try {
      // how many come back without top_k is not documented
      return await ai.run(model, { query, contexts, top_k: contexts.length }, { signal })
    } catch (error) {
      throw toWorkersAiError(error, model, 'reranking')
    }
  }
  const score = (query: string, texts: readonly string[]) =>
    withinDeadline(config.timeoutMs ?? 3000, timers, 'Workers AI', async (signal) => {
      const parsed = replySchema.safeParse(await run(query, texts, signal))
      if (!parsed.success) throw new AppError('service.unavailable', `The Workers AI model ${model} answered with something other than scores.`)
      return parsed.data.response.map(({ id, score: value }) => ({ index: id, score: value }))
    })
  return { model, rerank: (query, texts) => rerankInBatches(query, texts, TEXTS_A_CALL, score) }
}
