import { createRoute } from '@hono/zod-openapi'
import { MAX_IMPORT_BYTES, importResult } from '../../contracts/documents.ts'
import { AppError } from '../../contracts/errors.ts'
import { type ImportFormat, importDocuments } from '../../domain/ingestion/index.ts'
import type { App } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { checkDeclaredLength, decompress, limitStream } from '../read-body.ts'
import { collectionParam, json, noQuery, problemResponse } from '../route-parts.ts'

const FORMATS: readonly (readonly [RegExp, ImportFormat])[] = [
  [/^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)\b/i, 'ndjson'],
  [/^application\/json\b/i, 'json'],
  [/^text\/csv\b/i, 'csv'],
]

/** Read as a stream: these schemas only document it. */
const importBody = {
  required: true,
  content: {
    'application/x-ndjson': {
      schema: { type: 'string' as const, description: 'One JSON object a line' },
      example: '{"id":"desk-1","title":"Walnut desk"}\n{"id":"desk-2","title":"Oak desk"}\n',
    },
    'application/json': { schema: { type: 'array' as const, items: { type: 'object' as const } }, example: [{ id: 'desk-1', title: 'Walnut desk' }] },
    'text/csv': {
      schema: { type: 'string' as const, description: 'A header row and one document a row; values of a column[] are separated by |' },
      example: 'id,title,colors[]\ndesk-1,Walnut desk,brown|black\n',
    },
  },
}

const route = createRoute({
  method: 'post',
  path: '/v1/collections/{collection}/import',
  summary: 'Import documents as a stream',
  description:
    'NDJSON, a JSON array or CSV with a header row, gzip allowed, up to 100 MB. A failed line never stops the rest. May be repeated: unchanged documents are not written again (so there is no Idempotency-Key here).',
  middleware: [requireScope('documents:write')] as const,
  request: { params: collectionParam, query: noQuery, body: importBody },
  responses: {
    200: json(importResult, 'Something was imported or unchanged, or there was nothing to import'),
    422: json(importResult, 'Every line failed'),
    default: problemResponse,
  },
})

export function mountImport(app: App): void {
  app.openapi(route, async (c) => {
    const type = c.req.header('content-type') ?? ''
    const format = FORMATS.find(([pattern]) => pattern.test(type))?.[1]
    if (format === undefined)
      throw new AppError(
        'request.media_type',
        `Imports are application/x-ndjson, application/json or text/csv, not ${type === '' ? 'untyped' : type}.`,
      )
    checkDeclaredLength(c.req.raw, MAX_IMPORT_BYTES)
    const source = limitStream(decompress(c.req.raw, c.req.header('content-encoding')?.toLowerCase()), MAX_IMPORT_BYTES)
    const outcome = await importDocuments(c.var.services.ingestion, c.var.verb, { collection: c.req.valid('param').collection, format, source })
    const failedOnly = outcome.failedTotal > 0 && outcome.imported === 0 && outcome.unchanged === 0
    return c.json({ ...outcome, bookmark: c.var.services.bookmark() }, failedOnly ? 422 : 200)
  })
}
