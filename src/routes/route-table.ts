import type { App } from './app-types.ts'
import { isPublic } from './public-routes.ts'

type Entry = { path: RegExp; method: string }
const tables = new WeakMap<object, readonly Entry[]>()

/** Methods that an address answers to, in the order of their names; none where there is nothing. GET brings HEAD along. */
export function findMethods(app: App, path: string): string[] {
  const methods = new Set<string>()
  for (const entry of tableOf(app)) {
    if (!entry.path.test(path)) continue
    methods.add(entry.method)
    if (entry.method === 'GET') methods.add('HEAD')
  }
  return [...methods].sort()
}

/**
 * What may be answered without a key: the public list, and that there is nothing at an address outside the API (a
 * missing picture of the page is 404, not 401). Everything under /v1 and every route there is stays closed.
 */
export function isOpen(app: App, path: string): boolean {
  return isPublic(path) || !(/^\/v1(\/|$)/i.test(path) || findMethods(app, path).length > 0)
}

/** Made at the first request, when everything is mounted. Middleware is registered for ALL methods and is no route. */
function tableOf(app: App): readonly Entry[] {
  const known = tables.get(app)
  if (known) return known
  const table = app.routes.filter(({ method }) => method !== 'ALL').map(({ path, method }) => ({ method, path: compilePath(path) }))
  tables.set(app, table)
  return table
}

function compilePath(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[^\w-]/g, '\\$&')))
  return new RegExp(`^${parts.join('/')}$`)
}
