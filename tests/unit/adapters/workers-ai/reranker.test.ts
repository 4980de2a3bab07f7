import { describe, expect, it } from 'vitest'
import { createWorkersAiReranker } from '../../../../src/adapters/workers-ai/reranker.ts'
import { runRerankerContract } from '../../../contract/reranker-cases.ts'
import { createTestClock } from '../../../emulators/clock.ts'
import { runClock } from '../../../emulators/run-clock.ts'
import { type RerankFault, createWorkersAiRerankerEmulator } from '../../../emulators/workers-ai-reranker-emulator.ts'

const config = { model: '@cf/baai/bge-reranker-base' } as const

function open(fault: RerankFault | null = null, logits = false) {
  const clock = createTestClock()
  const emulator = createWorkersAiRerankerEmulator({ clock, logits })
  emulator.setFault(fault)
  const reranker = createWorkersAiReranker(emulator, config, clock)
  return {
    clock,
    emulator,
    reranker,
    waiting: { ...reranker, rerank: (...input: Parameters<typeof reranker.rerank>) => runClock(clock, reranker.rerank(...input)) },
  }
}

runRerankerContract('Workers AI', () => open().reranker, [
  { when: 'no capacity', open: () => open('capacity').reranker, code: 'service.unavailable' },
  { when: 'an exhausted daily allocation', open: () => open('quota').reranker, code: 'service.unavailable' },
  { when: 'a reply of another shape', open: () => open('wrong-shape').reranker, code: 'service.unavailable' },
  { when: 'too few scores', open: () => open('too-few').reranker, code: 'service.unavailable' },
  { when: 'scores of texts that were not sent', open: () => open('bad-index').reranker, code: 'service.unavailable' },
  { when: 'scores that are no numbers', open: () => open('not-a-number').reranker, code: 'service.unavailable' },
  { when: 'a model that never answers', open: () => open('slow').waiting, code: 'service.unavailable' },
  { when: 'a binding that exists only when deployed', open: () => open('local').reranker, code: 'service.configuration' },
  { when: 'a retired model', open: () => createWorkersAiReranker(open().emulator, { model: '@cf/baai/gone' }), code: 'service.configuration' },
])
runRerankerContract('Workers AI that answers with logits', () => open(null, true).reranker)

describe('limits of Workers AI', () => {
  const query = 'oak desk'

  it('512 tokens of query and text stop the obvious call and are kept', async () => {
    const { emulator, reranker } = open()
    const text = 'oak '.repeat(600)
    await expect(emulator.run(config.model, { query, contexts: [{ text }] })).rejects.toThrow('3006: Request is too large')
    expect(await reranker.rerank(query, [text])).toHaveLength(1)
  })

  it('the best few are all that comes without top_k, and every text gets its score', async () => {
    const { emulator, reranker } = open()
    const texts = Array.from({ length: 50 }, (_, at) => `text ${at}`)
    const reply = await emulator.run(config.model, { query, contexts: texts.map((text) => ({ text })) })
    expect((reply as { response: unknown[] }).response).toHaveLength(3)
    expect(await reranker.rerank(query, texts)).toHaveLength(50)
  })

  it('a window goes out in two calls', async () => {
    const { emulator, reranker } = open()
    await reranker.rerank(
      query,
      Array.from({ length: 50 }, (_, at) => `text ${at}`),
    )
    expect(emulator.batches).toEqual([25, 25])
  })

  it('2,000 calls a minute become an unavailable service, not a wrong order', async () => {
    const { emulator, reranker, clock } = open()
    for (let at = 0; at < 2000; at++) await emulator.run(config.model, { query, contexts: [{ text: 'oak' }] })
    await expect(reranker.rerank(query, ['oak'])).rejects.toMatchObject({ code: 'service.unavailable' })
    clock.advance(60_001)
    expect(await reranker.rerank(query, ['oak'])).toHaveLength(1)
  })

  it('a call ends after its time though the model ignores it, and leaves no timer behind', async () => {
    const slow = open('slow')
    await expect(slow.waiting.rerank(query, ['oak'])).rejects.toThrow('Workers AI did not answer within 3000 ms')
    expect(slow.clock.waiting()).toBe(0)
    const quick = open()
    await quick.reranker.rerank(query, ['oak'])
    expect(quick.clock.waiting()).toBe(0)
  })
})
