import type { MiddlewareHandler } from 'hono'
import { cors as honoCors } from 'hono/cors'
import type { AppTypes } from '../app-types.ts'

/** Keys travel in a header, never in a cookie, so any origin may be allowed; MERIDIAN_CORS_ORIGINS narrows it. */
export const cors: MiddlewareHandler<AppTypes> = (c, next) => {
  const origins = (c.env.MERIDIAN_CORS_ORIGINS ?? '*').split(',').map((origin) => origin.trim())
  return honoCors({
    origin: origins.includes('*') ? '*' : origins,
    allowHeaders: ['authorization', 'content-type', 'if-match', 'idempotency-key', 'traceparent', 'x-meridian-bookmark'],
    exposeHeaders: ['etag', 'idempotent-replayed', 'x-request-id', 'x-meridian-bookmark', 'traceparent'],
    maxAge: 86_400,
  })(c, next)
}
