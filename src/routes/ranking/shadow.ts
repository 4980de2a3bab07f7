import { createRoute } from '@hono/zod-openapi'
import { rankingView, shadowReport, shadowRequest } from '../../contracts/ranking.ts'
import { reportShadow, setShadow } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, jsonRequest, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/ranking/shadow'

const post = createRoute({
  method: 'post',
  path,
  summary: 'Compare a ranking profile in the shadow of the one that is served',
  description: 'Searches are scored by both, and answered by the one that is served. The name null ends it.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: jsonRequest(shadowRequest, { name: 'default' }),
  },
  responses: { 200: json(rankingView, 'What is served, and its shadow'), default: problemResponse },
})

const report = createRoute({
  method: 'get',
  path: `${path}/report`,
  summary: 'Sum up what a shadow would have changed',
  description: 'Over the newest 1,000 comparisons of the collection.',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(shadowReport, 'Overlap, rank correlation and score differences of each pair of profiles'), default: problemResponse },
})

export function mountShadow(app: App): void {
  app.openapi(post, async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') }
    return c.json(await setShadow(c.var.services.ranking, c.var.verb, input), 200)
  })
  app.openapi(report, async (c) => c.json(await reportShadow(c.var.services.ranking, c.var.verb, c.req.valid('param')), 200))
}
