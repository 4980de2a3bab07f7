import { createRoute, z } from '@hono/zod-openapi'
import { deleteAlias, listAliases, putAlias } from '../../domain/catalog/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent, idempotentDeletion } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { decodeCursor, encodeCursor, json, jsonRequest, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const aliasParam = z.object({ alias: z.string() })
const aliasView = z.object({ alias: z.string(), collection: z.string() }).openapi('Alias')

const put = createRoute({
  method: 'put',
  path: '/v1/aliases/{alias}',
  summary: 'Point an alias at a collection, in one step',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: {
    params: aliasParam,
    query: noQuery,
    body: jsonRequest(z.strictObject({ collection: z.string() }), { collection: 'products-2' }),
  },
  responses: { 200: json(aliasView, 'The alias'), default: problemResponse },
})

const list = createRoute({
  method: 'get',
  path: '/v1/aliases',
  summary: 'List aliases',
  middleware: [requireScope('collections:read')] as const,
  request: { query: listQuery },
  responses: {
    200: json(z.object({ items: z.array(aliasView.extend({ updatedAt: z.string() })), nextCursor: z.string().nullable() }), 'Aliases by name'),
    default: problemResponse,
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/v1/aliases/{alias}',
  summary: 'Delete an alias',
  middleware: [requireScope('collections:write'), idempotentDeletion] as const,
  request: { params: aliasParam, query: noQuery },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

export function mountAliases(app: App): void {
  app.openapi(put, async (c) => {
    const { catalog } = c.var.services
    return c.json(await putAlias(catalog, c.var.verb, { alias: c.req.valid('param').alias, collection: c.req.valid('json').collection }), 200)
  })
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { items, next } = await listAliases(c.var.services.catalog, c.var.verb, { limit, after: decodeCursor(cursor) })
    const shown = items.map(({ name, collection, updatedAt }) => ({ alias: name, collection, updatedAt: new Date(updatedAt).toISOString() }))
    return c.json({ items: shown, nextCursor: encodeCursor(next) }, 200)
  })
  app.openapi(remove, async (c) => {
    await deleteAlias(c.var.services.catalog, c.var.verb, { alias: c.req.valid('param').alias })
    return c.body(null, 204)
  })
}
