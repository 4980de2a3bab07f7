import { createRoute, z } from '@hono/zod-openapi'
import { similarOptionsRequest, similarRequest, similarResponse } from '../../contracts/several.ts'
import { findSimilar } from '../../domain/search/index.ts'
import { type App, readInput } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, jsonRequest, noQuery, problemResponse } from '../route-parts.ts'
import { parseSimilarQuery } from './parse-similar-query.ts'

const responses = { 200: json(similarResponse, 'The nearest documents, the given ones left out'), default: problemResponse }

const post = createRoute({
  method: 'post',
  path: '/v1/collections/{collection}/similar',
  summary: 'Find documents similar to others or to a text',
  description: 'Near to what is liked and to the text, away from what is not liked (Rocchio). While nothing is learnt yet, by keyword.',
  middleware: [requireScope('search'), jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: jsonRequest(similarRequest, { like: ['desk-1'], text: 'for children', limit: 5 }),
  },
  responses,
})

/** Named here for the reference and read by parseSimilarQuery. */
const text = z.union([z.string(), z.array(z.string())]).optional()
const parameters = z.looseObject(Object.fromEntries(Object.keys(similarOptionsRequest.shape).map((name) => [name, text])))

const get = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}/documents/{id}/similar',
  summary: 'Find documents similar to one',
  description: 'The members of the POST body as parameters: lists separated by commas or repeated; vectors as names, or as JSON with weights.',
  middleware: [requireScope('search')] as const,
  request: { params: collectionParam.extend({ id: z.string() }), query: parameters },
  responses,
})

export function mountSimilar(app: App): void {
  app.openapi(post, async (c) => {
    c.header('cache-control', 'no-store')
    const { collection } = c.req.valid('param')
    return c.json(await findSimilar(c.var.services.similar, c.var.verb, { collection, request: c.req.valid('json') }), 200)
  })
  app.openapi(get, async (c) => {
    c.header('cache-control', 'no-store')
    const { collection, id } = c.req.valid('param')
    const options = readInput(similarOptionsRequest, parseSimilarQuery(new URL(c.req.url).searchParams))
    const request = { like: [id], unlike: [], text: '', ...options }
    return c.json(await findSimilar(c.var.services.similar, c.var.verb, { collection, request }), 200)
  })
}
