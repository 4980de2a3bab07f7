import { z } from 'zod'

/** Wire shapes of documents, imports and jobs (CONTRACT: Documents, Jobs). */
export const MAX_DOCUMENT_BYTES = 1_000_000
export const MAX_WRITE_BYTES = 10_000_000
export const MAX_WRITE_DOCUMENTS = 1000
export const MAX_IMPORT_BYTES = 100_000_000
export const MAX_LISTED_FAILURES = 1000

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
export type JsonObject = { [key: string]: JsonValue }

export const documentId = z.union([z.string(), z.number()]).describe('1-128 characters; numbers are turned into strings')

export const documentResult = z.object({
  id: z.string(),
  status: z.enum(['created', 'updated', 'unchanged', 'deleted', 'failed']),
  code: z.string().optional(),
  message: z.string().optional(),
})
export type DocumentResult = z.infer<typeof documentResult>

export const writeResult = z
  .object({ dataVersion: z.number().int(), bookmark: z.string(), results: z.array(documentResult) })
  .meta({ id: 'WriteResult' })
export type WriteResult = z.infer<typeof writeResult>

export const importFailure = z.object({ line: z.number().int(), id: z.string().optional(), code: z.string(), message: z.string() })
export type ImportFailure = z.infer<typeof importFailure>

export const importResult = z
  .object({
    imported: z.number().int(),
    unchanged: z.number().int(),
    failed: z.array(importFailure),
    failedTotal: z.number().int(),
    dataVersion: z.number().int(),
    bookmark: z.string(),
  })
  .meta({ id: 'ImportResult' })
export type ImportResult = z.infer<typeof importResult>

export const jobState = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled'])
export type JobState = z.infer<typeof jobState>
export const jobView = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: jobState,
    progress: z.number().min(0).max(1),
    done: z.number().int(),
    total: z.number().int(),
    attempts: z.number().int(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    error: z.string().nullable(),
    result: z.unknown(),
  })
  .meta({ id: 'Job' })
export type JobView = z.infer<typeof jobView>
