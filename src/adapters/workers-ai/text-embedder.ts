import { z } from 'zod'
import { AppError } from '../../contracts/errors.ts'
import type { TextEmbedder } from '../../domain/embedding/text-embedder.ts'
import { embedInBatches } from '../limits/embed-in-batches.ts'
import { toWorkersAiError } from './errors.ts'

/** The part of the `AI` binding that embedding needs. */
export type AiBinding = { run(model: string, input: Record<string, unknown>): Promise<unknown> }

export type WorkersAiEmbedderConfig = {
  /** e.g. @cf/baai/bge-m3 */
  model: string
  dimensions: TextEmbedder['dimensions']
  /** for models that offer both; vectors of one are not comparable with those of the other */
  pooling?: 'cls' | 'mean'
  /** the model's input limit: 512 for bge-*-en-v1.5, 8192 for bge-m3 */
  maxTokens: number
}

// github.com/cloudflare/cloudflare-docs/issues/11316: "up to 100 sentences in one call ... an error when going over 100".
const TEXTS_A_CALL = 100
const CALLS_AT_ONCE = 4

const replySchema = z.object({ data: z.array(z.array(z.number())) })

/** Embeds through Workers AI. Throws service.unavailable (capacity, quota) or service.configuration (model, input, dimension). */
export function createWorkersAiEmbedder(ai: AiBinding, config: WorkersAiEmbedderConfig): TextEmbedder {
  const { model, dimensions, pooling, maxTokens } = config
  const rules = { dimensions, maxTokens, batchSize: TEXTS_A_CALL, concurrency: CALLS_AT_ONCE }
  const run = async (text: readonly string[]): Promise<unknown> => {
    try {
      return await ai.run(model, pooling ? { text, pooling } : { text })
    } catch (error) {
      throw toWorkersAiError(error, model, 'embedding')
    }
  }
  const embedBatch = async (text: readonly string[]): Promise<readonly (readonly number[])[]> => {
    const parsed = replySchema.safeParse(await run(text))
    if (!parsed.success) throw new AppError('service.unavailable', `The Workers AI model ${model} answered with something other than embeddings.`)
    return parsed.data.data
  }
  return {
    model: pooling ? `${model}#${pooling}` : model,
    dimensions,
    embed: (texts) => embedInBatches(texts, rules, embedBatch),
  }
}
