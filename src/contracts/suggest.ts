import { z } from 'zod'
import { timings } from './search.ts'

/** Wire shapes of query suggestions (CONTRACT: Suggest). */
export const MAX_SUGGEST_LENGTH = 128
export const MAX_SUGGESTIONS = 20

export const suggestion = z
  .object({
    text: z.string(),
    highlighted: z.string().describe('HTML: the text with <mark> around what was typed'),
    source: z.enum(['query', 'title', 'value', 'phrase']).describe('a past query, a title, a facet value, or words that titles share'),
    count: z.number().int().describe('searches of a past query, documents of anything else; of a category those inside it'),
    field: z.string().optional().describe('facet field of a value'),
    value: z.string().optional(),
    category: z.string().optional().describe('the same text inside this category: search it with filter'),
    filter: z.string().optional(),
  })
  .meta({ id: 'Suggestion' })
export type Suggestion = z.infer<typeof suggestion>

export const suggestResponse = z
  .object({
    queryId: z.string(),
    collection: z.string(),
    q: z.string().describe('what was completed: the first 128 characters'),
    ready: z.boolean().describe("false until the collection's words have been gathered"),
    suggestions: z.array(suggestion),
    timings,
  })
  .meta({ id: 'SuggestResponse' })
export type SuggestResponse = z.infer<typeof suggestResponse>
