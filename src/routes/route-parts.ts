import { z } from '@hono/zod-openapi'

/** What several routes declare alike. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string(), offset: z.number().int().optional(), code: z.string().optional() })).optional(),
  })
  .openapi('Problem')

export const problemResponse = { description: 'A problem document (RFC 9457); codes are listed at /docs/errors', content: { 'application/problem+json': { schema: problem } } }

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

export const collectionParam = z.object({ collection: z.string().openapi({ description: 'Name of a collection or alias', example: 'products' }) })

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(400).optional(),
})

/** Cursors are opaque to callers: the last name or id of the page before, as base64url. */
export function encodeCursor(last: string | null): string | null {
  return last === null ? null : btoa(String.fromCharCode(...new TextEncoder().encode(last))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function decodeCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}
