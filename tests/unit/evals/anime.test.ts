import { describe, expect, test } from 'vitest'
import { ALTERNATIVES, reorder } from '../../../evals/anime/alternatives.ts'
import { judgeQueries, summarise } from '../../../evals/anime/measure.ts'
import { ANIME_QUERIES, QUERY_KINDS } from '../../../evals/anime/queries.ts'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import { createSearchHarness } from '../../support/search-harness.ts'

type Hits = SearchResponse['hits']

const hit = (id: string, keyword: number, cosines: (number | null)[], value: number, weight = 0.5): Hits[number] => ({
  id,
  rank: 1,
  score: 0,
  document: {},
  highlights: {},
  trace: {
    features: [
      { name: 'keyword', raw: keyword, value: keyword, weight: 1 - weight, contribution: (1 - weight) * keyword },
      {
        name: 'semantic',
        raw: 0,
        value,
        weight,
        contribution: weight * value,
        ...(cosines.length > 0 ? { parts: cosines.map((raw, at) => ({ name: `v${at}`, raw, value: 0, weight: 0.5, contribution: 0 })) } : {}),
      },
    ],
    rules: [],
    matched: {},
  },
})

describe('another way to combine vectors', () => {
  const hits = [hit('both', 0, [0.6, 0.6], 0), hit('one', 0, [0.9, null], 0), hit('words', 0.5, [0.1, 0.1], 0), hit('unscored', 0.9, [], 0.4)]

  test('orders the same hits by its own similarity and leaves keywords and what was not scored as they are', () => {
    const [sum, maximum] = [ALTERNATIVES['weighted sum of cosines'], ALTERNATIVES['maximum of weighted cosines']]
    if (!sum || !maximum) throw new Error('an alternative has another name')
    // sums 0.6, 0.45, 0.1 over 0.6; maxima 0.45, 0.3, 0.05 over 0.45
    expect(reorder(hits, sum)).toEqual(['unscored', 'both', 'one', 'words'])
    expect(reorder(hits, maximum)).toEqual(['unscored', 'one', 'both', 'words'])
  })

  test('that is the one in use gives the order that was served', async () => {
    const harness = createSearchHarness()
    await harness.create('films', {
      fields: ['title', 'plot', 'genre'].map((name) => ({ name, type: 'text', search: 'd' })),
      vectors: ['title', 'plot', 'genre'].map((name, at) => ({ name, fields: [name], weight: 1 - at / 4, priority: 'high' })),
    })
    const words = ['night', 'train', 'ghost', 'garden', 'river', 'dragon', 'letter']
    const pick = (at: number): string => words[at % words.length] ?? ''
    await harness.write(
      'films',
      Array.from({ length: 30 }, (_unused, at) => ({
        id: `f${at}`,
        title: `${pick(at)} ${pick(at * 3)}`,
        plot: `${pick(at + 2)} ${pick(at * 5)} ${pick(at + 4)}`,
        ...(at % 3 === 0 ? {} : { genre: pick(at * 2) }),
      })),
    )
    await harness.embed('films')
    const { hits: served } = await harness.searcher('films')({ q: 'ghost train', explain: true, understand: false, perPage: 100 })
    const order = reorder(served, ALTERNATIVES['weighted sum of cosines'] ?? (() => 0))
    // equal scores may differ in their last digit
    const scores = new Map(served.map(({ id, score }) => [id, score]))
    expect(order.map((id) => scores.get(id))).toEqual(served.map(({ score }) => expect.closeTo(score, 9) as number))
  })
})

describe('the written queries', () => {
  test('are sixty, each of one kind, none twice, each with titles', () => {
    expect(ANIME_QUERIES).toHaveLength(60)
    expect(new Set(ANIME_QUERIES.map(({ q }) => q)).size).toBe(60)
    expect(new Set(ANIME_QUERIES.map(({ kind }) => kind))).toEqual(new Set(QUERY_KINDS))
    for (const { titles } of ANIME_QUERIES) expect(new Set(titles).size).toBe(titles.length)
  })

  test('are judged by documents of those very titles, one each', () => {
    const documents = [...new Set(ANIME_QUERIES.flatMap(({ titles }) => titles))].map((title, at) => ({ id: String(at), title }))
    const judged = judgeQueries(documents)
    const ideal = judged.map(({ judgments }) => [...judgments.keys()])
    expect(summarise(judged, ideal)).toMatchObject({ ndcg10: 1, mrr: 1 })
    expect(() => judgeQueries(documents.slice(1))).toThrow('which 0 documents are called')
  })
})
