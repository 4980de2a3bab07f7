import type { MiddlewareHandler } from 'hono'
import { encodeUlid } from '../../shared/ulid.ts'
import type { AppTypes } from '../app-types.ts'

const TRACE_PARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/

/** A request id for logs and problems, and W3C trace context in and out (www.w3.org/TR/trace-context). */
export const identify: MiddlewareHandler<AppTypes> = async (c, next) => {
  const id = encodeUlid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))
  c.set('requestId', id)
  await next()
  c.header('x-request-id', id)
  const parent = TRACE_PARENT.exec(c.req.header('traceparent') ?? '')
  const trace = parent?.[1] ?? hex(16)
  c.header('traceparent', `00-${trace}-${hex(8)}-${parent?.[2] ?? '00'}`)
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
