import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../contracts/errors.ts'
import type { createServices } from '../../services.ts'
import type { AppTypes } from '../app-types.ts'

/** Groups of hexadecimal digits, as D1 makes them; what else is in them is D1's own. */
const BOOKMARK = /^[0-9a-f]{1,64}(-[0-9a-f]{1,64}){1,7}$/i

/** Services for this request. A caller's bookmark makes the session read at least as fresh as what that caller wrote. */
export function serve(create: typeof createServices, isOpen: (path: string) => boolean): MiddlewareHandler<AppTypes> {
  let started = false
  return async (c, next) => {
    if (isOpen(c.req.path)) return next()
    const bookmark = c.req.header('x-meridian-bookmark')
    if (bookmark !== undefined && !BOOKMARK.test(bookmark))
      throw new AppError('request.invalid', 'x-meridian-bookmark is not a bookmark.', [
        { path: 'x-meridian-bookmark', message: 'send back the value of an earlier response' },
      ])
    const reads = ['GET', 'HEAD'].includes(c.req.method) || (c.req.method === 'POST' && /\/(search|similar)$/.test(c.req.path))
    const services = create(c.env, bookmark ?? (reads ? 'first-unconstrained' : 'first-primary'))
    c.set('services', services)
    // a new isolate may follow a process that died with work under way
    if (!started) c.executionCtx.waitUntil(services.catalog.waker.wake())
    started = true
    await next()
    const now = services.bookmark()
    if (now !== '') c.header('x-meridian-bookmark', now)
    return undefined
  }
}
