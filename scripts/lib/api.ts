import type { Problem } from '../../src/contracts/errors.ts'

/** Address without a trailing slash, and a key that may do what is asked. */
export type Server = { url: string; adminKey: string }

/** A problem document the server answered with, in its own words. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  /** seconds the server asks to wait, if it does */
  readonly retryAfter: number | undefined
  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
  }
}

export type Body = { type: string; body: Uint8Array }

/** Sends one request with the admin key. `accept` lists statuses besides 2xx that are answers. Throws ApiError, or what fetch throws. */
export async function request(server: Server, method: string, path: string, body?: Body, accept: readonly number[] = []): Promise<Response> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${server.adminKey}`, ...(body ? { 'content-type': body.type } : {}) },
    ...(body ? { body: new Uint8Array(body.body) } : {}),
  })
  const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false
  if (response.ok || (accept.includes(response.status) && !isProblem)) return response
  const { code, message } = readProblem(await response.text())
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new ApiError(response.status, code, message, Number.isFinite(wait) ? wait : undefined)
}

function readProblem(text: string): { code: string; message: string } {
  try {
    const { code, detail, title } = JSON.parse(text) as Partial<Problem>
    if (code !== undefined) return { code, message: detail ?? title ?? code }
  } catch {
    // not a problem document: its text says what there is to say
  }
  return { code: '', message: text.slice(0, 300) }
}
