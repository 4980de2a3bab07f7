import { z } from '@hono/zod-openapi'
import { AppError } from '../contracts/errors.ts'

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

const PROBLEM = {
  type: '/docs/errors#filter.syntax',
  title: "The filter can't be read",
  status: 400,
  code: 'filter.syntax',
  detail: 'Expected a value after "<" at character 7.',
  requestId: '01KDQ8YDRB0G5JAM6J1V3T2C4X',
  errors: [{ path: 'filter', offset: 7, message: 'expected a value' }],
}
export const problemResponse = {
  description: 'A problem document (RFC 9457); codes are listed at /docs/errors',
  content: { 'application/problem+json': { schema: problem, example: PROBLEM } },
}

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** The body of a request that has to have one. */
export function jsonRequest<T extends z.ZodType>(schema: T, example: z.input<T>) {
  return { required: true, content: { 'application/json': { schema, example } } }
}

export const collectionParam = z.object({ collection: z.string().openapi({ description: 'Name of a collection or alias', example: 'products' }) })

/** For routes without parameters: an unknown one is named, as an unknown member of a body is. */
export const noQuery = z.strictObject({})

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  /** an id has up to 128 characters of 3 bytes */
  cursor: z.string().max(1000).optional(),
})

/** Begins every cursor, so that hardly anything else reads as one. */
const AFTER = 'after:'

/** Cursors are opaque to callers: the last name or id of the page before, as base64url. */
export function encodeCursor(last: string | null): string | null {
  return last === null
    ? null
    : btoa(String.fromCharCode(...new TextEncoder().encode(AFTER + last)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
}

/** Throws request.invalid for what no answer has given out: a silent first page would be read as the end of the list. */
export function decodeCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const text = decodeText(cursor)
  if (text?.startsWith(AFTER)) return text.slice(AFTER.length)
  throw invalidCursor()
}

export function invalidCursor(): AppError {
  return new AppError('request.invalid', 'cursor is not the nextCursor of an earlier answer.', [
    { path: 'cursor', message: 'send nextCursor of the page before, or leave it out' },
  ])
}

function decodeText(cursor: string): string | null {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}
