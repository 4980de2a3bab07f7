import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '../../contracts/errors.ts'
import { type RuleInput, listedRule, ruleId, ruleInput, ruleList, ruleWritten } from '../../contracts/rules.ts'
import { deleteRule, getRule, listRules, putRule } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, decodeCursor, encodeCursor, invalidCursor, json, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/rules'
const ruleParam = collectionParam.extend({ id: z.string() })
const example: z.input<typeof ruleInput> = {
  name: 'Summer chairs first',
  when: { query: { match: 'contains', text: 'chair' }, from: '2026-06-01T00:00:00Z', until: '2026-09-01T00:00:00Z' },
  // oxlint-disable-next-line unicorn/no-thenable -- see ruleInput
  then: [{ pin: { ids: ['chair-7'] } }, { boost: { filter: 'category = "Garden"', weight: 2 } }],
}

const list = createRoute({
  method: 'get',
  path,
  summary: 'List rules',
  description: 'The draft in its order: what searches follow once it is published. live tells which rules are published as they are.',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: listQuery },
  responses: { 200: json(ruleList, 'Rules of the draft, in order'), default: problemResponse },
})

const get = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  summary: 'Read a rule',
  middleware: [requireScope('collections:write')] as const,
  request: { params: ruleParam, query: noQuery },
  responses: { 200: json(listedRule, 'The rule as drafted'), default: problemResponse },
})

const put = createRoute({
  method: 'put',
  path: `${path}/{id}`,
  summary: 'Write a rule',
  description: 'Into the draft, at its end or in the place of the one with its id. Searches see it after the next publication.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody()] as const,
  request: { params: ruleParam, query: noQuery, body: { required: true, content: { 'application/json': { schema: ruleInput, example } } } },
  responses: { 200: json(ruleWritten, 'Written; conflicts are warnings'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  summary: 'Delete a rule',
  description: 'From the draft; a live one goes on until the next publication.',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: ruleParam, query: noQuery },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

export function mountDraft(app: App): void {
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const after = decodeCursor(cursor)
    if (after !== null && !/^\d{1,6}$/.test(after)) throw invalidCursor()
    const { items, next, live, unpublished } = await listRules(c.var.services.ranking, c.var.verb, {
      collection: c.req.valid('param').collection,
      limit,
      after,
    })
    return c.json({ items, nextCursor: encodeCursor(next), live, unpublished }, 200)
  })
  app.openapi(get, async (c) => c.json(await getRule(c.var.services.ranking, c.var.verb, c.req.valid('param')), 200))
  app.openapi(put, async (c) => {
    const { collection, id } = c.req.valid('param')
    const rule: RuleInput = c.req.valid('json')
    if (rule.id !== undefined && rule.id !== id) throw invalidId('The id in the body is not the id in the address.')
    return c.json(await putRule(c.var.services.ranking, c.var.verb, { collection, id: readId(id), rule }), 200)
  })
  app.openapi(remove, async (c) => {
    await deleteRule(c.var.services.ranking, c.var.verb, c.req.valid('param'))
    return c.body(null, 204)
  })
}

function readId(id: string): string {
  const parsed = ruleId.safeParse(id)
  if (!parsed.success) throw invalidId(parsed.error.issues[0]?.message ?? 'not an id')
  return parsed.data
}

function invalidId(message: string): AppError {
  return new AppError('rules.invalid', `id: ${message}`, [{ path: 'id', message, code: 'rules.invalid' }])
}
