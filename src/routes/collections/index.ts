import { createRoute, z } from '@hono/zod-openapi'
import { collectionDefinition, collectionView } from '../../contracts/collection.ts'
import { AppError } from '../../contracts/errors.ts'
import { type IfMatch, deleteCollection, getCollection, listCollections, putCollection, viewCollection } from '../../domain/catalog/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent, idempotentDeletion } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, decodeCursor, encodeCursor, json, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const ifMatchHeader = z.object({
  'if-match': z.string().optional().openapi({ description: 'ETag of an earlier answer, or * for any that exists', example: '"3"' }),
})

const put = createRoute({
  method: 'put',
  path: '/v1/collections/{collection}',
  summary: 'Create or change a collection',
  description: 'A change that invalidates the index answers 202 with a job; searches use the old definition until it is done.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    headers: ifMatchHeader,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: collectionDefinition,
          example: { template: 'products', currency: 'EUR', fields: [{ name: 'material', type: 'string', search: 'c', facet: 'disjunctive' }] },
        },
      },
    },
  },
  responses: {
    200: json(collectionView, 'Changed'),
    201: json(collectionView, 'Created'),
    202: json(collectionView.extend({ jobId: z.string() }), 'A rebuild has begun'),
    default: problemResponse,
  },
})

const get = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}',
  summary: 'Read a collection',
  middleware: [requireScope('collections:read')] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(collectionView, 'The collection'), default: problemResponse },
})

const list = createRoute({
  method: 'get',
  path: '/v1/collections',
  summary: 'List collections',
  middleware: [requireScope('collections:read')] as const,
  request: { query: listQuery },
  responses: {
    200: json(z.object({ items: z.array(collectionView), nextCursor: z.string().nullable() }), 'Collections by name'),
    default: problemResponse,
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/v1/collections/{collection}',
  summary: 'Delete a collection',
  description: 'It is gone for readers at once, with its aliases; a job clears its stores. Takes the name of the collection itself: an alias is 409.',
  middleware: [requireScope('collections:write'), idempotentDeletion] as const,
  request: { params: collectionParam, query: noQuery, headers: ifMatchHeader },
  responses: { 202: json(z.object({ jobId: z.string() }), 'The job that clears its stores'), default: problemResponse },
})

export function mountCollections(app: App): void {
  app.openapi(put, async (c) => {
    const { catalog } = c.var.services
    const ifMatch = readIfMatch(c.req.valid('header')['if-match'])
    const name = c.req.valid('param').collection
    const result = await putCollection(catalog, c.var.verb, { name, definition: c.req.valid('json'), ...(ifMatch === undefined ? {} : { ifMatch }) })
    const view = await viewCollection(catalog, c.var.verb, { collection: result.collection })
    c.header('etag', `"${result.collection.configVersion}"`)
    if (result.jobId !== null) return c.json({ ...view, jobId: result.jobId }, 202)
    return result.outcome === 'created' ? c.json(view, 201) : c.json(view, 200)
  })
  app.openapi(get, async (c) => {
    const { catalog } = c.var.services
    const collection = await getCollection(catalog, c.var.verb, { name: c.req.valid('param').collection })
    c.header('etag', `"${collection.configVersion}"`)
    const [view, vectors] = await Promise.all([viewCollection(catalog, c.var.verb, { collection }), c.var.services.countVectors(collection)])
    return c.json({ ...view, semantic: { ...view.semantic, ...(vectors ? { vectors } : {}) } }, 200)
  })
  app.openapi(list, async (c) => {
    const { catalog } = c.var.services
    const { limit, cursor } = c.req.valid('query')
    const { items, next } = await listCollections(catalog, c.var.verb, { limit, after: decodeCursor(cursor) })
    const views = await Promise.all(items.map((collection) => viewCollection(catalog, c.var.verb, { collection })))
    return c.json({ items: views, nextCursor: encodeCursor(next) }, 200)
  })
  app.openapi(remove, async (c) => {
    const ifMatch = readIfMatch(c.req.valid('header')['if-match'])
    return c.json(
      await deleteCollection(c.var.services.catalog, c.var.verb, {
        name: c.req.valid('param').collection,
        ...(ifMatch === undefined ? {} : { ifMatch }),
      }),
      202,
    )
  })
}

function readIfMatch(header: string | undefined): IfMatch | undefined {
  if (header === undefined || header === '*') return header
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1]
  if (version === undefined)
    throw new AppError('request.invalid', 'If-Match is not an ETag of a collection.', [
      { path: 'if-match', message: 'expected the ETag of an earlier answer' },
    ])
  return Number(version)
}
