/// <reference types="@cloudflare/vitest-plugin/types" />
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { z } from 'zod'
import { createApp } from '../../../src/app.ts'
import { type OperationsPorts, runBackground } from '../../../src/domain/operations/index.ts'
import { runDueJobs } from '../../../src/domain/operations/run-due-jobs.ts'
import { type Services, createServices } from '../../../src/services.ts'
import { limitEnv } from '../../support/limits/env.ts'

/** What the app would have put on the queue. */
export const sent: unknown[] = []

/**
 * Services with nobody to wake and a list for a queue: work in the background happens only when a test says so, an alarm
 * or a slice at a time. Everything else (D1, R2, Durable Objects) is real, with the platform's limits that workerd leaves out.
 */
export function createQuietServices(from: Env, constraint: string): Services {
  const services = createServices(limitEnv(from), constraint)
  const waker = { wake: async () => undefined }
  const send = async (messages: readonly unknown[]): Promise<void> => void sent.push(...messages)
  const operations: OperationsPorts = { ...services.operations, waker, queue: { send }, startDueRuns: async () => null }
  return {
    ...services,
    catalog: { ...services.catalog, waker },
    ingestion: { ...services.ingestion, waker },
    words: { ...services.words, waker },
    vectorSets: { ...services.vectorSets, waker },
    operations,
  }
}

const app = createApp(createQuietServices)

export type Answer = { status: number; headers: Headers; body: Readonly<Record<string, unknown>> }

export async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const ctx = createExecutionContext()
  const request = new Request(`https://meridian.test${path}`, {
    method,
    headers: { authorization: 'Bearer admin-key-of-the-tests', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const response = await app.fetch(request, env, ctx)
  const text = await response.text()
  await waitOnExecutionContext(ctx)
  return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
}

export async function getJob(id: unknown): Promise<Answer['body']> {
  return (await call('GET', `/v1/jobs/${String(id)}`)).body
}

/** Slices of whatever job is due. */
export function runSlices(count: number): Promise<number> {
  return runDueJobs(createQuietServices(env, 'first-primary').operations, () => Date.now(), count)
}

/** Alarms until nothing is left to do at once. */
export async function settle(): Promise<void> {
  let state = { sweptAt: Date.now(), failures: 0 }
  for (let alarm = 0; alarm < 200; alarm++) {
    const done = await runBackground(createQuietServices(env, 'first-primary').operations, state, () => Date.now())
    state = done.state
    if (done.wakeAt > Date.now() + 1000) return
  }
  throw new Error('The work in the background does not come to an end.')
}

export async function query(sql: string, ...params: (string | number | null)[]): Promise<Record<string, unknown>[]> {
  return (
    await env.DB.prepare(sql)
      .bind(...params)
      .all<Record<string, unknown>>()
  ).results
}

export async function collectionId(name: string): Promise<number> {
  const [row] = await query('SELECT id FROM collections WHERE name = ?1', name)
  return z.number().parse(row?.['id'])
}
