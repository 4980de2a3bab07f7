import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../contracts/errors.ts'
import type { createServices } from '../../services.ts'
import type { AppTypes } from '../app-types.ts'
import { isPublic } from '../public-routes.ts'

const BOOKMARK = /^[\w-]{1,200}$/

/** Services for this request. A caller's bookmark makes the session read at least as fresh as what that caller wrote. */
export function serve(create: typeof createServices): MiddlewareHandler<AppTypes> {
  return async (c, next) => {
    if (isPublic(c.req.path)) return next()
    const bookmark = c.req.header('x-meridian-bookmark')
    if (bookmark !== undefined && !BOOKMARK.test(bookmark)) throw new AppError('request.invalid', 'x-meridian-bookmark is not a bookmark.', [{ path: 'x-meridian-bookmark', message: 'send back the value of an earlier response' }])
    const reads = c.req.method === 'GET' || /\/(search|suggest)$/.test(c.req.path)
    const services = create(c.env, bookmark ?? (reads ? 'first-unconstrained' : 'first-primary'))
    c.set('services', services)
    await next()
    const now = services.bookmark()
    if (now !== '') c.header('x-meridian-bookmark', now)
    return undefined
  }
}
