import { describe, expect, test } from 'vitest'
import type { Collection } from '../../../../../src/domain/catalog/index.ts'
import type { PopularQuery } from '../../../../../src/domain/search/understanding/suggest/index.ts'
import { compileSynonyms } from '../../../../../src/domain/search/understanding/synonyms/compile-synonyms.ts'
import { relax } from '../../../../../src/domain/search/understanding/relax.ts'
import { understandQuery } from '../../../../../src/domain/search/understanding/understand-query.ts'
import { vocabularyOf } from './spelling/vocabulary-of.ts'

const vocabulary = vocabularyOf([
  ['walnut desk', 9],
  ['desk lamp', 5],
])
const POPULAR = ['walnut desk', 'desk lamp', 'sofa', 'rug'].map((query): PopularQuery => ({ query, searches: 9, empty: 0 }))
const words = { abbreviations: new Map(), synonyms: compileSynonyms([], 'en'), isBlocked: (text: string) => /\bsofas?\b/.test(text), bytes: 0 }
const shop = { id: 1, definition: { language: 'en', fields: [], vectors: [] } } as unknown as Collection
const ports = {
  vocabulary: async () => vocabulary,
  values: async () => null,
  words: async () => words,
  findKnown: async () => new Set<string>(),
  popular: async () => POPULAR,
  within: <T>(work: Promise<T>) => work,
}

/** What is said of a query that found `total`. */
async function ask(q: string, total: number, understand: Parameters<typeof understandQuery>[2]['understand'] = true, over = {}) {
  const query = await understandQuery(ports, shop, { q, typing: false, understand, literal: false, withoutChips: [] }, 0)
  const unknown = query.terms.flatMap(({ term }, at) => (['walnut', 'desk', 'lamp'].includes(term) ? [] : [at]))
  const outcome = { total, plan: 'any' as const, keywordMatches: total > 0, unknown }
  return relax({ ...ports, ...over }, shop, query, outcome)
}

describe('a query that finds little', () => {
  test('is told what to try: the offered correction, fewer words, then what others search for', async () => {
    expect(await ask('walnut desk zzqx', 0)).toEqual({
      fallback: 'reformulations',
      reformulations: [
        { q: 'walnut desk', reason: 'fewer_words' },
        { q: 'desk lamp', reason: 'popular' },
        { q: 'rug', reason: 'popular' },
      ],
    })
  })

  test('of known words is offered without one of them at a time, the last first', async () => {
    const { reformulations } = await ask('walnut desk lamp', 1)
    expect(reformulations.filter(({ reason }) => reason === 'fewer_words').map(({ q }) => q)).toEqual(['walnut desk', 'walnut lamp', 'desk lamp'])
  })

  test.each(['walnut desk lamp', 'DESK', 'zzqx', 'zzqx lamp', 'sofa'])(
    'is never offered itself, nor anything twice, nor more than five: %s',
    async (q) => {
      const { reformulations } = await ask(q, 0)
      const offered = reformulations.map((reformulation) => reformulation.q.toLowerCase())
      expect([offered.includes(q.toLowerCase()), new Set(offered).size, offered.length <= 5]).toEqual([false, offered.length, true])
    },
  )

  test('may lose a filter, all its words together, and keeps the others whole', async () => {
    const chip = (start: number, end: number) => ({ applied: 'filter', span: [start, end] })
    const q = 'walnut desk under 100 and over 50'
    const query = await understandQuery(ports, shop, { q, typing: false, understand: true, literal: false, withoutChips: [] }, 0)
    const filtered = { ...query, terms: query.terms.slice(0, 2), chips: [chip(12, 21), chip(26, 33)] as unknown as typeof query.chips }
    const { reformulations } = await relax(ports, shop, filtered, { total: 0, plan: 'all', keywordMatches: false, unknown: [] })
    expect(reformulations.filter(({ reason }) => reason === 'fewer_words').map((reformulation) => reformulation.q)).toEqual([
      'walnut desk under 100',
      'walnut desk over 50',
      'walnut under 100 over 50',
    ])
  })

  test('because filters are all it says is told what others search for, and nothing when they leave something', async () => {
    const query = await understandQuery(ports, shop, { q: 'under 0', typing: false, understand: true, literal: false, withoutChips: [] }, 0)
    const filtered = { ...query, terms: [], chips: [{ applied: 'filter', span: [0, 7] }] as unknown as typeof query.chips }
    const told = (total: number) => relax(ports, shop, filtered, { total, plan: 'browse', keywordMatches: false, unknown: [] })
    expect(await told(0)).toMatchObject({
      fallback: 'reformulations',
      reformulations: [{ reason: 'popular' }, { reason: 'popular' }, { reason: 'popular' }],
    })
    expect(await told(1)).toEqual({ fallback: null, reformulations: [] })
  })

  test.each(['???', '...!!!', '\u200b\u200d', '“”'])('without a word in it is told what others search for: %j', async (q) => {
    expect(await ask(q, 0)).toEqual({
      fallback: 'reformulations',
      reformulations: ['walnut desk', 'desk lamp', 'rug'].map((query) => ({ q: query, reason: 'popular' })),
    })
  })

  test('is offered nothing with a blocked word in it, and nothing of others while it is not known what is blocked', async () => {
    const offered = async (q: string, over = {}) => (await ask(q, 0, true, over)).reformulations.map((reformulation) => reformulation.q)
    expect(await offered('sofa desk')).toEqual(['desk', 'walnut desk', 'desk lamp', 'rug'])
    expect(await offered('walnut desk sofa')).not.toContain('walnut sofa')
    expect(await offered('walnut desk zzqx', { words: () => Promise.reject(new Error('D1 is away')) })).toEqual(['walnut desk'])
  })

  test('is told nothing where the step does not run', async () => {
    for (const q of ['zzqx desk', '???']) expect(await ask(q, 0, ['spelling'])).toEqual({ fallback: null, reformulations: [] })
  })

  test('is told the rest where popular queries can not be read', async () => {
    const { reformulations } = await ask('walnut zzqx', 0, true, { popular: () => Promise.reject(new Error('D1 is away')) })
    expect(reformulations).toEqual([{ q: 'walnut', reason: 'fewer_words' }])
  })
})

test('a query that finds enough is told nothing but how', async () => {
  expect(await ask('walnut desk', 3)).toEqual({ fallback: 'any', reformulations: [] })
})
