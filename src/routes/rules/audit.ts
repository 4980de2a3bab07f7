import { createRoute } from '@hono/zod-openapi'
import { auditList } from '../../contracts/rules.ts'
import { listAudit } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { collectionParam, decodeCursor, encodeCursor, invalidCursor, json, listQuery, problemResponse } from '../route-parts.ts'

const route = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}/audit',
  summary: 'List who changed what decides ranking',
  description: 'Newest first: rules and whatever else is kept in the log. An entry about all rules at once has the subjectId *.',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: listQuery },
  responses: { 200: json(auditList, 'Entries, newest first'), default: problemResponse },
})

export function mountAudit(app: App): void {
  app.openapi(route, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const after = decodeCursor(cursor)
    if (after !== null && !/^\d{1,15}$/.test(after)) throw invalidCursor()
    c.header('cache-control', 'no-store')
    const found = await listAudit(c.var.services.ranking, c.var.verb, { collection: c.req.valid('param').collection, limit, after })
    return c.json({ items: [...found.items], nextCursor: encodeCursor(found.next) }, 200)
  })
}
