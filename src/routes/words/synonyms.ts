import { createRoute, z } from '@hono/zod-openapi'
import { synonymId, synonymInput, synonymRule, synonymWritten } from '../../contracts/synonyms.ts'
import { AppError } from '../../contracts/errors.ts'
import { deleteSynonym, getSynonym, listSynonyms, putSynonym } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, decodeCursor, encodeCursor, json, listQuery, noQuery, problemResponse } from '../route-parts.ts'
import { mountSynonymFiles } from './synonym-files.ts'
import { mountSynonymSuggestions } from './synonym-suggestions.ts'

const path = '/v1/collections/{collection}/synonyms'
const ruleParam = collectionParam.extend({ id: z.string() })
const listed = z.intersection(synonymRule, z.object({ updatedAt: z.string() }))
const example = { type: 'two_way' as const, words: ['couch', 'sofa', 'settee'], weight: 0.8 }
const body = { required: true, content: { 'application/json': { schema: synonymInput, example } } }

const list = createRoute({
  method: 'get',
  path,
  summary: 'List synonym rules',
  description: 'By id. With q those of which a word or the id holds it; a page may then hold less than limit, and nextCursor says whether to go on.',
  middleware: [requireScope('collections:read')] as const,
  request: { params: collectionParam, query: listQuery.extend({ q: z.string().max(128).optional() }) },
  responses: { 200: json(z.object({ items: z.array(listed), nextCursor: z.string().nullable() }), 'Rules by id'), default: problemResponse },
})

const post = createRoute({
  method: 'post',
  path,
  summary: 'Create a synonym rule',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: { params: collectionParam, query: noQuery, body },
  responses: { 201: json(synonymWritten, 'Created, in force from the next search on'), default: problemResponse },
})

const put = createRoute({
  method: 'put',
  path: `${path}/{id}`,
  summary: 'Write a synonym rule',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: { params: ruleParam, query: noQuery, body },
  responses: { 200: json(synonymWritten, 'Written; conflicts are warnings'), default: problemResponse },
})

const get = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  summary: 'Read a synonym rule',
  middleware: [requireScope('collections:read')] as const,
  request: { params: ruleParam, query: noQuery },
  responses: { 200: json(listed, 'The rule'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  summary: 'Delete a synonym rule',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: ruleParam, query: noQuery },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

/** Addresses with a word of their own come before the one with an id. */
export function mountSynonyms(app: App): void {
  mountSynonymFiles(app)
  mountSynonymSuggestions(app)
  app.openapi(list, async (c) => {
    const { limit, cursor, q } = c.req.valid('query')
    const { collection } = c.req.valid('param')
    const found = await listSynonyms(c.var.services.words, c.var.verb, {
      collection,
      limit,
      after: decodeCursor(cursor),
      ...(q === undefined ? {} : { q }),
    })
    return c.json({ items: found.items, nextCursor: encodeCursor(found.next) }, 200)
  })
  app.openapi(post, async (c) => {
    const rule = c.req.valid('json')
    const { collection } = c.req.valid('param')
    return c.json(await putSynonym(c.var.services.words, c.var.verb, { collection, id: rule.id ?? c.var.verb.newId(), rule }), 201)
  })
  app.openapi(put, async (c) => {
    const rule = c.req.valid('json')
    const { collection, id } = c.req.valid('param')
    if (rule.id !== undefined && rule.id !== id) throw new AppError('synonyms.invalid', 'The id in the body is not the id in the address.')
    return c.json(await putSynonym(c.var.services.words, c.var.verb, { collection, id: readId(id), rule }), 200)
  })
  app.openapi(get, async (c) => c.json(await getSynonym(c.var.services.words, c.var.verb, c.req.valid('param')), 200))
  app.openapi(remove, async (c) => {
    await deleteSynonym(c.var.services.words, c.var.verb, c.req.valid('param'))
    return c.body(null, 204)
  })
}

function readId(id: string): string {
  const parsed = synonymId.safeParse(id)
  if (!parsed.success) throw new AppError('synonyms.invalid', `id: ${parsed.error.issues[0]?.message ?? 'not an id'}.`)
  return parsed.data
}
