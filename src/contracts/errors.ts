import { BACKGROUND_ERRORS } from './errors/background.ts'
import { CATALOG_ERRORS } from './errors/catalog.ts'
import { FAULT_ERRORS } from './errors/faults.ts'
import { RANKING_ERRORS } from './errors/ranking.ts'
import { REQUEST_ERRORS } from './errors/requests.ts'
import { SEARCH_ERRORS } from './errors/search.ts'
import { WORD_ERRORS } from './errors/words.ts'

/** The closed registry of errors, a file a subject. Every problem document the product sends names one of these codes. */
export const ERRORS = {
  ...REQUEST_ERRORS,
  ...CATALOG_ERRORS,
  ...SEARCH_ERRORS,
  ...RANKING_ERRORS,
  ...WORD_ERRORS,
  ...BACKGROUND_ERRORS,
  ...FAULT_ERRORS,
}

export type ErrorCode = keyof typeof ERRORS

/** One finer-grained finding: `path` names the member, `offset` (UTF-16) the place inside it. */
export type ErrorItem = { path: string; message: string; offset?: number; code?: string }

/** The only error the rooms throw on purpose. `detail` is for the caller: it never holds internals. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string
  readonly errors: readonly ErrorItem[]
  constructor(code: ErrorCode, detail: string, errors: readonly ErrorItem[] = []) {
    super(`${code}: ${detail}`)
    this.name = 'AppError'
    this.code = code
    this.detail = detail
    this.errors = errors
  }
  get status(): number {
    return ERRORS[this.code].status
  }
}

export type Problem = {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail: string
  requestId: string
  errors?: readonly ErrorItem[]
}

/** RFC 9457 body for an error; anything that is not an AppError becomes a generic 500. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError ? error : new AppError('internal', 'The request could not be completed.')
  const { status, title } = ERRORS[known.code]
  const problem: Problem = { type: `/docs/errors#${known.code}`, title, status, code: known.code, detail: known.detail, requestId }
  if (known.errors.length > 0) problem.errors = known.errors
  return problem
}
