import { createRoute, z } from '@hono/zod-openapi'
import { suggestionState, synonymSuggestion, synonymWritten } from '../../contracts/synonyms.ts'
import { judgeSuggestion, listSuggestions, suggestSynonyms } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { collectionParam, decodeCursor, encodeCursor, json, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/synonyms/suggestions'
const suggestionParam = collectionParam.extend({ id: z.string() })

const list = createRoute({
  method: 'get',
  path,
  summary: 'List suggested synonyms',
  description: 'Pairs of words that the documents use alike and hardly ever together, surest first. None is in force before it is approved.',
  middleware: [requireScope('collections:read')] as const,
  request: { params: collectionParam, query: listQuery.extend({ state: suggestionState.default('waiting') }) },
  responses: {
    200: json(z.object({ items: z.array(synonymSuggestion), nextCursor: z.string().nullable() }), 'Suggestions, surest first'),
    default: problemResponse,
  },
})

const start = createRoute({
  method: 'post',
  path,
  summary: 'Look for synonyms now',
  description: 'A job compares the learnt vectors of the collection’s commonest words and writes up to 200 suggestions.',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 202: json(z.object({ jobId: z.string() }), 'The job'), default: problemResponse },
})

const approve = createRoute({
  method: 'post',
  path: `${path}/{id}/approve`,
  summary: 'Make a suggestion a rule',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: suggestionParam, query: noQuery },
  responses: { 200: json(synonymWritten, 'The rule, named like the suggestion'), default: problemResponse },
})

const reject = createRoute({
  method: 'post',
  path: `${path}/{id}/reject`,
  summary: 'Turn a suggestion down',
  description: 'It is remembered and not made again.',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: suggestionParam, query: noQuery },
  responses: { 200: json(synonymSuggestion, 'The suggestion'), default: problemResponse },
})

export function mountSynonymSuggestions(app: App): void {
  app.openapi(list, async (c) => {
    const { limit, cursor, state } = c.req.valid('query')
    const { collection } = c.req.valid('param')
    const found = await listSuggestions(c.var.services.words, c.var.verb, { collection, state, limit, after: decodeCursor(cursor) })
    return c.json({ items: found.items, nextCursor: encodeCursor(found.next) }, 200)
  })
  app.openapi(start, async (c) => c.json(await suggestSynonyms(c.var.services.words, c.var.verb, c.req.valid('param')), 202))
  app.openapi(approve, async (c) => {
    const judged = await judgeSuggestion(c.var.services.words, c.var.verb, { ...c.req.valid('param'), verdict: 'approved' })
    return c.json(judged, 200)
  })
  app.openapi(reject, async (c) => {
    const judged = await judgeSuggestion(c.var.services.words, c.var.verb, { ...c.req.valid('param'), verdict: 'rejected' })
    return c.json(judged, 200)
  })
}
