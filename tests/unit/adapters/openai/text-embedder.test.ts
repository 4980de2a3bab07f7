import { describe, expect, it } from 'vitest'
import { readRetryAfter } from '../../../../src/adapters/openai/errors.ts'
import { type OpenAiEmbedderConfig, createOpenAiEmbedder } from '../../../../src/adapters/openai/text-embedder.ts'
import { runTextEmbedderContract } from '../../../contract/text-embedder-cases.ts'
import { createTestClock } from '../../../emulators/clock.ts'
import { type OpenAiFault, createOpenAiEmulator } from '../../../emulators/openai-emulator.ts'
import { runClock } from '../../../emulators/run-clock.ts'

const KEY = 'sk-test'

function open(
  options: { fault?: OpenAiFault; calls?: number; retryAfter?: string; mostInputs?: number; config?: Partial<OpenAiEmbedderConfig> } = {},
) {
  const clock = createTestClock()
  const emulator = createOpenAiEmulator({
    apiKey: KEY,
    model: 'text-embedding-3-small',
    dimensions: 1536,
    mostInputs: options.mostInputs,
    retryAfter: options.retryAfter,
  })
  emulator.setFault(options.fault ?? null, options.calls)
  const config: OpenAiEmbedderConfig = {
    baseUrl: 'https://models.example/v1/',
    apiKey: KEY,
    model: 'text-embedding-3-small',
    dimensions: 1536,
    maxTokens: 8192,
    ...options.config,
  }
  return { clock, emulator, embedder: createOpenAiEmbedder(config, emulator.fetch, clock) }
}

function failing(fault: OpenAiFault, config: Partial<OpenAiEmbedderConfig> = {}) {
  const { clock, embedder } = open({ fault, config })
  return { ...embedder, embed: (...input: Parameters<typeof embedder.embed>) => runClock(clock, embedder.embed(...input)) }
}

runTextEmbedderContract('OpenAI-compatible', () => open().embedder, [
  { when: 'a wrong key', open: () => open({ config: { apiKey: 'sk-wrong' } }).embedder, code: 'service.configuration' },
  { when: 'a missing key', open: () => open({ config: { apiKey: undefined } }).embedder, code: 'service.configuration' },
  { when: 'an unknown model', open: () => open({ config: { model: 'gone' } }).embedder, code: 'service.configuration' },
  { when: 'vectors of another dimension', open: () => failing('wrong-dimension'), code: 'service.configuration' },
  { when: 'a rate limit without Retry-After', open: () => failing('rate-limit'), code: 'service.unavailable' },
  { when: 'an overloaded endpoint', open: () => failing('overloaded'), code: 'service.unavailable' },
  { when: 'a failing endpoint', open: () => failing('server-error'), code: 'service.unavailable' },
  { when: 'a body that is not JSON', open: () => failing('malformed'), code: 'service.unavailable' },
  { when: 'a reply of another shape', open: () => failing('wrong-shape'), code: 'service.unavailable' },
  { when: 'an endpoint that can not be reached', open: () => failing('unreachable'), code: 'service.unavailable' },
  { when: 'an endpoint that never answers', open: () => failing('slow'), code: 'service.unavailable' },
])

describe('requests', () => {
  it('go to /embeddings with the model and the key, and with dimensions only when asked', async () => {
    const { emulator, embedder } = open()
    await embedder.embed(['oak'], 'document')
    const asking = open({ config: { sendDimensions: true } })
    await asking.embedder.embed(['oak'], 'document')
    expect(emulator.requests).toEqual([
      { url: 'https://models.example/v1/embeddings', batch: 1, body: { model: 'text-embedding-3-small', input: ['oak'] } },
    ])
    expect(asking.emulator.requests[0]?.body).toMatchObject({ dimensions: 1536 })
  })

  it('carry at most the configured batch, where the obvious call is refused', async () => {
    const texts = Array.from({ length: 25 }, (_, at) => `text ${at}`)
    await expect(open({ mostInputs: 10 }).embedder.embed(texts, 'document')).rejects.toMatchObject({ code: 'service.configuration' })
    const { emulator, embedder } = open({ mostInputs: 10, config: { batchSize: 10 } })
    expect(await embedder.embed(texts, 'document')).toHaveLength(25)
    expect(emulator.requests.map(({ batch }) => batch)).toEqual([10, 10, 5])
  })

  it('put vectors in the order of their index, and refuse indexes that do not fit', async () => {
    const { embedder } = open({ fault: 'bad-index' })
    await expect(embedder.embed(['oak', 'river'], 'document')).rejects.toMatchObject({ code: 'service.unavailable' })
  })
})

describe('Retry-After', () => {
  it('is waited for once, and the repetition answers', async () => {
    const { clock, emulator, embedder } = open({ fault: 'rate-limit', calls: 1, retryAfter: '3' })
    const before = clock.now()
    expect(await runClock(clock, embedder.embed(['oak'], 'query'))).toHaveLength(1)
    expect(clock.now() - before).toBeGreaterThanOrEqual(3000)
    expect(emulator.requests).toHaveLength(2)
  })

  it('is not waited for twice', async () => {
    const { clock, emulator, embedder } = open({ fault: 'overloaded', retryAfter: '1' })
    await expect(runClock(clock, embedder.embed(['oak'], 'query'))).rejects.toMatchObject({ code: 'service.unavailable' })
    expect(emulator.requests).toHaveLength(2)
  })

  it('is not waited for when it ends after the deadline', async () => {
    const { clock, emulator, embedder } = open({ fault: 'rate-limit', retryAfter: '60', config: { timeoutMs: 5000 } })
    await expect(embedder.embed(['oak'], 'query')).rejects.toMatchObject({ code: 'service.unavailable' })
    expect(emulator.requests).toHaveLength(1)
    expect(clock.waiting()).toBe(0)
  })

  it('is seconds or a date', () => {
    const now = Date.UTC(2026, 9, 1)
    expect(readRetryAfter('7', now)).toBe(7000)
    expect(readRetryAfter(new Date(now + 9000).toUTCString(), now)).toBe(9000)
    expect(readRetryAfter(new Date(now - 9000).toUTCString(), now)).toBe(0)
    expect(readRetryAfter('soon', now)).toBeNull()
    expect(readRetryAfter(null, now)).toBeNull()
  })
})

describe('what leaves the adapter', () => {
  it('is no key and no text of the endpoint', async () => {
    for (const fault of ['server-error', 'unreachable', 'malformed'] as const) {
      const error: unknown = await open({ fault })
        .embedder.embed(['oak'], 'query')
        .then(
          () => null,
          (thrown: unknown) => thrown,
        )
      expect((error as { detail: string }).detail).not.toMatch(/sk-|models\.example|fetch failed|The server had/)
    }
  })

  it('leaves no timer behind', async () => {
    const { clock, embedder } = open()
    await embedder.embed(['oak'], 'query')
    expect(clock.waiting()).toBe(0)
  })
})
