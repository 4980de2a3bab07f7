import { AppError } from '../../contracts/errors.ts'

// "VECTOR_UPSERT_ERROR (code = 40012): invalid vector for id=..., expected 768 dimensions, and got 1024 dimensions" and
// "VECTOR_QUERY_ERROR (code = 40006): invalid query vector, expected ..." both mean the binding points at another index.
const OTHER_DIMENSION = /code = (40012|40006)\)/

/** The AppError that a failed call means. The platform's text goes to `cause`, for logs. */
export function toVectorizeError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const message = error instanceof Error ? error.message : String(error)
  return Object.assign(describeFailure(message), { cause: error })
}

function describeFailure(message: string): AppError {
  if (OTHER_DIMENSION.test(message)) {
    return new AppError('service.configuration', 'A Vectorize index has another dimension than the binding it is configured for.')
  }
  // miniflare's wording for bindings that exist only in the cloud
  if (/needs to be run remotely/i.test(message)) {
    return new AppError('service.configuration', 'Vectorize works only when deployed; locally use the embedded vector store.')
  }
  if (/code = 40041\)|too many requests/i.test(message)) return new AppError('service.unavailable', 'Vectorize is limiting the rate of requests.')
  return new AppError('service.unavailable', 'Vectorize did not answer.')
}
