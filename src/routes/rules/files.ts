import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '../../contracts/errors.ts'
import { MAX_RULE_FILE_BYTES, RULE_PLACES, ruleImportResult } from '../../contracts/rules.ts'
import { type RuleFileFormat, exportRules, importRules } from '../../domain/search/index.ts'
import { type App, readInput } from '../app-types.ts'
import { requireScope } from '../middleware/authenticate.ts'
import { checkDeclaredLength, decompress, limitStream } from '../read-body.ts'
import { collectionParam, json, problemResponse } from '../route-parts.ts'

const path = '/v1/collections/{collection}/rules'
const FORMATS: readonly (readonly [RegExp, RuleFileFormat])[] = [
  [/^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)\b/i, 'ndjson'],
  [/^application\/json\b/i, 'json'],
]
const flag = z.enum(['true', 'false']).default('false')
const importQuery = z.strictObject({
  replace: flag.openapi({ description: 'The file in the place of the whole draft' }),
  place: z
    .enum(RULE_PLACES)
    .default('keep')
    .openapi({ description: 'keep: new rules come last; first, last: all rules of the file stand before or after the others' }),
  dryRun: flag.openapi({ description: 'Judges everything and writes nothing' }),
})
const exportQuery = z.strictObject({ state: z.enum(['draft', 'live']).default('draft') })

// oxlint-disable-next-line unicorn/no-thenable -- see ruleInput
const EXAMPLE = [{ id: 'summer-chairs', when: { query: { match: 'contains', text: 'chair' } }, then: [{ pin: { ids: ['chair-5'] } }] }]
/** Read as a stream: these schemas only document it. */
const importBody = {
  required: true,
  content: {
    'application/x-ndjson': { schema: { type: 'string' as const, description: 'One rule a line' }, example: `${JSON.stringify(EXAMPLE[0])}\n` },
    'application/json': { schema: { type: 'array' as const, items: { type: 'object' as const } }, example: EXAMPLE },
  },
}

const importFile = createRoute({
  method: 'post',
  path: `${path}/import`,
  summary: 'Import rules',
  description:
    'Into the draft, as NDJSON or a JSON array in the order of the rules, up to 10,000 lines and 10 MB, gzip allowed. A failed line never stops the rest and leaves the rule with its id as it was. Rules without an id are named by what they say, so that a file may be imported again.',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: importQuery, body: importBody },
  responses: {
    200: json(ruleImportResult, 'Something was imported or unchanged, or there was nothing to import; conflicts are warnings'),
    422: json(ruleImportResult, 'Every line failed; nothing has changed'),
    default: problemResponse,
  },
})

const exportFile = createRoute({
  method: 'get',
  path: `${path}/export`,
  summary: 'Export rules as NDJSON',
  description: 'The draft, or what is live, a rule a line in their order: what an import takes.',
  middleware: [requireScope('collections:write')] as const,
  request: { params: collectionParam, query: exportQuery },
  responses: {
    200: { description: 'One rule a line', content: { 'application/x-ndjson': { schema: z.string() } } },
    default: problemResponse,
  },
})

export function mountRuleFiles(app: App): void {
  app.openapi(importFile, async (c) => {
    const type = c.req.header('content-type') ?? ''
    const format = FORMATS.find(([pattern]) => pattern.test(type))?.[1]
    if (format === undefined)
      throw new AppError('request.media_type', `Rules are application/x-ndjson or application/json, not ${type === '' ? 'untyped' : type}.`)
    checkDeclaredLength(c.req.raw, MAX_RULE_FILE_BYTES)
    const source = limitStream(decompress(c.req.raw, c.req.header('content-encoding')?.toLowerCase()), MAX_RULE_FILE_BYTES)
    const { replace, place, dryRun } = c.req.valid('query')
    const input = { collection: c.req.valid('param').collection, format, replace: replace === 'true', place, dryRun: dryRun === 'true', source }
    const outcome = await importRules(c.var.services.ranking, c.var.verb, input)
    return c.json(outcome, outcome.failedTotal > 0 && outcome.imported + outcome.unchanged === 0 ? 422 : 200)
  })
  // NDJSON has no typed response: the route is documented and mounted by hand
  app.openAPIRegistry.registerPath(exportFile)
  app.get('/v1/collections/:collection/rules/export', requireScope('collections:write'), async (c) => {
    const { state } = readInput(exportQuery, c.req.query())
    const rules = await exportRules(c.var.services.ranking, c.var.verb, { collection: c.req.param('collection'), state })
    const lines = rules.map((one) => `${JSON.stringify(one)}\n`).join('')
    return new Response(lines, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } })
  })
}
