import type { ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, toProblem } from '../../contracts/errors.ts'
import type { AppTypes, RouteContext } from '../app-types.ts'

/** Problem details for every error; the cause of an unknown one goes to the log and never to the caller. */
export const answerError: ErrorHandler<AppTypes> = (error, c) => {
  const known = translate(error)
  if (!(known instanceof AppError) || known.code === 'internal')
    console.error({ requestId: c.get('requestId'), path: c.req.path, error: error.stack ?? String(error) })
  return problemResponse(c, known)
}

/** Nothing here, or nothing for this method: then Allow says for which (RFC 9110, 15.5.6). */
export function answerNotFound(methodsOf: (path: string) => readonly string[]): NotFoundHandler<AppTypes> {
  return (c) => {
    const allowed = methodsOf(c.req.path)
    if (allowed.length === 0) return problemResponse(c, new AppError('route.not_found', `There is nothing at ${c.req.path}.`))
    c.header('allow', allowed.join(', '))
    return problemResponse(c, new AppError('route.method', `${c.req.path} does not answer ${c.req.method}, only ${allowed.join(', ')}.`))
  }
}

function problemResponse(c: RouteContext, error: unknown): Response {
  const problem = toProblem(error, c.get('requestId') ?? '')
  if (problem.status === 401) c.header('www-authenticate', 'Bearer realm="meridian"')
  return c.body(JSON.stringify(problem), problem.status as 400, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
}

function translate(error: unknown): unknown {
  if (error instanceof HTTPException && error.status === 400) return new AppError('request.json', 'The body is not valid JSON.')
  if (error instanceof HTTPException && error.status === 415) return new AppError('request.media_type', 'Expected Content-Type: application/json.')
  return error
}
