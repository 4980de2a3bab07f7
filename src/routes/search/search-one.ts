import { createRoute, z } from '@hono/zod-openapi'
import { searchRequest, searchResponse } from '../../contracts/search.ts'
import { AppError } from '../../contracts/errors.ts'
import { searchDocuments } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, problemResponse } from '../route-parts.ts'
import { parseSearchQuery } from './parse-search-query.ts'

const path = '/v1/collections/{collection}/search'
const responses = { 200: json(searchResponse, 'Hits, counts and how they came about'), default: problemResponse }

const post = createRoute({
  method: 'post',
  path,
  summary: 'Search a collection',
  middleware: [requireScope('search'), jsonBody()] as const,
  request: { params: collectionParam, body: { required: true, content: { 'application/json': { schema: searchRequest } } } },
  responses,
})

const get = createRoute({
  method: 'get',
  path,
  summary: 'Search a collection',
  description: 'The members of the POST body as parameters: lists separated by commas or repeated, objects as JSON.',
  middleware: [requireScope('search')] as const,
  request: { params: collectionParam, query: z.looseObject({ q: z.string().optional() }) },
  responses,
})

export function mountSearchOne(app: App): void {
  app.openapi(post, async (c) => {
    const { search } = c.var.services
    c.header('cache-control', 'no-store')
    return c.json(await searchDocuments(search, c.var.verb, { collection: c.req.valid('param').collection, request: c.req.valid('json') }), 200)
  })
  app.openapi(get, async (c) => {
    const parsed = searchRequest.safeParse(parseSearchQuery(new URL(c.req.url).searchParams))
    if (!parsed.success) {
      const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
      throw new AppError('request.invalid', errors.map((error) => `${error.path}: ${error.message}`).slice(0, 3).join('; '), errors)
    }
    c.header('cache-control', 'no-store')
    return c.json(await searchDocuments(c.var.services.search, c.var.verb, { collection: c.req.valid('param').collection, request: parsed.data }), 200)
  })
}
