import { AppError } from '../../contracts/errors.ts'

// Codes of developers.cloudflare.com/workers-ai/platform/errors; 4006 is what the exhausted daily allocation reports in
// practice, 5006 a body that fails the model's schema, 5035 a model outside the account's plan. They arrive in the
// message ("AiError: 4006: you have used up ...", "InferenceUpstreamError: 3040: ..."), sometimes one inside another.
const NO_SUCH_MODEL = [5007, 3042, 5005, 5019, 3039]
const NOT_ALLOWED = [5018, 3041, 3023, 5016, 5035]
const QUOTA = [4006, 3036]
const BAD_INPUT = [5004, 5006, 3003, 3006, 3030]

type Purpose = 'embedding' | 'reranking'
const INSTEAD = { embedding: 'the embedded or an OpenAI-compatible embedder', reranking: 'a reranker behind an address of its own' }

/** The AppError that a failed `AI.run` means: configuration when an operator has to act, unavailable when waiting helps. */
export function toWorkersAiError(error: unknown, model: string, purpose: Purpose): AppError {
  if (error instanceof AppError) return error
  const message = error instanceof Error ? error.message : String(error)
  const codes = [...message.matchAll(/\b([3-5]\d{3}):/g)].map((match) => Number(match[1]))
  const has = (known: readonly number[]): boolean => codes.some((code) => known.includes(code))
  return Object.assign(describeFailure(message, model, purpose, has), { cause: error })
}

function describeFailure(message: string, model: string, purpose: Purpose, has: (known: readonly number[]) => boolean): AppError {
  if (has(NO_SUCH_MODEL) || /no such model|deprecated|retired/i.test(message)) {
    return new AppError('service.configuration', `Workers AI has no ${purpose} model ${model}; configure one it still offers.`)
  }
  if (has(NOT_ALLOWED)) return new AppError('service.configuration', `This account may not use the Workers AI model ${model}.`)
  if (has(QUOTA)) {
    return new AppError('service.unavailable', 'The daily Workers AI allocation is used up; it is renewed at 00:00 UTC, or at once by a paid plan.')
  }
  if (has(BAD_INPUT)) {
    return new AppError(
      'service.configuration',
      `The Workers AI model ${model} refused the texts; check that it is made for ${purpose}, and its token limit.`,
    )
  }
  // miniflare's wording for bindings that exist only in the cloud
  if (/needs to be run remotely/i.test(message)) {
    return new AppError('service.configuration', `Workers AI works only when deployed; locally use ${INSTEAD[purpose]}.`)
  }
  return new AppError('service.unavailable', `Workers AI has no capacity for ${purpose} right now.`)
}
