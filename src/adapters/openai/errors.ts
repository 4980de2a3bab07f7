import { AppError } from '../../contracts/errors.ts'

/** What to look at when an endpoint refuses a request, by what it is an endpoint for. */
const HINTS = { embeddings: 'model, dimensions, batch size and token limit', reranking: 'the address, the model and its token limit' }

/** The AppError for a reply that is not 2xx. The endpoint's own text stays out of it: it may quote the key or the input. */
export function toEndpointError(status: number, model: string, purpose: keyof typeof HINTS): AppError {
  const endpoint = `The ${purpose} endpoint`
  if (status === 401 || status === 403) return new AppError('service.configuration', `${endpoint} refuses the configured key.`)
  if (status === 404) return new AppError('service.configuration', `${endpoint} does not know this address or the model ${model}.`)
  if (status === 429) return new AppError('service.unavailable', `${endpoint} asks to wait longer than this request can.`)
  if (status >= 400 && status < 500)
    return new AppError('service.configuration', `${endpoint} refused the request (${status}); check ${HINTS[purpose]}.`)
  return new AppError('service.unavailable', `${endpoint} failed (${status}).`)
}

/** Milliseconds that a Retry-After header asks for (RFC 9110: seconds or a date), or null without a readable one. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
