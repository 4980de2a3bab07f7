import { describe, expect, it } from 'vitest'
import { createWorkersAiEmbedder } from '../../../../src/adapters/workers-ai/text-embedder.ts'
import { toWorkersAiError } from '../../../../src/adapters/workers-ai/errors.ts'
import { runTextEmbedderContract } from '../../../contract/text-embedder-cases.ts'
import { createTestClock } from '../../../emulators/clock.ts'
import { type WorkersAiFault, createWorkersAiEmulator } from '../../../emulators/workers-ai-emulator.ts'

const config = { model: '@cf/baai/bge-m3', dimensions: 1024, maxTokens: 8192 } as const

function open(fault: WorkersAiFault | null = null) {
  const clock = createTestClock()
  const emulator = createWorkersAiEmulator({ clock })
  emulator.setFault(fault)
  return { clock, emulator, embedder: createWorkersAiEmbedder(emulator, config) }
}

runTextEmbedderContract('Workers AI', () => open().embedder, [
  { when: 'no capacity', open: () => open('capacity').embedder, code: 'service.unavailable' },
  { when: 'an exhausted daily allocation', open: () => open('quota').embedder, code: 'service.unavailable' },
  { when: 'a lost connection', open: () => open('network').embedder, code: 'service.unavailable' },
  { when: 'a reply of another shape', open: () => open('wrong-shape').embedder, code: 'service.unavailable' },
  { when: 'too few vectors', open: () => open('too-few').embedder, code: 'service.unavailable' },
  { when: 'vectors of another dimension', open: () => open('wrong-dimension').embedder, code: 'service.configuration' },
  { when: 'a binding that exists only when deployed', open: () => open('local').embedder, code: 'service.configuration' },
  {
    when: 'a retired model',
    open: () => createWorkersAiEmbedder(open().emulator, { ...config, model: '@cf/baai/gone' }),
    code: 'service.configuration',
  },
])

describe('limits of Workers AI', () => {
  it('100 texts a call stop the obvious call and are kept', async () => {
    const { emulator, embedder } = open()
    const texts = Array.from({ length: 250 }, (_, at) => `text ${at}`)
    await expect(emulator.run(config.model, { text: texts })).rejects.toThrow('5006: must NOT have more than 100 items')
    await embedder.embed(texts, 'document')
    expect(emulator.batches).toEqual([100, 100, 50])
  })

  it('the token limit of a small model stops the obvious call and is kept', async () => {
    const { emulator } = open()
    const small = { model: '@cf/baai/bge-small-en-v1.5', dimensions: 384, maxTokens: 512 } as const
    const text = 'oak '.repeat(600)
    await expect(emulator.run(small.model, { text: [text] })).rejects.toThrow('3006: Request is too large')
    await createWorkersAiEmbedder(emulator, small).embed([text], 'document')
  })

  it('3,000 requests a minute become an unavailable service, not a wrong answer', async () => {
    const { emulator, embedder, clock } = open()
    for (let at = 0; at < 3000; at++) await emulator.run(config.model, { text: ['a'] })
    await expect(embedder.embed(['a'], 'query')).rejects.toMatchObject({ code: 'service.unavailable' })
    clock.advance(60_001)
    expect(await embedder.embed(['a'], 'query')).toHaveLength(1)
  })

  it('sends no blank text, and pooling only when it is configured', async () => {
    const { emulator, embedder } = open()
    await embedder.embed(['', ' '], 'document')
    expect(emulator.inputs).toEqual([])
    await embedder.embed(['oak'], 'document')
    const pooled = createWorkersAiEmbedder(emulator, { ...config, pooling: 'cls' })
    await pooled.embed(['oak'], 'document')
    expect(emulator.inputs).toEqual([{ text: ['oak'] }, { text: ['oak'], pooling: 'cls' }])
    expect([embedder.model, pooled.model]).toEqual(['@cf/baai/bge-m3', '@cf/baai/bge-m3#cls'])
  })
})

describe('errors of Workers AI', () => {
  it.each([
    ['AiError: 4006: you have used up your daily free allocation of 10,000 neurons', 'service.unavailable', /allocation is used up/],
    ['8007: 4006: you have used up your daily free allocation', 'service.unavailable', /allocation is used up/],
    ['InferenceUpstreamError: 3040: Capacity temporarily exceeded, please try again.', 'service.unavailable', /no capacity/],
    ['3007: Request timeout', 'service.unavailable', /no capacity/],
    ['InferenceUpstreamError: 5007: No such model @cf/x or task', 'service.configuration', /has no embedding model/],
    ['This model was deprecated on 2026-05-30', 'service.configuration', /has no embedding model/],
    ['5018: The account is not allowed to access this model', 'service.configuration', /may not use/],
    ['AiError: 5006: must have required property text', 'service.configuration', /refused the texts/],
    ['Binding AI needs to be run remotely', 'service.configuration', /only when deployed/],
    ['something new', 'service.unavailable', /no capacity/],
  ])('%s', (message, code, detail) => {
    const error = toWorkersAiError(new Error(message), '@cf/x', 'embedding')
    expect(error.code).toBe(code)
    expect(error.detail).toMatch(detail)
    expect(error.cause).toMatchObject({ message })
  })
})
