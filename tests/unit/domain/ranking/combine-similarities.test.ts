import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type VectorCosines,
  combineSimilarities,
  fuseFeatures,
  keywordColumn,
  listParts,
  semanticColumn,
  shareContribution,
} from '../../../../src/domain/ranking/index.ts'

const cosine = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000)
const cosinesOf = fc.array(fc.option(cosine, { freq: 4 }), { minLength: 6, maxLength: 6 })

/** Up to 13 vectors over six documents, weights that sum to 1. */
const vectors = fc
  .array(fc.record({ weight: fc.double({ min: 0.01, max: 10, noNaN: true }), known: cosinesOf }), { minLength: 1, maxLength: 13 })
  .map((drawn): VectorCosines[] => {
    const whole = drawn.reduce((sum, { weight }) => sum + weight, 0)
    return drawn.map(({ weight, known }, at) => ({
      name: `v${at}`,
      weight: weight / whole,
      cosines: new Map(known.flatMap((value, doc) => (value === null ? [] : [[doc, value] as const]))),
    }))
  })
const DOCUMENTS = [0, 1, 2, 3, 4, 5]

const vector = (name: string, weight: number, cosines: Record<number, number>): VectorCosines => ({
  name,
  weight,
  cosines: new Map(Object.entries(cosines).map(([doc, value]) => [Number(doc), value])),
})

describe('one similarity of several vectors', () => {
  test('of one vector alone is its cosines, to the last bit, and so are the scores', () => {
    fc.assert(
      fc.property(cosinesOf, fc.double({ min: 0, max: 1, noNaN: true }), (known, weight) => {
        const only: VectorCosines = {
          name: 'content',
          weight: 1,
          cosines: new Map(known.flatMap((value, doc) => (value === null ? [] : [[doc, value]]))),
        }
        const combined = combineSimilarities([only], DOCUMENTS)
        expect(combined).toEqual(only.cosines)
        const keyword = known.map((_value, doc) => doc + 1)
        const scoresOf = (raw: (number | null)[]) =>
          fuseFeatures([keywordColumn(1 - weight, keyword, 6), semanticColumn(weight, raw, keyword, [])]).scores
        expect(scoresOf(DOCUMENTS.map((doc) => combined.get(doc) ?? null))).toEqual(scoresOf(known))
      }),
    )
  })

  test('is the largest cosine for the nearest document, and never more', () => {
    fc.assert(
      fc.property(vectors, (drawn) => {
        const similarities = [...combineSimilarities(drawn, DOCUMENTS).values()]
        const largest = Math.max(0, ...drawn.flatMap(({ cosines }) => [...cosines.values()]))
        expect(Math.max(0, ...similarities)).toBeCloseTo(largest, 12)
      }),
    )
  })

  test('does not fall when a cosine rises, beside documents that are nearer still', () => {
    const cosines = (value: number) => [vector('title', 0.7, { 1: 0.9, 2: 0.4 }), vector('plot', 0.3, { 1: 0.9, 2: value })]
    const similarity = (value: number) => combineSimilarities(cosines(value), [1, 2]).get(2) ?? 0
    expect(similarity(0.5)).toBeGreaterThan(similarity(0.3))
    expect(similarity(-0.5)).toBe(similarity(0))
  })

  test('leaves out documents of which nothing is known', () => {
    expect(combineSimilarities([vector('title', 1, { 1: 0.5 })], [1, 2])).toEqual(new Map([[1, 0.5]]))
    expect(combineSimilarities([], [1, 2])).toEqual(new Map())
  })

  test('orders by all vectors together, each reason beside its line', () => {
    const drawn = [
      vector('title', 0.5, { 1: 0.6, 2: 0.9, 4: 0.1 }),
      vector('genre', 0.3, { 1: 0.8, 3: 0.9, 4: -0.6 }),
      vector('plot', 0.2, { 1: 0.5, 2: 0.1 }),
    ]
    const similarities = combineSimilarities(drawn, [1, 2, 3, 4])
    expect([...similarities].toSorted(([, left], [, right]) => right - left).map(([doc]) => doc)).toEqual([
      1, // near in all three: 0.30 + 0.24 + 0.10
      2, // nearest by title, and nothing is known of its genre: 0.45 + 0.02
      3, // nearest by genre alone: 0.27
      4, // opposite in genre counts as unrelated: 0.05
    ])
  })
})

describe('the parts of a similarity', () => {
  test('sum to what the feature adds to the score, whatever fuses it', () => {
    fc.assert(
      fc.property(
        vectors,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('convex', 'reciprocal-rank', 'max'),
        (drawn, weight, kernel) => {
          const similarities = combineSimilarities(drawn, DOCUMENTS)
          const raw = DOCUMENTS.map((doc) => similarities.get(doc) ?? null)
          const keyword = DOCUMENTS.map((doc) => (doc % 2 === 0 ? doc + 1 : null))
          const { columns } = fuseFeatures([keywordColumn(1 - weight, keyword, 6), semanticColumn(weight, raw, keyword, [])], kernel)
          const parts = listParts(drawn, similarities, DOCUMENTS)
          for (const doc of DOCUMENTS) {
            const contribution = columns[1]?.contribution[doc] ?? 0
            const shared = shareContribution(parts, doc, contribution)
            for (const part of shared) expect(part.value).toBe(part.raw === null ? 0 : Math.max(0, part.raw))
            if ((raw[doc] ?? 0) > 0 && drawn.length > 1)
              expect(shared.reduce((sum, part) => sum + part.contribution, 0)).toBeCloseTo(contribution, 12)
          }
        },
      ),
    )
  })

  test('are empty for a document that was not scored, though a list names it', () => {
    const drawn = [vector('title', 0.5, { 1: 0.6, 2: 0.5 }), vector('genre', 0.5, { 1: 0.2 })]
    expect(listParts(drawn, new Map([[1, 0.4]]), [1, 2])).toEqual([
      { name: 'title', weight: 0.5, raw: [0.6, null] },
      { name: 'genre', weight: 0.5, raw: [0.2, null] },
    ])
  })
})
