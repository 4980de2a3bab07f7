import { createRoute, z } from '@hono/zod-openapi'
import { MAX_SUGGESTIONS, suggestResponse } from '../../contracts/suggest.ts'
import { suggest } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { collectionParam, json, problemResponse } from '../route-parts.ts'

const route = createRoute({
  method: 'get',
  path: '/v1/collections/{collection}/suggest',
  summary: 'Complete a query that is being typed',
  description:
    'Past queries, titles, facet values and phrases of titles that what was typed may become: exact completions first, then those a typing error away. Nothing typed gives what is popular. An entry with a category is the text above it inside that category: search it with its filter.',
  middleware: [requireScope('search')] as const,
  request: {
    params: collectionParam,
    query: z.strictObject({
      q: z.string().default('').openapi({ description: 'What stands in the box; cut to 128 characters', example: 'waln' }),
      limit: z.coerce.number().int().min(1).max(MAX_SUGGESTIONS).default(8),
      category: z.string().max(256).optional().openapi({ description: 'Only what the catalog has in this category or under it' }),
    }),
  },
  responses: { 200: json(suggestResponse, 'Suggestions, best first'), default: problemResponse },
})

export function mountSuggest(app: App): void {
  app.openapi(route, async (c) => {
    c.header('cache-control', 'no-store')
    const { collection } = c.req.valid('param')
    return c.json(await suggest(c.var.services.suggest, c.var.verb, { collection, ...c.req.valid('query') }), 200)
  })
}
