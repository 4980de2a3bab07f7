import { createRoute, z } from '@hono/zod-openapi'
import { jobState, jobView } from '../../contracts/documents.ts'
import { cancelJob, getJob, listJobs, retryJob, viewJob } from '../../domain/operations/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { decodeCursor, encodeCursor, invalidCursor, json, listQuery, noQuery, problemResponse } from '../route-parts.ts'

const jobParam = z.object({ id: z.string() })

const get = createRoute({
  method: 'get',
  path: '/v1/jobs/{id}',
  summary: 'Read a job',
  description: 'How far a piece of background work has come. Finished jobs are kept for 30 days.',
  middleware: [requireScope('jobs:read')] as const,
  request: { params: jobParam, query: noQuery },
  responses: { 200: json(jobView, 'The job'), default: problemResponse },
})

const list = createRoute({
  method: 'get',
  path: '/v1/jobs',
  summary: 'List jobs',
  middleware: [requireScope('jobs:read')] as const,
  request: { query: listQuery.extend({ state: jobState.optional() }) },
  responses: { 200: json(z.object({ items: z.array(jobView), nextCursor: z.string().nullable() }), 'Jobs, newest first'), default: problemResponse },
})

const cancel = createRoute({
  method: 'post',
  path: '/v1/jobs/{id}/cancel',
  summary: 'Cancel a rebuild or the building of a vector set',
  description: 'What was built so far is dropped; the collection goes on as it was. A failed one is given up the same way.',
  middleware: [requireScope('jobs:write'), idempotent] as const,
  request: { params: jobParam, query: noQuery },
  responses: { 200: json(jobView, 'The job'), default: problemResponse },
})

const retry = createRoute({
  method: 'post',
  path: '/v1/jobs/{id}/retry',
  summary: 'Retry a failed job',
  description: 'Goes on where it stopped; the message of a dead letter is sent again.',
  middleware: [requireScope('jobs:write'), idempotent] as const,
  request: { params: jobParam, query: noQuery },
  responses: { 200: json(jobView, 'The job'), default: problemResponse },
})

export function mountJobs(app: App): void {
  app.openapi(get, async (c) => c.json(viewJob(await getJob(c.var.services.operations, c.var.verb, c.req.valid('param'))), 200))
  app.openapi(list, async (c) => {
    const { limit, cursor, state } = c.req.valid('query')
    const { items, next } = await listJobs(c.var.services.operations, c.var.verb, {
      state: state ?? null,
      limit,
      after: readPlace(decodeCursor(cursor)),
    })
    return c.json({ items: items.map(viewJob), nextCursor: next && encodeCursor(`${next.createdAt}:${next.id}`) }, 200)
  })
  app.openapi(cancel, async (c) => c.json(viewJob(await cancelJob(c.var.services.operations, c.var.verb, c.req.valid('param'))), 200))
  app.openapi(retry, async (c) => c.json(viewJob(await retryJob(c.var.services.operations, c.var.verb, c.req.valid('param'))), 200))
}

function readPlace(cursor: string | null): { createdAt: number; id: string } | null {
  if (cursor === null) return null
  const [, createdAt, id] = /^(\d{1,15}):(.+)$/s.exec(cursor) ?? []
  if (createdAt === undefined || id === undefined) throw invalidCursor()
  return { createdAt: Number(createdAt), id }
}
