import type { MiddlewareHandler } from 'hono'
import { AppError } from '../contracts/errors.ts'
import { joinBytes } from '../shared/join-bytes.ts'
import type { AppTypes } from './app-types.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** A body cut off at `limit` bytes, whatever its length header says. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  checkDeclaredLength(request, limit)
  const parts: Uint8Array[] = []
  for await (const part of limitStream(request.body, limit)) parts.push(part)
  return joinBytes(parts)
}

/** Refuses a body that says itself that it is too large before any of it is read. Throws request.too_large. */
export function checkDeclaredLength(request: Request, limit: number): void {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
}

/** Chunks of a stream until it has given more than `limit` bytes; then request.too_large. */
export async function* limitStream(stream: AsyncIterable<Uint8Array> | null, limit: number): AsyncGenerator<Uint8Array> {
  if (!stream) return
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > limit) throw tooLarge(limit)
    yield chunk
  }
}

function tooLarge(limit: number): AppError {
  return new AppError('request.too_large', `The body has more than ${limit} bytes.`)
}

/** The body as a stream, unpacked when it is gzip. Throws request.media_type; request.encoding while it is read. */
export function decompress(request: Request, encoding: string | undefined): AsyncIterable<Uint8Array> | null {
  if (encoding === undefined || encoding === 'identity') return request.body
  if (encoding !== 'gzip') throw new AppError('request.media_type', `Content-Encoding ${encoding} is not supported; use gzip.`)
  return request.body && inflate(request.body)
}

/** A body that is cut off or no gzip at all is the caller's mistake; what came before it is imported. */
async function* inflate(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body.pipeThrough(new DecompressionStream('gzip'))
  } catch (error) {
    if (error instanceof TypeError) throw new AppError('request.encoding', 'The body is not whole and valid gzip.')
    throw error
  }
}

/** The JSON value of a body. Throws request.media_type, request.too_large, request.encoding or request.json. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(merge-patch\+)?json\s*(;|$)/i.test(type))
    throw new AppError('request.media_type', `Expected Content-Type: application/json, got ${type === '' ? 'none' : type}.`)
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') throw new AppError('request.media_type', `Content-Encoding ${encoding} is only supported by imports.`)
  const bytes = await readBytes(request, limit)
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    throw new AppError('request.encoding', 'The body is not valid UTF-8.')
  }
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new AppError('request.json', `The body is not valid JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}`)
  }
}

/**
 * Reads and checks a JSON body once and leaves it where the validator looks for it, so that a wrong type, size or
 * encoding is named before the schema has its say.
 */
export function jsonBody(limit = 1_000_000): MiddlewareHandler<AppTypes> {
  return async (c, next) => {
    const value = await readJson(c.req.raw, limit)
    c.req.bodyCache.json = Promise.resolve(value) as never
    return next()
  }
}
