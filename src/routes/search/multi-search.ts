import { createRoute, z } from '@hono/zod-openapi'
import { AppError, toProblem } from '../../contracts/errors.ts'
import { searchResponse } from '../../contracts/search.ts'
import { federatedResponse, severalRequest } from '../../contracts/several.ts'
import { runSearches, searchFederated, toSearch } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { jsonBody } from '../read-body.ts'
import { json, noQuery, problem, problemResponse } from '../route-parts.ts'

const listed = z.object({ results: z.array(z.union([searchResponse, z.object({ error: problem })])) }).openapi('SeveralResponse')

const searches = [
  { collection: 'products', q: 'walnut desk', perPage: 5 },
  { collection: 'articles', q: 'walnut', perPage: 3 },
]
const federated = {
  searches: [
    { collection: 'examples', q: 'walnut desk', weight: 2 },
    { collection: 'examples', q: 'desk' },
  ],
  federate: { page: 1, perPage: 10 },
}

const route = createRoute({
  method: 'post',
  path: '/v1/search',
  summary: 'Search several collections',
  description:
    'Up to 20 searches in one request, answered in order; one that fails has its problem document in its place. With federate: one list of all their hits, with stable pages.',
  middleware: [requireScope('search'), jsonBody()] as const,
  request: {
    query: noQuery,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: severalRequest,
          examples: { several: { value: { searches } }, federated: { value: federated } },
        },
      },
    },
  },
  responses: { 200: json(z.union([listed, federatedResponse]), 'An answer a search, or one list of them all'), default: problemResponse },
})

export function mountMultiSearch(app: App): void {
  app.openapi(route, async (c) => {
    const { searches: items, federate } = c.req.valid('json')
    const { verb, services } = c.var
    c.header('cache-control', 'no-store')
    if (federate) return c.json(await searchFederated(services.search, verb, { searches: items, federate }), 200)
    const outcomes = await runSearches(services.search, verb, items.map(toSearch))
    const results = outcomes.map((outcome) => {
      if ('response' in outcome) return outcome.response
      const { failure } = outcome
      // what nobody threw on purpose goes to the log, as it does for a whole request
      if (!(failure instanceof AppError)) console.error({ requestId: verb.requestId, path: c.req.path, error: failure })
      const { errors, ...rest } = toProblem(failure, verb.requestId)
      return { error: errors ? { ...rest, errors: [...errors] } : rest }
    })
    return c.json({ results }, 200)
  })
}
