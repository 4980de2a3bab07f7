import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '../../contracts/errors.ts'
import { exportDocuments, getDocuments, listDocuments } from '../../domain/ingestion/index.ts'
import { type App, readInput } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { collectionParam, decodeCursor, encodeCursor, json, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const anyDocument = z.record(z.string(), z.unknown()).openapi('Document')

const get = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}/documents/{id}',
  summary: 'Read a document',
  middleware: [requireScope('search')] as const,
  request: { params: collectionParam.extend({ id: z.string() }), query: noQuery },
  responses: { 200: json(anyDocument, 'The document'), default: problemResponse },
})

const list = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}/documents',
  summary: 'List documents by filter',
  middleware: [requireScope('documents:read')] as const,
  request: { params: collectionParam, query: listQuery.extend({ filter: z.string().max(20_000).optional() }) },
  responses: { 200: json(z.object({ items: z.array(anyDocument), nextCursor: z.string().nullable() }), 'Documents by id'), default: problemResponse },
})

const exportQuery = z.strictObject({ filter: z.string().max(20_000).optional() })
const exportAll = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}/export',
  summary: 'Export documents as NDJSON',
  middleware: [requireScope('documents:read')] as const,
  request: { params: collectionParam, query: exportQuery },
  responses: {
    200: { description: 'One document a line, by id', content: { 'application/x-ndjson': { schema: z.string() } } },
    default: problemResponse,
  },
})

export function mountReadDocuments(app: App): void {
  app.openapi(get, async (c) => {
    const { collection, id } = c.req.valid('param')
    const [document] = await getDocuments(c.var.services.ingestion, c.var.verb, { collection, ids: [id] })
    if (!document) throw new AppError('documents.not_found', `There is no document "${id}".`)
    return c.json(document, 200)
  })
  app.openapi(list, async (c) => {
    const { limit, cursor, filter } = c.req.valid('query')
    const page = await listDocuments(c.var.services.ingestion, c.var.verb, {
      collection: c.req.valid('param').collection,
      ...(filter === undefined ? {} : { filter }),
      after: decodeCursor(cursor),
      limit,
    })
    return c.json({ items: page.items, nextCursor: encodeCursor(page.next) }, 200)
  })
  // a stream has no typed response: the route is documented and mounted by hand
  app.openAPIRegistry.registerPath(exportAll)
  app.get('/v1/collections/:collection/export', requireScope('documents:read'), async (c) => {
    const { filter } = readInput(exportQuery, c.req.query())
    const slices = exportDocuments(c.var.services.ingestion, c.var.verb, {
      collection: c.req.param('collection'),
      ...(filter === undefined ? {} : { filter }),
    })
    // the first slice is read before the status is sent, so that a wrong name or filter is still an error
    const first = await slices.next()
    const encoder = new TextEncoder()
    const lines = (documents: readonly unknown[]): Uint8Array => encoder.encode(documents.map((document) => `${JSON.stringify(document)}\n`).join(''))
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        if (!first.done) controller.enqueue(lines(first.value))
      },
      async pull(controller) {
        const next = first.done ? first : await slices.next()
        if (next.done) controller.close()
        else controller.enqueue(lines(next.value))
      },
    })
    return new Response(stream, { headers: { 'content-type': 'application/x-ndjson' } })
  })
}
