/// <reference types="@cloudflare/vitest-plugin/types" />
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { ERRORS } from '../../../src/contracts/errors.ts'
import { enforceD1Limits } from '../../support/limits/d1.ts'
import { createQuietServices } from './quiet-app.ts'

export const ADMIN = 'admin-key-of-the-tests'
export const SEARCH = 'search-key-of-the-tests'

/** The app over a D1 that refuses what production refuses. */
export const app = createApp((from, constraint) => createQuietServices({ ...from, DB: enforceD1Limits(from.DB) }, constraint))

export type Sent = {
  /** null sends none; the admin key unless given */
  key?: string | null
  headers?: Record<string, string>
  /** sent as JSON */
  json?: unknown
  /** sent as it is */
  body?: BodyInit
  type?: string
  through?: Pick<typeof app, 'fetch'>
  env?: Env
}
export type Received = { status: number; headers: Headers; text: string; body: Readonly<Record<string, unknown>> }

/** A request as a client puts it on the wire. */
export async function send(method: string, path: string, sent: Sent = {}): Promise<Received> {
  const headers = new Headers(sent.headers)
  if (sent.key !== null) headers.set('authorization', `Bearer ${sent.key ?? ADMIN}`)
  const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json)
  const type = sent.type ?? (sent.json === undefined ? undefined : 'application/json')
  if (type !== undefined) headers.set('content-type', type)
  const request = new Request(`https://meridian.test${path}`, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })
  const ctx = createExecutionContext()
  const response = await (sent.through ?? app).fetch(request, sent.env ?? env, ctx)
  const text = new TextDecoder().decode(await response.arrayBuffer())
  await waitOnExecutionContext(ctx)
  const isJson = /[/+]json$/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, body: isJson && text !== '' ? (JSON.parse(text) as Received['body']) : {} }
}

/** The answer is the problem document of this code, whole and as CONTRACT describes it. */
export function expectProblem(answer: Received, code: keyof typeof ERRORS, about = ''): void {
  const { status, title } = ERRORS[code]
  expect(answer.body, `${about} ${answer.text.slice(0, 400)}`).toMatchObject({
    type: `/docs/errors#${code}`,
    title,
    status,
    code,
    requestId: answer.headers.get('x-request-id'),
  })
  expect(answer.status, about).toBe(status)
  expect(answer.body['detail'], about).toBeTypeOf('string')
  expect(Object.keys(answer.body).filter((member) => !['type', 'title', 'status', 'code', 'detail', 'requestId', 'errors'].includes(member))).toEqual(
    [],
  )
  expect(answer.headers.get('content-type'), about).toBe('application/problem+json')
  expect(answer.headers.get('cache-control'), about).toBe('no-store')
}
