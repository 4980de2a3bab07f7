import { describe, expect, it } from 'vitest'
import { type CohereRerankerConfig, createCohereReranker } from '../../../../src/adapters/cohere/reranker.ts'
import { runRerankerContract } from '../../../contract/reranker-cases.ts'
import { createTestClock } from '../../../emulators/clock.ts'
import { type CohereDialect, type CohereFault, createCohereEmulator } from '../../../emulators/cohere-emulator.ts'
import { runClock } from '../../../emulators/run-clock.ts'

const KEY = 'co-test'

function open(options: { dialect?: CohereDialect; fault?: CohereFault; config?: Partial<CohereRerankerConfig> } = {}) {
  const clock = createTestClock()
  const emulator = createCohereEmulator({ dialect: options.dialect, apiKey: KEY })
  emulator.setFault(options.fault ?? null)
  const config: CohereRerankerConfig = {
    url: 'https://models.example/v2/rerank',
    apiKey: KEY,
    model: 'rerank-v3.5',
    ...(options.dialect === 'tei' ? { shape: 'tei' } : {}),
    ...options.config,
  }
  const reranker = createCohereReranker(config, emulator.fetch, clock)
  return {
    clock,
    emulator,
    reranker,
    waiting: { ...reranker, rerank: (...input: Parameters<typeof reranker.rerank>) => runClock(clock, reranker.rerank(...input)) },
  }
}

runRerankerContract('Cohere', () => open().reranker, [
  { when: 'a wrong key', open: () => open({ config: { apiKey: 'co-wrong' } }).reranker, code: 'service.configuration' },
  { when: 'a missing key', open: () => open({ config: { apiKey: undefined } }).reranker, code: 'service.configuration' },
  { when: 'an unknown model', open: () => open({ config: { model: 'gone' } }).reranker, code: 'service.configuration' },
  { when: 'another shape than the endpoint has', open: () => open({ config: { shape: 'tei' } }).reranker, code: 'service.configuration' },
  { when: 'a rate limit', open: () => open({ fault: 'rate-limit' }).reranker, code: 'service.unavailable' },
  { when: 'an overloaded endpoint', open: () => open({ fault: 'overloaded' }).reranker, code: 'service.unavailable' },
  { when: 'a failing endpoint', open: () => open({ fault: 'server-error' }).reranker, code: 'service.unavailable' },
  { when: 'a body that is not JSON', open: () => open({ fault: 'malformed' }).reranker, code: 'service.unavailable' },
  { when: 'a reply of another shape', open: () => open({ fault: 'wrong-shape' }).reranker, code: 'service.unavailable' },
  { when: 'too few scores', open: () => open({ fault: 'too-few' }).reranker, code: 'service.unavailable' },
  { when: 'scores of texts that were not sent', open: () => open({ fault: 'bad-index' }).reranker, code: 'service.unavailable' },
  { when: 'an endpoint that can not be reached', open: () => open({ fault: 'unreachable' }).reranker, code: 'service.unavailable' },
  { when: 'an endpoint that never answers', open: () => open({ fault: 'slow' }).waiting, code: 'service.unavailable' },
])
runRerankerContract('Voyage', () => open({ dialect: 'voyage' }).reranker)
runRerankerContract('Text Embeddings Inference', () => open({ dialect: 'tei' }).reranker)
runRerankerContract('llama.cpp', () => open({ dialect: 'llama' }).reranker)

describe('requests', () => {
  it('go to the address as it is given, with model, query and texts, and nothing a relative of Cohere refuses', async () => {
    const { emulator, reranker } = open()
    await reranker.rerank(' oak ', ['oak desk', ' '])
    expect(emulator.requests).toEqual([
      { url: 'https://models.example/v2/rerank', batch: 1, body: { model: 'rerank-v3.5', query: 'oak', documents: ['oak desk'] } },
    ])
  })

  it('carry a whole window in one call, where Cohere counts calls, and at most 32 texts where TEI refuses more', async () => {
    const texts = Array.from({ length: 50 }, (_, at) => `text ${at}`)
    const cohere = open()
    await cohere.reranker.rerank('text', texts)
    expect(cohere.emulator.requests.map(({ batch }) => batch)).toEqual([50])
    const tei = open({ dialect: 'tei' })
    await tei.reranker.rerank('text', texts)
    expect(tei.emulator.requests.map(({ batch }) => batch)).toEqual([32, 18])
  })

  it('are not repeated after a failure', async () => {
    const { emulator, reranker } = open({ fault: 'rate-limit' })
    await expect(reranker.rerank('oak', ['oak'])).rejects.toMatchObject({ code: 'service.unavailable' })
    expect(emulator.requests).toHaveLength(1)
  })

  it('end after their time, and leave no timer behind', async () => {
    const slow = open({ fault: 'slow', config: { timeoutMs: 700 } })
    const before = slow.clock.now()
    await expect(slow.waiting.rerank('oak', ['oak'])).rejects.toThrow('did not answer within 700 ms')
    expect(slow.clock.now() - before).toBeLessThan(1000)
    expect(slow.clock.waiting()).toBe(0)
    const quick = open()
    await quick.reranker.rerank('oak', ['oak'])
    expect(quick.clock.waiting()).toBe(0)
  })
})

describe('scores', () => {
  it('that are probabilities stay as they are, and logits become what the logistic function makes of them', async () => {
    const texts = ['oak desk', 'oak', 'river']
    const bounded = await open().reranker.rerank('oak desk', texts)
    const logits = await open({ dialect: 'llama' }).reranker.rerank('oak desk', texts)
    expect(bounded).toEqual([4, -2, -8].map((logit) => 1 / (1 + Math.exp(-logit))))
    expect(logits).toEqual(bounded)
  })
})
