import { createRoute, z } from '@hono/zod-openapi'
import { explainRequest, explainResponse } from '../../contracts/explain.ts'
import { explainDocument } from '../../domain/search/index.ts'
import { type App, readInput } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { collectionParam, json, problemResponse } from '../route-parts.ts'
import { parseSearchQuery } from './parse-search-query.ts'

/** Named here for the reference and read by parseSearchQuery, which names what is unknown. */
const text = z.union([z.string(), z.array(z.string())]).optional()
const parameters = z.looseObject(Object.fromEntries(Object.keys(explainRequest.shape).map((name) => [name, text])))

const route = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}/explain',
  summary: 'Explain where a document stands in a search',
  description:
    'Why the document with this id stands at its rank in the search of these parameters, or is not there at all, step by step. Parameters as those of the search, without what chooses a page and paints its hits.',
  middleware: [requireScope('search')] as const,
  request: { params: collectionParam, query: parameters },
  responses: { 200: json(explainResponse, 'The steps, a sentence that sums them up, and the trace of a ranked document'), default: problemResponse },
})

export function mountExplain(app: App): void {
  app.openapi(route, async (c) => {
    const { id, ...request } = readInput(explainRequest, parseSearchQuery(new URL(c.req.url).searchParams))
    c.header('cache-control', 'no-store')
    const input = { collection: c.req.valid('param').collection, request: { ...request, page: 1, explain: true }, id }
    return c.json(await explainDocument(c.var.services.similar, c.var.verb, input), 200)
  })
}
