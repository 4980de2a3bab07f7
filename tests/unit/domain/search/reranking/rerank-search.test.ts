import { describe, expect, test } from 'vitest'
import { createCohereReranker } from '../../../../../src/adapters/cohere/reranker.ts'
import { createRememberedReranker } from '../../../../../src/adapters/remembered-reranker.ts'
import type { RankTrace } from '../../../../../src/contracts/search.ts'
import type { Reranker } from '../../../../../src/domain/search/reranking/ports.ts'
import { createByteCache } from '../../../../../src/shared/byte-cache.ts'
import { createCohereEmulator } from '../../../../emulators/cohere-emulator.ts'
import { createExplainer, stepOf } from '../../../../support/explainer.ts'
import { createFakeReranker, judgeByHash } from '../../../../support/fake-reranker.ts'
import { DEFINITION, HIDDEN_WORD, makeDocuments } from '../../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

/** 30 desks: the longer the title, the lower the keyword score, so that desk-00 is first by words. */
const desks = Array.from({ length: 30 }, (_, at) => ({
  id: `desk-${String(at).padStart(2, '0')}`,
  title: `desk ${'plain '.repeat(at)}`.trim(),
  kind: at % 2 === 0 ? 'even' : 'odd',
  price: at,
}))

async function open(definition = DEFINITION, documents: readonly unknown[] = desks) {
  const harness = createSearchHarness()
  await harness.create('things', definition)
  await harness.write('things', documents)
  return harness
}
const idsOf = ({ hits }: { hits: readonly { id: string }[] }): string[] => hits.map(({ id }) => id)
const named = (trace: RankTrace | undefined, name: string) => trace?.features.find((feature) => feature.name === name)
/** The longest text is the most relevant: the opposite of the order by words. */
const byLength = () => createFakeReranker((_query, text) => Math.min(1, text.length / 200))
const DESKS = { q: 'desk', mode: 'keyword', perPage: 30 } as const

