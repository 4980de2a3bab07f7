import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DocumentVector,
  type TextModel,
  addDocuments,
  createLearner,
  decodeCheckpoint,
  decodeModel,
  encodeCheckpoint,
  encodeModel,
  finish,
  step,
} from '../../../../src/domain/embedding/index.ts'
import { makeDocuments } from './documents.ts'

const DOCUMENTS = makeDocuments(40, 4, 3)
const CONFIG = { rank: 4, oversampling: 4, subwordBuckets: 16 }

function learnFilled(vectors: readonly (readonly DocumentVector[])[] | undefined, slice?: number): TextModel {
  let learner = createLearner(CONFIG)
  addDocuments(learner, DOCUMENTS, vectors)
  do if (slice !== undefined) learner = decodeCheckpoint(encodeCheckpoint(learner))
  while (step(learner, slice).phase !== 'done')
  return finish(learner)
}

/** One of every document, one of every fourth, one of none. */
const THREE = DOCUMENTS.map((_terms, at) => [
  { name: 'all', filled: true },
  { name: 'constructor', filled: at % 4 === 0 },
  { name: 'none', filled: false },
])

describe('coverage by vector', () => {
  it('is the share of the documents read that have it, and 0 where none has', () => {
    expect(learnFilled(THREE).vectorCoverage).toEqual({ all: 1, constructor: 0.25, none: 0 })
  })

  it('lies in [0, 1], one figure a vector', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 40 }), (filled) => {
        const coverage = learnFilled(filled.map((flags) => flags.map((flag, at) => ({ name: `v${at}`, filled: flag })))).vectorCoverage ?? {}
        expect(Object.keys(coverage)).toEqual(['v0', 'v1', 'v2'])
        for (const [at, share] of Object.values(coverage).entries()) expect(share).toBe(filled.filter((flags) => flags[at]).length / DOCUMENTS.length)
      }),
      { numRuns: 10 },
    )
  })

  it('does not depend on where the work is cut, and is kept with the model', () => {
    const whole = learnFilled(THREE)
    expect(learnFilled(THREE, 400_000).vectorCoverage).toEqual(whole.vectorCoverage)
    expect(decodeModel(encodeModel(whole)).vectorCoverage).toEqual(whole.vectorCoverage)
  })

  it('leaves the model itself as it is, and is not counted of one vector', () => {
    const plain = encodeModel(learnFilled(undefined))
    expect(encodeModel(learnFilled(DOCUMENTS.map(() => [{ name: 'only', filled: true }])))).toEqual(plain)
    const { vectorCoverage: _counted, ...rest } = learnFilled(THREE)
    expect(encodeModel(rest)).toEqual(plain)
  })
})
