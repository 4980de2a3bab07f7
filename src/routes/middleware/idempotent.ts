import type { MiddlewareHandler, Next } from 'hono'
import { MAX_WRITE_BYTES } from '../../contracts/documents.ts'
import { type RequestClaim, claimRequest, settleRequest } from '../../domain/operations/index.ts'
import { hashText } from '../../shared/hash.ts'
import type { AppTypes, RouteContext } from '../app-types.ts'
import { readBytes } from '../read-body.ts'

/** Of an answer, what a repetition needs to mean the same. */
const KEPT_HEADERS = ['content-type', 'etag', 'cache-control']

/**
 * Idempotency-Key on writes: the first request with a key is carried out, every repetition within 24 hours gets its answer,
 * marked `idempotent-replayed: true`. Imports stream up to 100 MB and can't be compared, so they do not take part; they
 * may be repeated anyway, because a document that has not changed is not written again.
 * An answer goes with the collection (or the alias's) that the path names, so that its successor of the same name is written to anew.
 */
export const idempotent: MiddlewareHandler<AppTypes> = (c, next) => answerOnce(c, next, c.req.param('collection') ?? c.req.param('alias') ?? null)

/** Of a deletion: its answer has nothing left to go with, and a repetition must not delete what was made since under the name. */
export const idempotentDeletion: MiddlewareHandler<AppTypes> = (c, next) => answerOnce(c, next, null)

async function answerOnce(c: RouteContext, next: Next, collection: string | null): Promise<Response | undefined> {
  const key = c.req.header('idempotency-key')
  if (key === undefined) {
    await next()
    return undefined
  }
  const store = c.var.services.operations.idempotency
  const verb = c.get('verb')
  const claim: RequestClaim = { tenant: verb.tenant, key, hash: await hashRequest(c), collection, at: verb.now() }
  const known = await claimRequest(store, claim)
  if (known)
    return new Response(known.body === '' ? null : known.body, { status: known.status, headers: { ...known.headers, 'idempotent-replayed': 'true' } })
  try {
    await next()
    await settleRequest(store, claim, await readAnswer(c.res))
  } catch (error) {
    await settleRequest(store, claim, null)
    throw error
  }
  return undefined
}

/** Method, path, query and body. The body is read once and put back for whoever reads it next. */
async function hashRequest(c: RouteContext): Promise<string> {
  const { raw } = c.req
  const { pathname, search } = new URL(raw.url)
  let body = ''
  if (raw.body !== null) {
    const bytes = await readBytes(raw, MAX_WRITE_BYTES)
    c.req.raw = new Request(raw.url, { method: raw.method, headers: raw.headers, body: bytes })
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    body = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  return hashText(JSON.stringify([raw.method, pathname, search, body]))
}

async function readAnswer(response: Response) {
  const headers: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name)
    if (value !== null) headers[name] = value
  }
  return { status: response.status, headers, body: await response.clone().text() }
}
