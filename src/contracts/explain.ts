import { z } from 'zod'
import { queryView, rankTrace, searchRequest } from './search.ts'

/** Wire shapes of explain (CONTRACT: Search): why a document stands where it stands in a search, or is not there. */

/** A search less what only chooses and paints hits. */
export const explainRequest = searchRequest
  .omit({ resultSetId: true, page: true, fields: true, highlight: true, snippet: true, explain: true })
  .extend({ id: z.string().min(1).describe('The document that is asked about') })

export const explainStep = z
  .object({
    step: z.enum(['document', 'understanding', 'filter', 'rules', 'keyword', 'semantic', 'refine', 'rank', 'page']),
    outcome: z.enum(['passed', 'failed', 'info']).describe('info: the step decides nothing about this document'),
    text: z.string().describe('One plain sentence'),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ExplainStep' })
export type ExplainStep = z.infer<typeof explainStep>

export const explainResponse = z
  .object({
    queryId: z.string(),
    collection: z.string(),
    id: z.string(),
    found: z.boolean().describe('Among the results, listed or not'),
    rank: z.number().int().nullable().describe('From 1; null when it is not among the first 1,000 results'),
    total: z.number().int(),
    resultSetId: z.string().describe('The same as the search of these parameters has'),
    query: queryView,
    steps: z.array(explainStep),
    summary: z.string(),
    trace: rankTrace.nullable(),
  })
  .meta({ id: 'ExplainResponse' })
export type ExplainResponse = z.infer<typeof explainResponse>
