import { createRoute, z } from '@hono/zod-openapi'
import { comparisonQuery, comparisonRequest, setComparison, vectorSetList, vectorSetOrder, vectorSetView } from '../../contracts/vector-sets.ts'
import { buildVectorSet, deleteVectorSet, goBackToPreviousSet, listVectorSets, serveVectorSet } from '../../domain/ingestion/index.ts'
import { compareVectorSets } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, jsonRequest, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/vector-sets'
const setParam = collectionParam.extend({ set: z.coerce.number().int().min(1).openapi({ description: 'Number of a set', example: 2 }) })
// reading takes the writer's scope as well: a key that lives in a page has no business here
const writer = requireScope('collections:write')

const list = createRoute({
  method: 'get',
  path,
  summary: 'List vector sets',
  description: 'The set that answers and what stands beside it: one that is built or ready, the previous one, and one that failed.',
  middleware: [writer] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(vectorSetList, 'The sets, newest first'), default: problemResponse },
})

const build = createRoute({
  method: 'post',
  path,
  summary: 'Build a vector set beside the one that answers',
  description: 'A job learns a model, or uses the configured one, and embeds every document. Writes feed both sets meanwhile.',
  middleware: [writer, idempotent, jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: jsonRequest(vectorSetOrder, { switch: 'manual' }),
  },
  responses: { 202: json(z.object({ jobId: z.string(), set: z.number().int() }), 'The job, and the number of the set'), default: problemResponse },
})

const get = createRoute({
  method: 'get',
  path: `${path}/{set}/comparison`,
  summary: 'Compare a vector set with the one that answers',
  description: 'By the query given, else by the most popular counted queries, else by titles of some documents.',
  middleware: [writer] as const,
  request: { params: setParam, query: comparisonQuery },
  responses: { 200: json(setComparison, 'How alike their nearest documents are'), default: problemResponse },
})

const compare = createRoute({
  method: 'post',
  path: `${path}/{set}/comparison`,
  summary: 'Compare a vector set by up to 50 queries',
  middleware: [writer, jsonBody()] as const,
  request: {
    params: setParam,
    query: noQuery,
    body: jsonRequest(comparisonRequest, { queries: ['walnut desk', 'reading lamp'] }),
  },
  responses: { 200: json(setComparison, 'How alike their nearest documents are'), default: problemResponse },
})

const serve = createRoute({
  method: 'post',
  path: `${path}/{set}/serve`,
  summary: 'Switch to a ready vector set',
  description: 'Searches use it from the next one on; the set that answered until now is kept as the previous one.',
  middleware: [writer, idempotent] as const,
  request: { params: setParam, query: noQuery },
  responses: { 200: json(vectorSetView, 'The set that answers now'), default: problemResponse },
})

const rollback = createRoute({
  method: 'post',
  path: `${path}/rollback`,
  summary: 'Go back to the previous vector set',
  description: 'At once; documents that changed since it was last served are embedded again in the background (`pending`).',
  middleware: [writer, idempotent] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(vectorSetView, 'The set that answers now'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: `${path}/{set}`,
  summary: 'Delete a vector set that does not answer',
  description: 'A ready, previous or failed one. A job clears its vectors from every store.',
  middleware: [writer, idempotent] as const,
  request: { params: setParam, query: noQuery },
  responses: { 202: json(z.object({ jobId: z.string() }), 'The job that clears its vectors'), default: problemResponse },
})

export function mountVectorSets(app: App): void {
  app.openapi(list, async (c) => c.json(await listVectorSets(c.var.services.vectorSets, c.var.verb, c.req.valid('param')), 200))
  app.openapi(build, async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') }
    return c.json(await buildVectorSet(c.var.services.vectorSets, c.var.verb, input), 202)
  })
  app.openapi(get, async (c) => {
    const { q } = c.req.valid('query')
    const input = { ...c.req.valid('param'), ...(q === undefined ? {} : { queries: [q] }) }
    return c.json(await compareVectorSets(c.var.services.compareSets, c.var.verb, input), 200)
  })
  app.openapi(compare, async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') }
    return c.json(await compareVectorSets(c.var.services.compareSets, c.var.verb, input), 200)
  })
  app.openapi(serve, async (c) => c.json(await serveVectorSet(c.var.services.vectorSets, c.var.verb, c.req.valid('param')), 200))
  app.openapi(rollback, async (c) => c.json(await goBackToPreviousSet(c.var.services.vectorSets, c.var.verb, c.req.valid('param')), 200))
  app.openapi(remove, async (c) => c.json(await deleteVectorSet(c.var.services.vectorSets, c.var.verb, c.req.valid('param')), 202))
}
