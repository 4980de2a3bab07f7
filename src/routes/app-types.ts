import type { Hook, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { AppError } from '../contracts/errors.ts'
import type { Context } from '../shared/context.ts'
import type { Services } from '../services.ts'

export type AppTypes = {
  Bindings: Env
  Variables: {
    requestId: string
    /** what verbs get; its scopes come from the key */
    verb: Context
    services: Services
  }
}
export type App = OpenAPIHono<AppTypes>
export type RouteContext = HonoContext<AppTypes>

/** A request that does not fit its schema becomes request.invalid with one finding a member. */
export const rejectInvalid: Hook<unknown, AppTypes, string, unknown> = (result) => {
  if (result.success) return undefined
  throw invalidRequest(result.error)
}

/** For routes that read their body or parameters themselves. Throws request.invalid. */
export function readInput<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw invalidRequest(parsed.error)
  return parsed.data
}

function invalidRequest(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): AppError {
  const errors = error.issues.map((issue) => ({ path: printPath(issue.path), message: issue.message }))
  return new AppError(
    'request.invalid',
    errors
      .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
      .slice(0, 3)
      .join('; '),
    errors,
  )
}

/** fields[0].name, as the rooms write it. */
function printPath(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('')
}
