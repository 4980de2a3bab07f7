import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rerankWindow } from '../../../../src/domain/ranking/index.ts'
import { compareBytes } from '../../../../src/shared/compare.ts'

type Ranked = { id: string; score: number }

const byRank = (left: Ranked, right: Ranked): number => right.score - left.score || compareBytes(left.id, right.id)
const unit = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }))
const rankedAndRelevances = fc
  .uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), score: unit }), { selector: ({ id }) => id, maxLength: 60 })
  .map((documents) => documents.toSorted(byRank))
  .chain((documents) => fc.tuple(fc.constant(documents), fc.array(unit, { maxLength: documents.length })))

describe('a reranked window', () => {
  const documents = [
    { id: 'a', score: 0.9 },
    { id: 'b', score: 0.8 },
    { id: 'c', score: 0.8 },
    { id: 'd', score: 0.7 },
    { id: 'e', score: 0.4 }, // the first outside
    { id: 'f', score: 0.1 },
  ]

  test('goes by relevance, then by the score it had, then by id', () => {
    // d says most; b and c say the same and had the same score; a says the same as they do and had more
    const { base, places } = rerankWindow(documents, [0.5, 0.5, 0.5, 0.9])
    expect(base).toBe(0.4)
    expect(places.map(({ from }) => documents[from]?.id)).toEqual(['d', 'a', 'b', 'c'])
    expect(places.map(({ score }) => Math.round(score * 1000) / 1000)).toEqual([0.94, 0.7, 0.7, 0.7])
  })

  test('of all documents has the base 0, and a score is the relevance', () => {
    const { base, places } = rerankWindow(documents.slice(0, 2), [0.25, 0.75])
    expect(base).toBe(0)
    expect(places).toEqual([
      { from: 1, score: 0.75, relevance: 0.75 },
      { from: 0, score: 0.25, relevance: 0.25 },
    ])
  })

  test('of nothing is empty', () => {
    expect(rerankWindow([], []).places).toEqual([])
    expect(rerankWindow(documents, []).places).toEqual([])
  })

  test('holds each of its documents once', () =>
    fc.assert(
      fc.property(rankedAndRelevances, ([ranked, relevances]) => {
        const { places } = rerankWindow(ranked, relevances)
        expect(places.map(({ from }) => from).toSorted((left, right) => left - right)).toEqual(relevances.map((_, at) => at))
        for (const { from, relevance } of places) expect(relevance).toBe(relevances[from])
      }),
    ))

  test('stays ahead of all others, with scores in [0, 1] that never rise', () =>
    fc.assert(
      fc.property(rankedAndRelevances, ([ranked, relevances]) => {
        const { places } = rerankWindow(ranked, relevances)
        const scores = [...places.map(({ score }) => score), ...ranked.slice(relevances.length).map(({ score }) => score)]
        for (const [at, score] of scores.entries()) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(scores[at - 1] ?? 1)
        }
      }),
    ))

  test('has scores that are the sum of base and rerank', () =>
    fc.assert(
      fc.property(rankedAndRelevances, ([ranked, relevances]) => {
        const { base, places } = rerankWindow(ranked, relevances)
        expect(base).toBe(ranked[relevances.length]?.score ?? 0)
        for (const { score, relevance } of places) expect(Math.abs(score - (base * 1 + (1 - base) * relevance))).toBeLessThanOrEqual(1e-9)
      }),
    ))

  test('is in a total order: relevance, then fused score, then id', () =>
    fc.assert(
      fc.property(rankedAndRelevances, ([ranked, relevances]) => {
        const { places } = rerankWindow(ranked, relevances)
        const keys = places.map(({ from, relevance }) => ({ relevance, ...(ranked[from] ?? { id: '', score: 0 }) }))
        expect(keys).toEqual(keys.toSorted((left, right) => right.relevance - left.relevance || byRank(left, right)))
      }),
    ))

  test('that says the same of every document keeps their order', () =>
    fc.assert(
      fc.property(rankedAndRelevances, unit, ([ranked, relevances], relevance) => {
        const { places } = rerankWindow(
          ranked,
          relevances.map(() => relevance),
        )
        expect(places.map(({ from }) => from)).toEqual(relevances.map((_, at) => at))
      }),
    ))
})
