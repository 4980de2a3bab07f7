import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../contracts/errors.ts'
import type { Context, Scope } from '../../shared/context.ts'
import { encodeUlid } from '../../shared/ulid.ts'
import { readSettings } from '../../env.ts'
import type { AppTypes, RouteContext } from '../app-types.ts'

const ADMIN: ReadonlySet<Scope> = new Set([
  'search',
  'collections:read',
  'collections:write',
  'documents:read',
  'documents:write',
  'documents:readHidden',
  'jobs:read',
  'jobs:write',
])
/** A search key may live in a page: it searches, and reads single documents and what a page needs to know of a collection. */
const SEARCH: ReadonlySet<Scope> = new Set(['search', 'collections:read'])

/** Every route is closed unless it is on the public list (isOpen). */
export function authenticate(isOpen: (path: string) => boolean): MiddlewareHandler<AppTypes> {
  return async (c, next) => {
    if (!isOpen(c.req.path)) c.set('verb', createContext(c, await identify(c, readKey(c))))
    return next()
  }
}

function readKey(c: RouteContext): string {
  const header = c.req.header('authorization')
  const key = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1]
  if (key === undefined)
    throw new AppError(
      'auth.missing',
      header === undefined ? 'The request has no Authorization header.' : 'The Authorization header is not "Bearer KEY".',
    )
  return key
}

type Caller = Pick<Context, 'scopes' | 'actor'>

async function identify(c: RouteContext, key: string): Promise<Caller> {
  const settings = readSettings(c.env)
  if (await equal(key, settings.MERIDIAN_ADMIN_KEY)) return { scopes: ADMIN, actor: 'admin' }
  if (await equal(key, settings.MERIDIAN_SEARCH_KEY)) return { scopes: SEARCH, actor: 'search' }
  throw new AppError('auth.invalid', 'The key is not known here.')
}

/** Compares digests, so that the time it takes says nothing about the key. */
async function equal(left: string, right: string): Promise<boolean> {
  const encoder = new TextEncoder()
  const [a, b] = await Promise.all([left, right].map(async (text) => new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))))
  return a !== undefined && b !== undefined && a.every((byte, index) => byte === b[index])
}

function createContext(c: RouteContext, caller: Caller): Context {
  return {
    tenant: 'default',
    requestId: c.get('requestId'),
    ...caller,
    now: () => Date.now(),
    timer: () => performance.now(),
    newId: () => encodeUlid(Date.now(), crypto.getRandomValues(new Uint8Array(16))),
    later: (work) => c.executionCtx.waitUntil(work),
  }
}

/** Stands before a route that needs more than a valid key. */
export function requireScope(scope: Scope): MiddlewareHandler<AppTypes> {
  return async (c, next) => {
    if (!c.get('verb').scopes.has(scope)) throw new AppError('auth.forbidden', `This needs a key with the scope ${scope}.`)
    return next()
  }
}
