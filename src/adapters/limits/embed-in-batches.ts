import { AppError } from '../../contracts/errors.ts'
import type { TextEmbedding, TextEmbedder } from '../../domain/embedding/text-embedder.ts'
import { runInWaves, splitEvery } from './run-in-waves.ts'
import { truncateToTokens } from './truncate-to-tokens.ts'

export type BatchRules = {
  dimensions: TextEmbedder['dimensions']
  /** texts one call may carry */
  batchSize: number
  /** calls at once */
  concurrency: number
  /** estimated tokens a text is cut to */
  maxTokens: number
}

/**
 * What every remote embedder does around its one call: blank texts are not sent (endpoints refuse them) and become
 * zero vectors, long ones are cut, batches go out a few at a time, replies are checked and made unit length.
 */
export async function embedInBatches(
  texts: readonly string[],
  rules: BatchRules,
  embedBatch: (texts: readonly string[]) => Promise<readonly (readonly number[])[]>,
): Promise<readonly TextEmbedding[]> {
  const embeddings: TextEmbedding[] = texts.map(() => ({ vector: new Float32Array(rules.dimensions), captured: 0 }))
  const wanted = texts.flatMap((text, at) => (text.trim() === '' ? [] : [{ at, text: truncateToTokens(text, rules.maxTokens) }]))
  await runInWaves(splitEvery(wanted, rules.batchSize), rules.concurrency, async (batch) => {
    const vectors = await embedBatch(batch.map((item) => item.text))
    if (vectors.length !== batch.length) {
      throw new AppError('service.unavailable', `The embedding model returned ${vectors.length} vectors for ${batch.length} texts.`)
    }
    batch.forEach(({ at }, place) => {
      embeddings[at] = { vector: toUnitLength(vectors[place] ?? [], rules.dimensions), captured: 1 }
    })
  })
  return embeddings
}

function toUnitLength(values: readonly number[], dimensions: number): Float32Array {
  if (values.length !== dimensions) {
    throw new AppError('service.configuration', `The embedding model returns ${values.length} dimensions, but ${dimensions} are configured.`)
  }
  let squares = 0
  for (const value of values) squares += value * value
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  return Float32Array.from(values, (value) => value * scale)
}
