/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { SearchResponse } from '../../src/contracts/search.ts'
import { UNDERSTANDING_STEPS } from '../../src/contracts/understanding.ts'
import './setup.ts'
import { gatherWords } from './support/lexicon.ts'
import { SEARCH, type Received, expectProblem, send } from './support/send.ts'
import { openShop } from './support/word-shop.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const SHOP = '/v1/collections/understood'

/** A shop in which every step has something to do. */
beforeAll(async () => {
  await openShop('understood')
  await gatherWords('understood')
  await send('PUT', `${SHOP}/abbreviations`, { json: { items: [{ word: 'tv', expansions: ['television'] }] } })
  await send('PUT', `${SHOP}/synonyms/seat`, { json: { type: 'two_way', words: ['settee', 'sofa'] } })
})

const post = (json: unknown): Promise<Received> => send('POST', `${SHOP}/search`, { json, key: SEARCH })

async function ask(q: string, mode = 'keyword'): Promise<SearchResponse> {
  const { status, body, text } = await post({ q, mode, perPage: 250, facets: ['*'], explain: true })
  expect(status, `${JSON.stringify(q)} ${text.slice(0, 300)}`).toBe(200)
  return body as unknown as SearchResponse
}

const words = (count: number, make: (at: number) => string): string => Array.from({ length: count }, (_, at) => make(at)).join(' ')

describe('what people paste is understood or searched as text, and fails nowhere', () => {
  it.each([
    ['emoji between words', '🛋️ leather sofa 🦊', 'sofa-black'],
    ['HTML', '<b>leather</b> <script>alert("sofa")</script>', 'sofa-black'],
    ['full width', 'ｌｅａｔｈｅｒ ｓｏｆａ', 'sofa-black'],
    ['a homoglyph: Cyrillic letters that look Latin', 'lеather sоfa', 'sofa-black'],
    ['zero-width characters', 'lea\u200bther so\u200dfa\ufeff', 'sofa-black'],
    ['marks that turn the direction', '\u202eleather\u202c \u2067sofa\u2069', 'sofa-black'],
    ['FTS operators', 'leather AND sofa* NOT "desk" NEAR(sofa, 5) ^title:sofa', 'sofa-black'],
    ['SQL', "leather sofa'; DROP TABLE documents; --", 'sofa-black'],
    ['a slip among marks', '«leathr» --- (sofs)!!!', 'sofa-black'],
    ['an abbreviation in shouting', 'TV!!!', 'television-black'],
    ['a pasted address', 'https://shop.example.com/sofa?utm_source=leather&id=1#top', 'sofa-black'],
    ['more than 512 characters', `leather sofa ${'x'.repeat(5000)}`, 'sofa-black'],
  ])('%s', async (_what, q, first) => {
    const { hits, query } = await ask(q)
    expect(hits[0]?.id).toBe(first)
    expect(query.original).toBe(q)
    for (const { span } of [...query.corrections, ...query.forms, ...query.synonyms, ...query.chips])
      expect(0 <= span[0] && span[0] < span[1] && span[1] <= Math.min(q.length, 512)).toBe(true)
    expect((await ask(q, 'hybrid')).total).toBeGreaterThan(0)
  })

  it.each([
    ['emoji alone', '🦊👩‍👩‍👧‍👦🏳️‍🌈'],
    ['right-to-left text', 'مصباح كهربائي ٦٥ بوصة טלוויזיה'],
    ['digits alone', '12345678901234567890'],
    ['400 words that nobody wrote', words(400, (at) => `q${at}zz`)],
    ['400 digits', words(400, (at) => String(at + 10_000))],
    ['a letter 5,000 times', 'x'.repeat(5000)],
    ['controls', '\u0000\u0001\u001f'],
  ])('%s', async (_what, q) => {
    for (const mode of ['keyword', 'hybrid', 'semantic']) {
      const { query, total } = await ask(q, mode)
      expect([query.corrections, query.chips, query.original]).toEqual([[], [], q.toWellFormed()])
      expect(Number.isInteger(total)).toBe(true)
    }
  })

  it('halves of surrogate pairs', async () => {
    const { query, hits } = await ask('\ud83d leathr \udc00')
    expect([hits[0]?.id, query.corrections[0]?.span]).toEqual(['sofa-black', [2, 8]])
  })

  it('only stop words are searched for all the same', async () => {
    const { total, query } = await ask('for that')
    expect([total, query.corrections, query.effective]).toEqual([60, [], 'for that'])
  })

  it('400 words of the shop, slips among them, are cut and answered as typed, and their corrections offered', async () => {
    const q = words(400, (at) => ['lamp', 'readng', 'under $50', '65in', 'tv', 'settee', 'the'][at % 7] ?? '')
    const { query, hits } = await ask(q)
    expect([query.truncated, query.effective.length <= 600, hits.length > 0]).toEqual([true, true, true])
    expect([query.corrections, query.effective.includes('readng')]).toEqual([[], true])
    expect(query.didYouMean).toMatch(/^lamp reading under /)
  })
})

