import { AppError } from '../../contracts/errors.ts'
import { runInWaves, splitEvery } from './run-in-waves.ts'
import { countTokens, truncateToTokens } from './truncate-to-tokens.ts'

export type PairScore = { index: number; score: number }
/** Scores one batch; `index` is the place of a text in it. Neither query nor texts are blank. */
type ScoreBatch = (query: string, texts: readonly string[]) => Promise<readonly PairScore[]>

// bge-reranker reads 512 tokens of query and text together (huggingface.co/BAAI/bge-reranker-base). Models that read more get no more:
// the beginning tells what a document is about, and a search waits for every token.
const PAIR_TOKENS = 512
/** Start, end and separators of a pair (XLM-RoBERTa). */
const MARKS = 4
const QUERY_TOKENS = 128
const CALLS_AT_ONCE = 4

/**
 * What every remote reranker does around its one call: blank texts are not sent (services refuse them) and score 0, long ones are cut
 * to what the model reads beside the query, batches go out a few at a time, replies are checked and scores brought into [0, 1].
 */
export async function rerankInBatches(query: string, texts: readonly string[], batchSize: number, score: ScoreBatch): Promise<readonly number[]> {
  const scores = texts.map(() => 0)
  if (query.trim() === '') return scores
  const asked = truncateToTokens(query.trim(), QUERY_TOKENS)
  const room = PAIR_TOKENS - MARKS - Math.ceil(countTokens(asked))
  const wanted = texts.flatMap((text, at) => (text.trim() === '' ? [] : [{ at, text: truncateToTokens(text.trim(), room) }]))
  const answers = await runInWaves(splitEvery(wanted, batchSize), CALLS_AT_ONCE, async (batch) =>
    orderScores(
      await score(
        asked,
        batch.map(({ text }) => text),
      ),
      batch.length,
    ),
  )
  toRelevance(answers.flat()).forEach((relevance, place) => {
    const at = wanted[place]?.at
    if (at !== undefined) scores[at] = relevance
  })
  return scores
}

/** Services answer best first, or in any order: the index tells which text is meant, and every text has one score. */
function orderScores(answer: readonly PairScore[], count: number): readonly number[] {
  const ordered = new Map(answer.map(({ index, score }) => [index, score]))
  const scores = Array.from({ length: count }, (_, index) => ordered.get(index))
  const known = scores.filter((score) => score !== undefined)
  if (answer.length !== count || known.length !== count) {
    throw new AppError('service.unavailable', `The reranker numbered its scores wrongly: ${answer.length} for ${count} texts.`)
  }
  return known
}

/**
 * Cross-encoders answer with logits or with probabilities, and the same model with either, depending on who serves it. Scores that all
 * lie in [0, 1] are taken as they are; others as logits, through the logistic function that the models' cards name. Either keeps the
 * order, and one answer is never mapped in two ways.
 */
function toRelevance(scores: readonly number[]): readonly number[] {
  const bounded = scores.every((score) => score >= 0 && score <= 1)
  return bounded ? scores : scores.map((score) => 1 / (1 + Math.exp(-score)))
}
