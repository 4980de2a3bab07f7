import { describe, expect, it } from 'vitest'
import { checkHealth } from '../../../src/adapters/check-health.ts'
import { openReranker } from '../../../src/adapters/open-reranker.ts'
import { readSettings } from '../../../src/env.ts'
import { createTestClock } from '../../emulators/clock.ts'
import { createWorkersAiRerankerEmulator } from '../../emulators/workers-ai-reranker-emulator.ts'

const KEYS = { MERIDIAN_ADMIN_KEY: 'admin-key-of-the-tests', MERIDIAN_SEARCH_KEY: 'search-key-of-the-tests' }
const envWith = (variables: Record<string, unknown>): Env => ({ ...KEYS, ...variables }) as unknown as Env
const open = (env: Env) => openReranker(env, readSettings(env))
const check = async (env: Env) => (await checkHealth(env)).checks.find(({ name }) => name === 'reranker')

const AI = createWorkersAiRerankerEmulator({ clock: createTestClock() })
const URL = 'http://127.0.0.1:8080/rerank'

describe('the reranker of a deployment', () => {
  it('is none unless one is chosen', async () => {
    expect(open(envWith({}))).toBeNull()
    expect(await check(envWith({}))).toEqual({ name: 'reranker', ok: true, detail: 'none: searches are not reranked' })
  })

  it('is what the settings name', async () => {
    const workersAi = envWith({ MERIDIAN_RERANKER: 'workers-ai', AI })
    const [near = 0, far = 1] = (await open(workersAi)?.rerank('oak desk', ['oak desk', 'river'])) ?? []
    expect(near).toBeGreaterThan(far)
    expect(await check(workersAi)).toMatchObject({ ok: true, detail: 'workers-ai: @cf/baai/bge-reranker-base' })
    const http = envWith({ MERIDIAN_RERANKER: 'http', MERIDIAN_RERANKER_URL: URL, MERIDIAN_RERANKER_MODEL: 'rerank-v3.5' })
    expect(await check(http)).toMatchObject({ ok: true, detail: 'http: rerank-v3.5' })
    const tei = envWith({ MERIDIAN_RERANKER: 'tei', MERIDIAN_RERANKER_URL: URL })
    expect(await check(tei)).toMatchObject({ ok: true, detail: 'tei: tei' })
  })

  it.each([
    [{ MERIDIAN_RERANKER: 'sk-pasted' }, 'MERIDIAN_RERANKER has an unknown value; use none, workers-ai, http, tei.'],
    [{ MERIDIAN_RERANKER: 'workers-ai' }, 'the AI binding is missing'],
    [{ MERIDIAN_RERANKER: 'http', MERIDIAN_RERANKER_MODEL: 'x' }, 'MERIDIAN_RERANKER_URL is no address'],
    [{ MERIDIAN_RERANKER: 'http', MERIDIAN_RERANKER_MODEL: 'x', MERIDIAN_RERANKER_URL: 'api.cohere.com' }, 'MERIDIAN_RERANKER_URL is no address'],
    [{ MERIDIAN_RERANKER: 'tei', MERIDIAN_RERANKER_URL: 'file:///etc' }, 'MERIDIAN_RERANKER_URL is no address'],
    [{ MERIDIAN_RERANKER: 'http', MERIDIAN_RERANKER_URL: URL }, 'MERIDIAN_RERANKER_MODEL is not set'],
  ])('that is configured wrongly is named at /health and stops nothing: %j', async (variables, detail) => {
    const env = envWith(variables)
    const found = await check(env)
    expect(found?.ok).toBe(false)
    expect(found?.detail).toContain(detail)
    await expect(open(env)?.rerank('oak', ['oak'])).rejects.toMatchObject({ code: 'service.configuration' })
  })
})