describe('a reranked search', () => {
  test('turns the best hits round and leaves the others', async () => {
    const harness = await open()
    const search = harness.searcher('things', { ports: { reranker: byLength().reranker } })
    const plain = idsOf(await search(DESKS))
    expect(plain[0]).toBe('desk-00')
    const response = await search({ ...DESKS, rerank: { top: 20 } })
    expect(idsOf(response)).toEqual([...plain.slice(0, 20).reverse(), ...plain.slice(20)])
    expect(response.degraded).toEqual([])
  })

  test('asks once with the corrected query and the texts of the window', async () => {
    const { calls, reranker } = byLength()
    const search = (await open()).searcher('things', { ports: { reranker } })
    await search({ ...DESKS, rerank: { top: 20 } })
    expect(calls.map(({ query, texts }) => [query, texts.length, texts[1]])).toEqual([['desk', 20, 'desk plain']])
    await search({ ...DESKS, rerank: true })
    expect(calls[1]?.texts).toHaveLength(30)
  })

  test('shows what its scores are made of', async () => {
    const search = (await open()).searcher('things', { ports: { reranker: byLength().reranker } })
    const { hits } = await search({ ...DESKS, rerank: { top: 20 }, explain: true })
    const [first, outside] = [hits[0], hits[20]]
    const base = outside?.score ?? 0
    const relevance = 'desk'.length + 19 * ' plain'.length
    expect(named(first?.trace, 'base')).toEqual({ name: 'base', raw: 1, value: 1, weight: base, contribution: base })
    expect(named(first?.trace, 'rerank')).toMatchObject({ raw: relevance / 200, weight: 1 - base })
    expect(named(first?.trace, 'keyword')).toMatchObject({ weight: 0, contribution: 0, note: 'replaced by rerank' })
    expect(named(first?.trace, 'keyword')?.value).toBeGreaterThan(0)
    expect(first?.trace?.reasons).toContainEqual({ name: 'reranker', value: 'fake:1' })
    expect(named(outside?.trace, 'keyword')?.weight).toBe(1)
    expect(named(outside?.trace, 'rerank')).toBeUndefined()
  })

  test('is explained as it was ranked', async () => {
    const harness = await open()
    const explain = createExplainer(harness, 'things', { ports: { reranker: byLength().reranker } })
    expect(stepOf(await explain('desk-19', { ...DESKS, rerank: { top: 20 } }), 'rank').text).toMatch(
      /^It has rank 1 of 30 by its score of [\d.]+; the score is [\d.]+ = base [\d.]+ \+ rerank [\d.]+\.$/,
    )
  })

  test('is the default of a collection that says so, and a request may say otherwise', async () => {
    const { calls, reranker } = byLength()
    const harness = await open({ ...DEFINITION, ranking: { rerank: { top: 25 } } })
    const search = harness.searcher('things', { ports: { reranker } })
    expect(idsOf(await search(DESKS))[0]).toBe('desk-24')
    expect(idsOf(await search({ ...DESKS, rerank: { top: 20 } }))[0]).toBe('desk-19')
    expect(idsOf(await search({ ...DESKS, rerank: false }))[0]).toBe('desk-00')
    // nobody waits for a model at every letter, unless told to
    expect(idsOf(await search({ ...DESKS, typing: true }))[0]).toBe('desk-00')
    expect(calls.map(({ texts }) => texts.length)).toEqual([25, 20])
  })

  test('cuts its window before refinements: a facet takes hits away and moves none', async () => {
    const search = (await open()).searcher('things', { ports: { reranker: byLength().reranker } })
    const all = await search({ ...DESKS, rerank: { top: 20 } })
    const odd = await search({ ...DESKS, rerank: { top: 20 }, refine: 'kind = "odd"' })
    expect(odd.hits.map(({ id, score }) => [id, score])).toEqual(
      all.hits.filter(({ id }) => Number(id.slice(-1)) % 2 === 1).map(({ id, score }) => [id, score]),
    )
  })

  test('pages through one order and asks for it once', async () => {
    const { calls, reranker } = byLength()
    const search = (await open()).searcher('things', { ports: { reranker } })
    const first = await search({ ...DESKS, perPage: 7, rerank: { top: 20 } })
    const pages = [first]
    for (const page of [2, 3, 4]) pages.push(await search({ ...DESKS, perPage: 7, page, rerank: { top: 20 }, resultSetId: first.resultSetId }))
    const whole = await search({ ...DESKS, rerank: { top: 20 } })
    expect(pages.flatMap(idsOf)).toEqual(idsOf(whole).slice(0, 28))
    expect(calls).toHaveLength(1)
  })

  test('is not tried where another order was asked for, where there is no query and where nothing was found', async () => {
    const { calls, reranker } = byLength()
    const search = (await open()).searcher('things', { ports: { reranker } })
    expect(idsOf(await search({ ...DESKS, rerank: true, sort: ['price:asc'] }))[0]).toBe('desk-00')
    expect((await search({ q: '', rerank: true })).total).toBe(30)
    const nothing = await search({ q: 'gryphon', mode: 'keyword', rerank: true })
    expect([nothing.total, nothing.degraded]).toEqual([0, []])
    expect(calls).toEqual([])
    expect(idsOf(await search({ ...DESKS, rerank: true, sort: ['_score'] }))[0]).toBe('desk-29')
  })

  test('shows the reranker no hidden field, whoever asks', async () => {
    const { calls, reranker } = byLength()
    const harness = await open(DEFINITION, makeDocuments(3, 120))
    await harness.searcher('things', { ports: { reranker }, scopes: ['documents:readHidden'] })({ q: 'desk oak', mode: 'keyword', rerank: true })
    expect(calls[0]?.texts.some((text) => text.includes('desk'))).toBe(true)
    expect(calls[0]?.texts.join()).not.toContain(HIDDEN_WORD)
  })
})

