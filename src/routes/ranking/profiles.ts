import { createRoute, z } from '@hono/zod-openapi'
import { profileDefinition, profileName, profileView } from '../../contracts/ranking.ts'
import { deleteProfile, getProfile, listProfiles, putProfile } from '../../domain/search/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { jsonBody } from '../read-body.ts'
import { collectionParam, decodeCursor, encodeCursor, json, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/ranking/profiles'
/** Room for a hundred categories. */
const MAX_BYTES = 100_000
const profileParam = collectionParam.extend({ name: profileName })
const example = {
  weights: { keyword: 1, semantic: 'auto' as const, popularity: 0.2, freshness: 0.1 },
  features: { popularity: { field: 'ratingCount', scale: 1000 }, freshness: { field: 'releasedAt', halfLifeDays: 90 } },
}

const list = createRoute({
  method: 'get',
  path,
  summary: 'List ranking profiles',
  description: 'The newest version of each, by name.',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: listQuery },
  responses: {
    200: json(z.object({ items: z.array(profileView), nextCursor: z.string().nullable() }), 'Profiles by name'),
    default: problemResponse,
  },
})

const get = createRoute({
  method: 'get',
  path: `${path}/{name}`,
  summary: 'Read a ranking profile',
  middleware: [requireScope('collections:write')] as const,
  request: { params: profileParam, query: z.strictObject({ version: z.coerce.number().int().min(1).optional() }) },
  responses: { 200: json(profileView, 'The newest version, or the one asked for'), default: problemResponse },
})

const put = createRoute({
  method: 'put',
  path: `${path}/{name}`,
  summary: 'Write a version of a ranking profile',
  description: 'Nothing is served by it before it is promoted. A definition equal to the newest version makes no new one.',
  middleware: [requireScope('collections:write'), idempotent, jsonBody(MAX_BYTES)] as const,
  request: {
    params: profileParam,
    query: noQuery,
    body: { required: true, content: { 'application/json': { schema: profileDefinition, example } } },
  },
  responses: { 200: json(profileView, 'A new version'), 201: json(profileView, 'The first version'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: `${path}/{name}`,
  summary: 'Delete a ranking profile',
  description: 'With all its versions and comparisons. One that is served or runs in the shadow stays.',
  middleware: [requireScope('collections:write'), idempotent] as const,
  request: { params: profileParam, query: noQuery },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

export function mountProfiles(app: App): void {
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const input = { ...c.req.valid('param'), limit, after: decodeCursor(cursor) }
    const { items, next } = await listProfiles(c.var.services.ranking, c.var.verb, input)
    return c.json({ items, nextCursor: encodeCursor(next) }, 200)
  })
  app.openapi(get, async (c) =>
    c.json(await getProfile(c.var.services.ranking, c.var.verb, { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  )
  app.openapi(put, async (c) => {
    const input = { ...c.req.valid('param'), definition: c.req.valid('json') }
    const { profile, created } = await putProfile(c.var.services.ranking, c.var.verb, input)
    return c.json(profile, created ? 201 : 200)
  })
  app.openapi(remove, async (c) => {
    await deleteProfile(c.var.services.ranking, c.var.verb, c.req.valid('param'))
    return c.body(null, 204)
  })
}
