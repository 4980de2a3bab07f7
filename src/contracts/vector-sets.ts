import { z } from 'zod'

/** Wire shapes of vector sets: what stands beside the set that answers, and how it compares. */
export const MAX_COMPARED_QUERIES = 50
/** How far down the two lists are compared. */
export const COMPARED = 10

export const vectorSetOrder = z
  .strictObject({
    switch: z.enum(['manual', 'automatic']).describe('manual: the finished set waits as ready; automatic: it answers as soon as it is finished'),
  })
  .meta({ id: 'VectorSetOrder' })

export const vectorSetView = z
  .object({
    set: z.number().int(),
    state: z.enum(['building', 'ready', 'serving', 'previous', 'failed']),
    model: z.string().nullable().describe('null while it is being learnt'),
    dimensions: z.number().int().nullable(),
    vectors: z.number().int(),
    pending: z.number().int().describe('vectors that are missing or made from an older content'),
    progress: z.number().min(0).max(1).describe('share of the vectors that are up to date'),
    outdated: z.boolean().describe('made under another definition: it can not be served'),
    switch: z.enum(['manual', 'automatic']),
    job: z.string().nullable().describe('the job that built it; null when the collection renewed itself'),
    error: z.string().nullable().describe('why building it failed'),
    dataVersion: z.number().int().nullable().describe('of a previous set: the data version up to which it was kept up to date'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'VectorSet' })
export type VectorSetView = z.infer<typeof vectorSetView>

export const vectorSetList = z
  .object({
    items: z.array(vectorSetView).describe('newest first'),
    held: z.boolean().describe('somebody went back to the served set: the collection does not renew itself until another is served'),
  })
  .meta({ id: 'VectorSets' })
export type VectorSetList = z.infer<typeof vectorSetList>

const query = z.string().trim().min(1).max(512)
export const comparisonRequest = z
  .strictObject({
    queries: z
      .array(query)
      .min(1)
      .max(MAX_COMPARED_QUERIES)
      .optional()
      .describe('the most popular counted queries unless given, else titles of some documents'),
  })
  .meta({ id: 'VectorSetComparisonRequest' })
export const comparisonQuery = z.strictObject({ q: query.optional() })

const found = z.object({ id: z.string(), similarity: z.number() })
export const queryComparison = z.object({
  query: z.string(),
  overlap: z.number().min(0).max(1).describe('share of the longer best ten that both have; 1 when neither has any'),
  similarityDifference: z.number().describe('mean similarity of the best ten, this set minus the served one'),
  onlyServed: z.array(found),
  onlyCompared: z.array(found),
})
export type QueryComparison = z.infer<typeof queryComparison>

export const setComparison = z
  .object({
    served: z.number().int(),
    compared: z.number().int(),
    source: z.enum(['given', 'popular', 'titles']),
    overlap: z.number().describe('mean over the queries'),
    similarityDifference: z.number().describe('mean over the queries'),
    queries: z.array(queryComparison),
  })
  .meta({ id: 'VectorSetComparison' })
export type SetComparison = z.infer<typeof setComparison>
