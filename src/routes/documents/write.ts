import { createRoute, z } from '@hono/zod-openapi'
import {
  type JsonObject,
  MAX_WRITE_BYTES,
  MAX_WRITE_DOCUMENTS,
  type WriteResult,
  documentId,
  documentResult,
  writeResult,
} from '../../contracts/documents.ts'
import { AppError } from '../../contracts/errors.ts'
import { deleteDocuments, getDocuments, patchDocument, writeDocuments } from '../../domain/ingestion/index.ts'
import { type App, type RouteContext, readInput } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { idempotent } from '../middleware/idempotent.ts'
import { readJson } from '../read-body.ts'
import { collectionParam, json, noQuery, problemResponse } from '../route-parts.ts'

const documentParam = collectionParam.extend({ id: z.string() })
const base = '/v1/collections/{collection}/documents'
const anyDocument = z.record(z.string(), z.unknown())

/** Bodies are documented here and read by hand: one of 10 MB is not worth a second pass by a schema. */
const documentBody = {
  type: 'object' as const,
  description: 'A document: any JSON object whose members fit the fields of the collection',
  additionalProperties: true,
}
const object = (properties: Record<string, object>) => ({
  type: 'object' as const,
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
const idList = { type: 'array' as const, items: { type: 'string' as const }, minItems: 1, maxItems: MAX_WRITE_DOCUMENTS }
const postBody = {
  required: true,
  content: {
    'application/json': {
      schema: {
        anyOf: [
          documentBody,
          { type: 'array' as const, items: documentBody, maxItems: MAX_WRITE_DOCUMENTS },
          object({ documents: { type: 'array', items: documentBody, maxItems: MAX_WRITE_DOCUMENTS } }),
          object({ delete: { anyOf: [object({ ids: idList }), object({ filter: { type: 'string' } })] } }),
          object({ get: object({ ids: idList }) }),
        ],
      },
      examples: {
        one: { value: { id: 'desk-1', title: 'Walnut desk', price: 300 } },
        many: {
          value: {
            documents: [
              { id: 'desk-1', title: 'Walnut desk' },
              { id: 'desk-2', title: 'Oak desk' },
            ],
          },
        },
        delete: { value: { delete: { filter: 'price < 10' } } },
        get: { value: { get: { ids: ['desk-1', 'desk-2'] } } },
      },
    },
  },
}
const putBody = { required: true, content: { 'application/json': { schema: documentBody, example: { title: 'Walnut desk', price: 280 } } } }
const patchBody = {
  required: true,
  content: {
    'application/merge-patch+json': { schema: documentBody, example: { price: 280, brand: null } },
    'application/json': { schema: documentBody },
  },
}

const post = createRoute({
  method: 'post',
  path: base,
  summary: 'Write, delete or read documents',
  description: 'One document, {"documents": [...]} to upsert many, {"delete": {"ids" | "filter"}} to delete, {"get": {"ids"}} to read several.',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: collectionParam, query: noQuery, body: postBody },
  responses: {
    200: json(z.union([writeResult, z.object({ items: z.array(anyDocument) })]), 'What happened to each document'),
    default: problemResponse,
  },
})

const patch = createRoute({
  method: 'patch',
  path: `${base}/{id}`,
  summary: 'Merge into a document (RFC 7396)',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: documentParam, query: noQuery, body: patchBody },
  responses: { 200: json(writeResult, 'Merged'), default: problemResponse },
})

const put = createRoute({
  method: 'put',
  path: `${base}/{id}`,
  summary: 'Write one document',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: documentParam, query: noQuery, body: putBody },
  responses: { 200: json(writeResult, 'Written'), default: problemResponse },
})

const remove = createRoute({
  method: 'delete',
  path: `${base}/{id}`,
  summary: 'Delete a document',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: documentParam, query: noQuery },
  responses: { 200: json(writeResult, 'Deleted'), default: problemResponse },
})

const removeMany = createRoute({
  method: 'delete',
  path: base,
  summary: 'Delete documents by ids or filter',
  middleware: [requireScope('documents:write'), idempotent] as const,
  request: { params: collectionParam, query: z.strictObject({ ids: z.string().min(1).optional(), filter: z.string().max(20_000).optional() }) },
  responses: {
    200: json(
      z.object({ dataVersion: z.number().int(), bookmark: z.string(), deleted: z.number().int(), results: z.array(documentResult) }),
      'Deleted',
    ),
    default: problemResponse,
  },
})

/** One of the two, never both: what is meant by both is anybody's guess, and it deletes. */
const eitherOne = (given: { ids?: unknown; filter?: unknown }): boolean => (given.ids === undefined) !== (given.filter === undefined)
const ids = z.array(documentId.transform(String)).min(1).max(MAX_WRITE_DOCUMENTS)
/** What else a body may ask for than to write the document it is, by the one member that says so. */
const COMMANDS = {
  documents: z.strictObject({ documents: z.array(z.unknown()) }),
  delete: z.strictObject({
    delete: z.strictObject({ ids: ids.optional(), filter: z.string().min(1).max(20_000).optional() }).refine(eitherOne, 'give ids or filter'),
  }),
  get: z.strictObject({ get: z.strictObject({ ids }) }),
}

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
    if (!eitherOne({ ids, filter }))
      throw new AppError('request.invalid', 'Give ids or filter, one of the two.', [{ path: 'filter', message: 'give ids or filter' }])
    const chosen = ids === undefined ? { filter: filter ?? '' } : { ids: ids.split(',') }
    return c.json(await erase(c, c.req.valid('param').collection, chosen), 200)
  })
}

async function handlePost(c: RouteContext, collection: string): Promise<unknown> {
  const body = await readJson(c.req.raw, MAX_WRITE_BYTES)
  if (Array.isArray(body)) return upsertMany(c, collection, body)
  const object = readObject(body)
  // a document has an id: without one, these members are commands
  if (object['id'] === undefined) {
    if (object['documents'] !== undefined) return upsertMany(c, collection, readInput(COMMANDS.documents, object).documents)
    if (object['delete'] !== undefined) return erase(c, collection, readInput(COMMANDS.delete, object).delete)
    if (object['get'] !== undefined)
      return { items: await getDocuments(c.var.services.ingestion, c.var.verb, { collection, ids: readInput(COMMANDS.get, object).get.ids }) }
  }
  return upsert(c, collection, [object], true)
}

function upsertMany(c: RouteContext, collection: string, documents: readonly unknown[]): Promise<WriteResult> {
  if (documents.length > MAX_WRITE_DOCUMENTS)
    throw new AppError(
      'request.too_large',
      `The body has ${documents.length} documents, at most ${MAX_WRITE_DOCUMENTS} are allowed; use import for more.`,
    )
  return upsert(c, collection, documents, false)
}

function readObject(body: unknown): JsonObject {
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new AppError('request.invalid', 'Expected a JSON object.', [{ path: '', message: 'expected an object' }])
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

async function erase(c: RouteContext, collection: string, chosen: { ids?: string[] | undefined; filter?: string | undefined }) {
  const outcome = await deleteDocuments(c.var.services.ingestion, c.var.verb, { collection, ...chosen })
  return { ...outcome, bookmark: c.var.services.bookmark() }
}
