import type { ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, toProblem } from '../../contracts/errors.ts'
import type { AppTypes, RouteContext } from '../app-types.ts'

/** Problem details for every error; the cause of an unknown one goes to the log and never to the caller. */
export const answerError: ErrorHandler<AppTypes> = (error, c) => {
  const known = translate(error)
  if (!(known instanceof AppError) || known.code === 'internal') console.error({ requestId: c.get('requestId'), path: c.req.path, error: error.stack ?? String(error) })
  return problemResponse(c, known)
}

export const answerNotFound: NotFoundHandler<AppTypes> = (c) => problemResponse(c, new AppError('route.not_found', `There is nothing at ${c.req.method} ${c.req.path}.`))

function problemResponse(c: RouteContext, error: unknown): Response {
  const problem = toProblem(error, c.get('requestId') ?? '')
  return c.body(JSON.stringify(problem), problem.status as 400, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
}

function translate(error: unknown): unknown {
  if (error instanceof HTTPException && error.status === 400) return new AppError('request.json', 'The body is not valid JSON.')
  return error
}
