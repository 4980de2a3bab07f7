import { createRoute, z } from '@hono/zod-openapi'
import { MAX_BLOCKED, MAX_BLOCKED_LENGTH, deleteBlockedWord, listBlockedWords, putBlockedWords } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, json, jsonRequest, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/blocked-words'
/** 10,000 words of 100 characters, escaped */
const MAX_BYTES = 4_000_000
const text = z.string().min(1).max(MAX_BLOCKED_LENGTH)
const words = z.strictObject({ words: z.array(text).max(MAX_BLOCKED) }).openapi('BlockedWords')

const get = createRoute({
  method: 'get',
  path,
  summary: 'List the words that are never suggested',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: noQuery },
  responses: { 200: json(words, 'Words and phrases'), default: problemResponse },
})

const put = createRoute({
  method: 'put',
  path,
  summary: 'Replace the words that are never suggested',
  description: 'A text with one of these words or phrases, in any grammatical form, is never suggested. Searches still find it.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody(MAX_BYTES)] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: jsonRequest(words, { words: ['replica', 'glue gun'] }),
  },
  responses: { 200: json(words, 'The list as it is now'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: '/v1/collections/{collection}/blocked-words/{word}',
  summary: 'Let a word be suggested again',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: collectionParam.extend({ word: text }), query: noQuery },
  responses: { 204: { description: 'Taken from the list' }, default: problemResponse },
})

export function mountBlockedWords(app: App): void {
  app.openapi(get, async (c) => c.json({ words: await listBlockedWords(c.var.services.words, c.var.verb, c.req.valid('param')) }, 200))
  app.openapi(put, async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') }
    return c.json({ words: await putBlockedWords(c.var.services.words, c.var.verb, input) }, 200)
  })
  app.openapi(remove, async (c) => {
    await deleteBlockedWord(c.var.services.words, c.var.verb, c.req.valid('param'))
    return c.body(null, 204)
  })
}
