import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AnalysedTerm,
  type TextModel,
  type VectorTerms,
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

type Split = (terms: readonly AnalysedTerm[], at: number) => VectorTerms[]

const DOCUMENTS = makeDocuments(90, 6, 3)
const CONFIG = { rank: 12, oversampling: 4, subwordBuckets: 16 }

function learnSplit(documents: readonly (readonly AnalysedTerm[])[], split: Split, slice?: number): TextModel {
  let learner = createLearner(CONFIG)
  addDocuments(learner, documents, documents.map(split))
  while (step(learner, slice).phase !== 'done') if (slice !== undefined) learner = decodeCheckpoint(encodeCheckpoint(learner))
  return finish(learner)
}

/** The first words of every document under one name, the others under another. */
const halves: Split = (terms) => [
  { name: 'first', terms: terms.slice(0, 6) },
  { name: 'rest', terms: terms.slice(6) },
]

describe('agreement by vector', () => {
  it('is that of the whole for a vector that says all, and 0 for one that no document has', () => {
    const { vectorAgreement, statistics } = learnSplit(DOCUMENTS, (terms) => [
      { name: 'all', terms },
      { name: 'none', terms: [] },
    ])
    expect(statistics.agreement).toBeGreaterThan(0.3)
    expect(vectorAgreement?.['all']).toBeCloseTo(statistics.agreement, 2)
    expect(vectorAgreement?.['none']).toBe(0)
  })

  it('falls with the share of documents that have the vector', () => {
    const [whole, half, few] = [1, 2, 10].map(
      (every) =>
        learnSplit(DOCUMENTS, (terms, at) => [
          { name: 'some', terms: at % every === 0 ? terms : [] },
          { name: 'other', terms: terms.slice(0, 2) },
        ]).vectorAgreement?.['some'] ?? 0,
    )
    expect(few).toBeLessThan(half ?? 0)
    expect(half).toBeLessThan(whole ?? 0)
  })

  it('is less for a vector that says little of a document than for one that says much', () => {
    const { vectorAgreement } = learnSplit(DOCUMENTS, (terms, at) => [
      { name: 'much', terms: terms.slice(0, 9) },
      // a word that tells nothing: every document has one of two
      { name: 'little', terms: [{ term: at % 2 === 0 ? 'any1' : 'any2' }] },
    ])
    expect(vectorAgreement?.['little']).toBeLessThan((vectorAgreement?.['much'] ?? 0) / 2)
  })

  it('lies in [0, 1], one figure a vector of the first document', () => {
    const words = fc.array(fc.constantFrom('oak', 'desk', 'lamp', 'red', 'chair', 'shelf'), { maxLength: 4 })
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words, words), { maxLength: 40 }), (documents) => {
        const split = documents.map((texts) => texts.map((text, at) => ({ name: `v${at}`, terms: text.map((term) => ({ term })) })))
        const learner = createLearner(CONFIG)
        addDocuments(
          learner,
          split.map((vectors) => vectors.flatMap(({ terms }) => terms)),
          split,
        )
        while (step(learner).phase !== 'done');
        const agreement = finish(learner).vectorAgreement ?? {}
        expect(Object.keys(agreement)).toEqual(documents.length === 0 ? [] : ['v0', 'v1', 'v2'])
        for (const value of Object.values(agreement)) expect(value >= 0 && value <= 1).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('does not depend on where the work is cut, and is kept with the model', () => {
    const whole = learnSplit(DOCUMENTS, halves)
    expect(learnSplit(DOCUMENTS, halves, 200_000).vectorAgreement).toEqual(whole.vectorAgreement)
    expect(decodeModel(encodeModel(whole)).vectorAgreement).toEqual(whole.vectorAgreement)
  })

  it('leaves the model itself as it is, and is not measured of one vector', () => {
    const learner = createLearner(CONFIG)
    addDocuments(learner, DOCUMENTS)
    while (step(learner).phase !== 'done');
    const plain = encodeModel(finish(learner))
    expect(encodeModel(learnSplit(DOCUMENTS, (terms) => [{ name: 'only', terms }]))).toEqual(plain)
    expect(encodeModel({ ...learnSplit(DOCUMENTS, halves), vectorAgreement: undefined })).toEqual(plain)
  })

  it('of a vector that a later document brings is not measured', () => {
    const { vectorAgreement } = learnSplit(DOCUMENTS, (terms, at) => [...halves(terms, at), ...(at === 0 ? [] : [{ name: 'late', terms }])])
    expect(Object.keys(vectorAgreement ?? {})).toEqual(['first', 'rest'])
  })
})