describe('requests about understanding', () => {
  it('name the steps there are when they ask for another', async () => {
    for (const understand of [['nonsense'], ['spelling', ''], 'spelling', { spelling: true }, [1]]) {
      const answer = await post({ q: 'sofa', understand })
      expectProblem(answer, 'request.invalid', JSON.stringify(understand))
      if (Array.isArray(understand)) for (const step of UNDERSTANDING_STEPS) expect(answer.text).toContain(step)
    }
    expect((await post({ q: 'sofa', understand: [...UNDERSTANDING_STEPS, ...UNDERSTANDING_STEPS] })).status).toBe(200)
    const url = await send('GET', `${SHOP}/search?q=sofa&understand=nonsense`)
    expectProblem(url, 'request.invalid')
    for (const step of UNDERSTANDING_STEPS) expect(url.text).toContain(step)
    expect((await send('GET', `${SHOP}/search?q=leathr&understand=spelling`)).body).toMatchObject({ total: 5, query: { effective: 'leather' } })
    expect((await send('GET', `${SHOP}/search?q=leathr&understand=false`)).body).toMatchObject({ total: 0, query: { effective: 'leathr' } })
  })

  it('take away at most 32 chips, and ignore those that are not there', async () => {
    const ids = Array.from({ length: 33 }, (_, at) => `brand:${at}`)
    const answer = await post({ q: 'sofa', withoutChips: ids })
    expectProblem(answer, 'request.invalid')
    expect(answer.body['errors']).toMatchObject([{ path: 'withoutChips' }])
    const plain = await post({ q: 'norrland sofa', mode: 'keyword' })
    const without = await post({ q: 'norrland sofa', mode: 'keyword', withoutChips: ids.slice(0, 32) })
    expect([without.status, without.body['total'], (without.body['query'] as SearchResponse['query']).chips]).toEqual([
      200,
      plain.body['total'],
      (plain.body['query'] as SearchResponse['query']).chips,
    ])
    expectProblem(await post({ q: 'sofa', withoutChips: ['x'.repeat(257)] }), 'request.invalid')
    expectProblem(await post({ q: 'sofa', withoutChips: 'brand:Lumio' }), 'request.invalid')
  })

  it('of a collection are refused when they name no step or a threshold outside 0.5 to 1', async () => {
    for (const understanding of [{ off: ['nonsense'] }, { spelling: { threshold: 0.4 } }, { spelling: { threshold: 1.1 } }, { more: 1 }, []])
      expectProblem(await send('PUT', '/v1/collections/refused', { json: { understanding } }), 'request.invalid', JSON.stringify(understanding))
    expectProblem(await send('GET', '/v1/collections/refused'), 'collections.not_found')
  })
})
