import { createRoute, z } from '@hono/zod-openapi'
import { abbreviationList, abbreviationView } from '../../contracts/abbreviations.ts'
import { MAX_WRITE_BYTES } from '../../contracts/documents.ts'
import { deleteAbbreviation, listAbbreviations, replaceAbbreviations } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, decodeCursor, encodeCursor, json, jsonRequest, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const PATH = '/v1/collections/{collection}/abbreviations'
const EXAMPLE = { items: [{ word: 'tv', expansions: ['television'] }] }

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'List the abbreviations of a collection',
  middleware: [requireScope('collections:read')] as const,
  request: { params: collectionParam, query: listQuery },
  responses: {
    200: json(z.object({ items: z.array(abbreviationView), nextCursor: z.string().nullable() }), 'Abbreviations by word'),
    default: problemResponse,
  },
})

const replace = createRoute({
  method: 'put',
  path: PATH,
  summary: 'Replace the abbreviations of a collection',
  description: 'The whole list: what is not in it is removed. A search for an abbreviation also finds what it stands for, and the other way round.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody(MAX_WRITE_BYTES)] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: jsonRequest(abbreviationList, EXAMPLE),
  },
  responses: { 200: json(z.object({ count: z.number().int() }), 'How many there are now'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: `${PATH}/{word}`,
  summary: 'Delete an abbreviation',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: collectionParam.extend({ word: z.string() }), query: noQuery },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

export function mountAbbreviations(app: App): void {
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const input = { collection: c.req.valid('param').collection, limit, after: decodeCursor(cursor) }
    const { items, next } = await listAbbreviations(c.var.services.words, c.var.verb, input)
    const shown = items.map(({ word, expansions, updatedAt }) => ({
      word,
      expansions: [...expansions],
      updatedAt: new Date(updatedAt).toISOString(),
    }))
    return c.json({ items: shown, nextCursor: encodeCursor(next) }, 200)
  })
  app.openapi(replace, async (c) => {
    const input = { collection: c.req.valid('param').collection, items: c.req.valid('json').items }
    return c.json(await replaceAbbreviations(c.var.services.words, c.var.verb, input), 200)
  })
  app.openapi(remove, async (c) => {
    await deleteAbbreviation(c.var.services.words, c.var.verb, c.req.valid('param'))
    return c.body(null, 204)
  })
}
