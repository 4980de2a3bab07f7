import { createRoute } from '@hono/zod-openapi'
import { promoteRequest, rankingView } from '../../contracts/ranking.ts'
import { getRanking, promoteProfile, rollbackProfile } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, jsonRequest, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/ranking'

const get = createRoute({
  method: 'get',
  path,
  summary: 'Read what a collection ranks by',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(rankingView, 'The profile served, its shadow, and what a rollback goes back to'), default: problemResponse },
})

const promote = createRoute({
  method: 'post',
  path: `${path}/promote`,
  summary: 'Serve searches by a ranking profile',
  description: 'From the next search on. The name default goes back to how a collection ranks without a profile.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: jsonRequest(promoteRequest, { name: 'default' }),
  },
  responses: { 200: json(rankingView, 'What is served now'), default: problemResponse },
})

const rollback = createRoute({
  method: 'post',
  path: `${path}/rollback`,
  summary: 'Serve again what was served before the last promotion',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(rankingView, 'What is served now'), default: problemResponse },
})

export function mountServing(app: App): void {
  app.openapi(get, async (c) => c.json(await getRanking(c.var.services.ranking, c.var.verb, c.req.valid('param')), 200))
  app.openapi(promote, async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') }
    return c.json(await promoteProfile(c.var.services.ranking, c.var.verb, input), 200)
  })
  app.openapi(rollback, async (c) => c.json(await rollbackProfile(c.var.services.ranking, c.var.verb, c.req.valid('param')), 200))
}
