import { createRoute, z } from '@hono/zod-openapi'
import { searchFacetValues } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, noQuery, problemResponse } from '../route-parts.ts'

const route = createRoute({
  method: 'post',
  path: '/v1/collections/{collection}/facets/{field}/search',
  summary: 'Search the values of a facet',
  description: 'Values that contain the query, case and accents aside, counted over the scope; the commonest first.',
  middleware: [requireScope('search'), jsonBody()] as const,
  request: {
    params: collectionParam.extend({ field: z.string() }),
    query: noQuery,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            query: z.string().max(200).default(''),
            filter: z.string().max(20_000).optional(),
            limit: z.number().int().min(1).max(100).default(20),
          }),
          example: { query: 'ac' },
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({
        values: z.array(z.object({ value: z.union([z.string(), z.number()]), count: z.number().int(), highlighted: z.string() })),
        exhaustive: z.boolean(),
      }),
      'Matching values',
    ),
    default: problemResponse,
  },
})

export function mountFacetSearch(app: App): void {
  app.openapi(route, async (c) => {
    const { collection, field } = c.req.valid('param')
    return c.json(await searchFacetValues(c.var.services.search, c.var.verb, { collection, field, ...c.req.valid('json') }), 200)
  })
}
