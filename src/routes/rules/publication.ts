import { createRoute } from '@hono/zod-openapi'
import { ruleOrder, ruleOrdered, rulePreview, rulePreviewRequest, rulesPublished } from '../../contracts/rules.ts'
import { discardRules, orderRules, previewRules, publishRules } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/rules'

const order = createRoute({
  method: 'post',
  path: `${path}/order`,
  summary: 'Order the rules',
  description: 'ids names every rule of the draft once; earlier rules win.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: { required: true, content: { 'application/json': { schema: ruleOrder, example: { ids: ['summer-chairs', 'no-broken-lamps'] } } } },
  },
  responses: { 200: json(ruleOrdered, 'Ordered, in the draft; conflicts are warnings'), default: problemResponse },
})

const preview = createRoute({
  method: 'post',
  path: `${path}/preview`,
  summary: 'Compare the draft with what is live',
  description: 'Runs up to 50 searches with the live rules and with the draft, side by side; at looks at another time. Nothing is written.',
  middleware: [requireScope('collections:write'), jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: {
      required: true,
      content: { 'application/json': { schema: rulePreviewRequest, example: { queries: ['chair', { q: 'lamp', filter: 'category = "Garden"' }] } } },
    },
  },
  responses: { 200: json(rulePreview, 'Both sides of every search, and which rules are at odds'), default: problemResponse },
})

const publish = createRoute({
  method: 'post',
  path: `${path}/publish`,
  summary: 'Publish the rules',
  description: 'The whole draft becomes live at once, from the next search on, and moves configVersion.',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(rulesPublished, 'Live; conflicts are warnings'), default: problemResponse },
})

const discard = createRoute({
  method: 'post',
  path: `${path}/discard`,
  summary: 'Discard what is not published',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 204: { description: 'The draft is what is live' }, default: problemResponse },
})

export function mountPublication(app: App): void {
  app.openapi(order, async (c) => {
    const { collection } = c.req.valid('param')
    return c.json(await orderRules(c.var.services.ranking, c.var.verb, { collection, ids: c.req.valid('json').ids }), 200)
  })
  app.openapi(preview, async (c) => {
    c.header('cache-control', 'no-store')
    const { collection } = c.req.valid('param')
    return c.json(await previewRules(c.var.services.ranking, c.var.verb, { collection, request: c.req.valid('json') }), 200)
  })
  app.openapi(publish, async (c) => c.json(await publishRules(c.var.services.ranking, c.var.verb, c.req.valid('param')), 200))
  app.openapi(discard, async (c) => {
    await discardRules(c.var.services.ranking, c.var.verb, c.req.valid('param'))
    return c.body(null, 204)
  })
}
