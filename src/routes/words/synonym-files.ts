import { createRoute, z } from '@hono/zod-openapi'
import { MAX_SYNONYM_BYTES, synonymImportResult, synonymPreview, synonymPreviewRequest } from '../../contracts/synonyms.ts'
import { AppError } from '../../contracts/errors.ts'
import { type SynonymFormat, exportSynonyms, importSynonyms, previewSynonyms } from '../../domain/search/index.ts'
import { type App, readInput } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { checkDeclaredLength, decompress, jsonBody, limitStream } from '../read-body.ts'
import { collectionParam, json, noQuery, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/synonyms'
const FORMATS: readonly (readonly [RegExp, SynonymFormat])[] = [
  [/^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)\b/i, 'ndjson'],
  [/^text\/plain\b/i, 'text'],
]

/** Read as a stream: these schemas only document it. */
const importBody = {
  required: true,
  content: {
    'application/x-ndjson': {
      schema: { type: 'string' as const, description: 'One rule a line' },
      example: '{"type":"two_way","words":["couch","sofa"]}\n{"id":"tv","type":"one_way","from":["tv"],"to":["television"],"weight":0.9}\n',
    },
    'text/plain': {
      schema: {
        type: 'string' as const,
        description: 'Words of a two-way rule separated by commas, => between the sides of a one-way rule, # before a comment',
      },
      example: '# furniture\ncouch, sofa, settee\nnotebook => laptop\n',
    },
  },
}

const importRules = createRoute({
  method: 'post',
  path: `${path}/import`,
  summary: 'Import synonym rules',
  description:
    'Up to 100,000 lines and 10 MB, gzip allowed; with replace=true in the place of all there are. A failed line never stops the rest. Rules without an id are named by their words, so that a file may be imported again.',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: z.strictObject({ replace: z.enum(['true', 'false']).default('false') }), body: importBody },
  responses: {
    200: json(synonymImportResult, 'Something was imported, or there was nothing to import'),
    422: json(synonymImportResult, 'Every line failed; nothing has changed'),
    default: problemResponse,
  },
})

const exportRules = createRoute({
  method: 'get',
  path: `${path}/export`,
  summary: 'Export synonym rules as NDJSON',
  middleware: [requireScope('collections:read')] as const,
  request: { params: collectionParam, query: noQuery },
  responses: {
    200: { description: 'One rule a line, by id', content: { 'application/x-ndjson': { schema: z.string() } } },
    default: problemResponse,
  },
})

const preview = createRoute({
  method: 'post',
  path: `${path}/preview`,
  summary: 'See what rules would change',
  description: 'Runs the queries with the rules there are and with the rules as they would be, on the keyword side. Nothing is written.',
  middleware: [requireScope('collections:write'), jsonBody()] as const,
  request: {
    params: collectionParam,
    query: noQuery,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: synonymPreviewRequest,
          example: { rules: [{ type: 'two_way', words: ['couch', 'sofa'] }], queries: ['couch'] },
        },
      },
    },
  },
  responses: { 200: json(synonymPreview, 'Each query before and after'), default: problemResponse },
})

export function mountSynonymFiles(app: App): void {
  app.openapi(importRules, async (c) => {
    const type = c.req.header('content-type') ?? ''
    const format = FORMATS.find(([pattern]) => pattern.test(type))?.[1]
    if (format === undefined)
      throw new AppError('request.media_type', `Synonyms are application/x-ndjson or text/plain, not ${type === '' ? 'untyped' : type}.`)
    checkDeclaredLength(c.req.raw, MAX_SYNONYM_BYTES)
    const source = limitStream(decompress(c.req.raw, c.req.header('content-encoding')?.toLowerCase()), MAX_SYNONYM_BYTES)
    const replace = c.req.valid('query').replace === 'true'
    const outcome = await importSynonyms(c.var.services.words, c.var.verb, { collection: c.req.valid('param').collection, format, replace, source })
    return c.json(outcome, outcome.failedTotal > 0 && outcome.imported === 0 ? 422 : 200)
  })
  // a stream has no typed response: the route is documented and mounted by hand
  app.openAPIRegistry.registerPath(exportRules)
  app.get('/v1/collections/:collection/synonyms/export', requireScope('collections:read'), async (c) => {
    readInput(noQuery, c.req.query())
    const pages = exportSynonyms(c.var.services.words, c.var.verb, { collection: c.req.param('collection') })
    // the first page is read before the status is sent, so that a wrong name is still an error
    const first = await pages.next()
    return new Response(streamLines(first, pages), { headers: { 'content-type': 'application/x-ndjson' } })
  })
  app.openapi(preview, async (c) => {
    const { words } = c.var.services
    const { collection } = c.req.valid('param')
    return c.json(await previewSynonyms(words, c.var.verb, { collection, request: c.req.valid('json') }), 200)
  })
}

/** Values as NDJSON, a chunk a page. */
function streamLines<T>(first: IteratorResult<readonly T[]>, pages: AsyncIterator<readonly T[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const encode = (values: readonly T[]): Uint8Array => encoder.encode(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (!first.done) controller.enqueue(encode(first.value))
    },
    async pull(controller) {
      const next = first.done ? first : await pages.next()
      if (next.done) controller.close()
      else controller.enqueue(encode(next.value))
    },
  })
}
