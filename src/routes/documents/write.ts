import { createRoute, z } from '@hono/zod-openapi'
import { type JsonObject, MAX_WRITE_BYTES, MAX_WRITE_DOCUMENTS, type WriteResult, documentResult, writeResult } from '../../contracts/documents.ts'
import { AppError } from '../../contracts/errors.ts'
import { deleteDocuments, getDocuments, patchDocument, writeDocuments } from '../../domain/ingestion/index.ts'
import type { App, RouteContext } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { readJson } from '../read-body.ts'
import { collectionParam, json, problemResponse } from '../route-parts.ts'

const documentParam = collectionParam.extend({ id: z.string() })
const base = '/v1/collections/{collection}/documents'
const anyDocument = z.record(z.string(), z.unknown())

/** Documented here, read by hand: a body of 10 MB is not worth a second pass by the schema. */
const post = createRoute({
  method: 'post',
  path: base,
  summary: 'Write, delete or read documents',
  description: 'One document, {"documents": [...]} to upsert many, {"delete": {"ids" | "filter"}} to delete, {"get": {"ids"}} to read several.',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: collectionParam },
  responses: { 200: json(z.union([writeResult, z.object({ items: z.array(anyDocument) })]), 'What happened to each document'), default: problemResponse },
})

const patch = createRoute({
  method: 'patch',
  path: `${base}/{id}`,
  summary: 'Merge into a document (RFC 7396)',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: documentParam },
  responses: { 200: json(writeResult, 'Merged'), default: problemResponse },
})

const put = createRoute({
  method: 'put',
  path: `${base}/{id}`,
  summary: 'Write one document',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: documentParam },
  responses: { 200: json(writeResult, 'Written'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: `${base}/{id}`,
  summary: 'Delete a document',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: documentParam },
  responses: { 200: json(writeResult, 'Deleted'), default: problemResponse },
})

const removeMany = createRoute({
  method: 'delete',
  path: base,
  summary: 'Delete documents by ids or filter',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: collectionParam, query: z.strictObject({ ids: z.string().optional(), filter: z.string().max(20_000).optional() }) },
  responses: { 200: json(z.object({ dataVersion: z.number().int(), bookmark: z.string(), deleted: z.number().int(), results: z.array(documentResult) }), 'Deleted'), default: problemResponse },
})

const commands = z.union([
  z.strictObject({ delete: z.union([z.strictObject({ ids: z.array(z.string()).min(1).max(MAX_WRITE_DOCUMENTS) }), z.strictObject({ filter: z.string().min(1).max(20_000) })]) }),
  z.strictObject({ get: z.strictObject({ ids: z.array(z.string()).min(1).max(MAX_WRITE_DOCUMENTS) }) }),
])

export function mountWriteDocuments(app: App): void {
  app.openapi(post, async (c) => c.json((await handlePost(c, c.req.valid('param').collection)) as never, 200))
  app.openapi(patch, async (c) => {
    const { collection, id } = c.req.valid('param')
    const body = readObject(await readJson(c.req.raw, MAX_WRITE_BYTES))
    const { dataVersion, result } = await patchDocument(c.var.services.ingestion, c.var.verb, { collection, id, patch: body })
    return c.json({ dataVersion, bookmark: c.var.services.bookmark(), results: [result] }, 200)
  })
  app.openapi(put, async (c) => {
    const { collection, id } = c.req.valid('param')
    const body = readObject(await readJson(c.req.raw, MAX_WRITE_BYTES))
    if (body['id'] !== undefined && String(body['id']) !== id) throw new AppError('documents.id', 'The id in the body is not the id in the address.')
    return c.json(await upsert(c, collection, [{ ...body, id }], true), 200)
  })
  app.openapi(remove, async (c) => {
    const { collection, id } = c.req.valid('param')
    const outcome = await deleteDocuments(c.var.services.ingestion, c.var.verb, { collection, ids: [id] })
    if (outcome.deleted === 0) throw new AppError('documents.not_found', `There is no document "${id}".`)
    return c.json({ dataVersion: outcome.dataVersion, bookmark: c.var.services.bookmark(), results: outcome.results }, 200)
  })
  app.openapi(removeMany, async (c) => {
    const { ids, filter } = c.req.valid('query')
    if ((ids === undefined) === (filter === undefined)) throw new AppError('request.invalid', 'Give ids or filter, one of the two.', [{ path: 'filter', message: 'give ids or filter' }])
    const chosen = ids === undefined ? { filter: filter ?? '' } : { ids: ids.split(',') }
    return c.json(await erase(c, c.req.valid('param').collection, chosen), 200)
  })
}

async function handlePost(c: RouteContext, collection: string): Promise<unknown> {
  const body = await readJson(c.req.raw, MAX_WRITE_BYTES)
  const documents = Array.isArray(body) ? body : isBatch(body) ? body.documents : null
  if (documents !== null) {
    if (documents.length > MAX_WRITE_DOCUMENTS) throw new AppError('request.too_large', `The body has ${documents.length} documents, at most ${MAX_WRITE_DOCUMENTS} are allowed; use import for more.`)
    return upsert(c, collection, documents, false)
  }
  const object = readObject(body)
  if (object['id'] === undefined && (object['delete'] !== undefined || object['get'] !== undefined)) {
    const command = commands.safeParse(object)
    if (!command.success) throw new AppError('request.invalid', 'Expected {"delete": {"ids": [...]}}, {"delete": {"filter": "..."}} or {"get": {"ids": [...]}}.', command.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })))
    if ('get' in command.data) return { items: await getDocuments(c.var.services.ingestion, c.var.verb, { collection, ids: command.data.get.ids }) }
    return erase(c, collection, command.data.delete)
  }
  return upsert(c, collection, [object], true)
}

function isBatch(body: unknown): body is { documents: unknown[] } {
  return body !== null && typeof body === 'object' && Object.keys(body).length === 1 && Array.isArray((body as { documents?: unknown }).documents)
}

function readObject(body: unknown): JsonObject {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new AppError('request.invalid', 'Expected a JSON object.', [{ path: '', message: 'expected an object' }])
  return body as JsonObject
}

/** A single document that fails is an error; in a batch each one is reported beside the others. */
async function upsert(c: RouteContext, collection: string, documents: readonly unknown[], single: boolean): Promise<WriteResult> {
  const { ingestion, bookmark } = c.var.services
  const outcome = await writeDocuments(ingestion, c.var.verb, { collection, items: documents.map((document, at) => ({ at, document })) })
  const [first] = outcome.results
  if (single && first?.status === 'failed') throw new AppError((first.code ?? 'internal') as 'documents.field_type', first.message ?? '')
  return { dataVersion: outcome.dataVersion, bookmark: bookmark(), results: outcome.results.map(({ at: _at, ...result }) => result) }
}

async function erase(c: RouteContext, collection: string, chosen: { ids?: string[]; filter?: string }) {
  const outcome = await deleteDocuments(c.var.services.ingestion, c.var.verb, { collection, ...chosen })
  return { ...outcome, bookmark: c.var.services.bookmark() }
}
