import { createRoute, z } from '@hono/zod-openapi'
import { searchRequest, searchResponse } from '../../contracts/search.ts'
import { searchDocuments } from '../../domain/search/index.ts'
import { type App, readInput } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, jsonRequest, noQuery, problemResponse } from '../route-parts.ts'
import { parseSearchQuery } from './parse-search-query.ts'

const path = '/v1/collections/{collection}/search'
const responses = { 200: json(searchResponse, 'Hits, counts and how they came about'), default: problemResponse }

const post = createRoute({
  method: 'post',
  path,
  summary: 'Search a collection',
  middleware: [requireScope('search'), jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: jsonRequest(searchRequest, { q: 'walnut desk', filter: 'price < 500', facets: ['brand'], perPage: 10 }),
  },
  responses,
})

/** Named here for the reference and read by parseSearchQuery, which names what is unknown. */
const text = z.union([z.string(), z.array(z.string())]).optional()
const searchParameters = z.looseObject(Object.fromEntries(Object.keys(searchRequest.shape).map((name) => [name, text])))

const get = createRoute({
  method: 'get',
  path,
  summary: 'Search a collection',
  description: 'The members of the POST body as parameters: lists separated by commas or repeated, objects as JSON.',
  middleware: [requireScope('search')] as const,
  request: { params: collectionParam, query: searchParameters },
  responses,
})

export function mountSearchOne(app: App): void {
  app.openapi(post, async (c) => {
    const { search } = c.var.services
    c.header('cache-control', 'no-store')
    return c.json(await searchDocuments(search, c.var.verb, { collection: c.req.valid('param').collection, request: c.req.valid('json') }), 200)
  })
  app.openapi(get, async (c) => {
    const request = readInput(searchRequest, parseSearchQuery(new URL(c.req.url).searchParams))
    c.header('cache-control', 'no-store')
    return c.json(await searchDocuments(c.var.services.search, c.var.verb, { collection: c.req.valid('param').collection, request }), 200)
  })
}