describe('without its reranker a search', () => {
  const failing: Reranker = { model: 'gone', rerank: () => Promise.reject(new Error('gone')) }
  const short: Reranker = { model: 'short', rerank: async () => [1] }

  test.each([
    ['that is not configured', { reranker: null }],
    ['that fails', { reranker: failing }],
    ['that answers for other texts', { reranker: short }],
    [
      'that is late',
      {
        reranker: byLength().reranker,
        // only the step that waits for the reranker has 1,000 ms
        within: <T>(work: Promise<T>, ms: number): Promise<T | undefined> => (ms === 1000 ? Promise.resolve(undefined) : work),
      },
    ],
  ])('answers in the fused order and says so: one %s', async (_when, ports) => {
    const harness = await open()
    const plain = await harness.searcher('things')(DESKS)
    const search = harness.searcher('things', { ports })
    for (const refine of [undefined, 'kind = "odd"']) {
      const response = await search({ ...DESKS, rerank: true, ...(refine ? { refine } : {}) })
      expect(response.degraded).toEqual(['rerank'])
      expect(idsOf(response)).toEqual(idsOf(plain).filter((id) => !refine || Number(id.slice(-1)) % 2 === 1))
    }
  })

  test('is kept for ten seconds under a name of its own, and reranked after them', async () => {
    const harness = await open()
    const without = await harness.searcher('things', { ports: { reranker: failing } })({ ...DESKS, rerank: true })
    const { reranker } = createFakeReranker((_query, text) => Math.min(1, text.length / 200), 'gone')
    const search = harness.searcher('things', { ports: { reranker } })
    expect((await search({ ...DESKS, rerank: true })).resultSetId).toBe(without.resultSetId)
    harness.clock.now += 10_001
    const within = await search({ ...DESKS, rerank: true })
    expect(within.resultSetId).not.toBe(without.resultSetId)
    expect(idsOf(within)[0]).toBe('desk-29')
  })

  test('of another model is another result set', async () => {
    const harness = await open()
    const ids = []
    for (const model of ['one', 'two']) {
      const { reranker } = createFakeReranker((_query, text) => judgeByHash(text, 9), model)
      ids.push((await harness.searcher('things', { ports: { reranker } })({ ...DESKS, rerank: true })).resultSetId)
    }
    expect(ids[0]).not.toBe(ids[1])
  })
})

describe('behind an endpoint', () => {
  async function connect() {
    const emulator = createCohereEmulator({ model: 'rerank-v3.5' })
    const endpoint = createCohereReranker({ url: 'http://models.example/v2/rerank', model: 'rerank-v3.5' }, emulator.fetch)
    const documents = [
      { id: 'a', title: 'oak', description: 'a board' },
      { id: 'b', title: 'oak desk', description: 'with a drawer of oak, wide and long and heavy and old' },
      { id: 'c', title: 'desk', description: 'of pine' },
    ]
    const harness = await open(DEFINITION, documents)
    const reranker = createRememberedReranker(endpoint, createByteCache(100_000))
    return { harness, emulator, search: harness.searcher('things', { ports: { reranker } }) }
  }
  const query = { q: 'oak desk drawer', mode: 'keyword', rerank: true } as const

  test('a search is reranked by what the endpoint says', async () => {
    const { emulator, search } = await connect()
    const { hits, degraded } = await search({ ...query, explain: true })
    expect(degraded).toEqual([])
    expect(hits[0]?.id).toBe('b')
    // all three words: a logit of 4, as a probability; nothing stands outside the window
    expect(hits[0]?.score).toBeCloseTo(1 / (1 + Math.exp(-4)), 12)
    expect(emulator.requests[0]?.body['documents']).toContain('oak\na board')
  })

  test('the same window is asked for once, whatever is refined', async () => {
    const { harness, emulator, search } = await connect()
    await search(query)
    await search({ ...query, refine: 'id != "a"' })
    harness.results.clear()
    await search(query)
    expect(emulator.requests).toHaveLength(1)
  })

  test('a failure is not remembered', async () => {
    const { harness, emulator, search } = await connect()
    emulator.setFault('overloaded')
    expect((await search(query)).degraded).toEqual(['rerank'])
    emulator.setFault(null)
    harness.results.clear()
    expect((await search(query)).degraded).toEqual([])
  })
})
