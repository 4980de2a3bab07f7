import { describe, expect, it } from 'vitest'
import { collectDocument, createCollected } from '../../../../src/domain/embedding/collect.ts'
import { LEARNER_DEFAULTS } from '../../../../src/domain/embedding/learner-config.ts'
import {
  type Comparison,
  type ComparedModel,
  advanceComparison,
  createComparison,
  readAgreement,
} from '../../../../src/domain/embedding/measure-agreement.ts'
import { DIMENSIONS, type TextModel } from '../../../../src/domain/embedding/model.ts'
import { createTermMatrix, fillRow } from '../../../../src/domain/embedding/term-matrix.ts'
import { chooseVocabulary } from '../../../../src/domain/embedding/vocabulary.ts'
import { learn, makeDocuments } from './documents.ts'

type Documents = ReturnType<typeof makeDocuments>

/** The matrix that the learner made on its way to `model`. */
function compareWith(model: TextModel, documents: Documents): ComparedModel {
  const collected = createCollected()
  const ids = new Map<string, number>()
  for (const terms of documents) collectDocument(collected, ids, terms, LEARNER_DEFAULTS)
  const vocabulary = chooseVocabulary(collected, LEARNER_DEFAULTS.maxTerms, LEARNER_DEFAULTS.minDocumentFrequency)
  const matrix = createTermMatrix(collected, vocabulary)
  for (let document = 0; document < collected.documents; document++) fillRow(matrix, collected, vocabulary, document)
  return { matrix, vectors: model.vectors, scales: model.scales }
}

function finishComparison(model: ComparedModel, work: Comparison = createComparison(model.matrix)): number {
  for (let steps = 0; !advanceComparison(work, model).finished; steps++) expect(steps).toBeLessThan(20_000)
  return readAgreement(work)
}

describe('agreement of a model with the words it was learnt from', () => {
  it('is nearly whole when there are components for every direction, and falls with fewer', () => {
    const documents = makeDocuments(200, 10, 5)
    const [few, some, all] = [4, 40, 256].map((rank) => finishComparison(compareWith(learn(documents, { rank }), documents)))
    expect(all).toBeGreaterThan(0.95)
    expect(some).toBeLessThan(all ?? 0)
    expect(few).toBeLessThan(some ?? 0)
  })

  it('is the prior where documents have too few neighbours, and where there are no documents', () => {
    for (const documents of [makeDocuments(6, 2, 7), []]) {
      expect(finishComparison(compareWith(learn(documents), documents))).toBeCloseTo(0.6, 9)
    }
  })

  it('does not depend on where the work is cut', () => {
    const documents = makeDocuments(120, 6, 8)
    const model = compareWith(learn(documents, { rank: 16 }), documents)
    let work = createComparison(model.matrix)
    for (;;) {
      const { finished } = advanceComparison(work, model)
      work = structuredClone(work)
      if (finished) break
    }
    expect(readAgreement(work)).toBe(finishComparison(model))
  })

  it('costs a bounded number of operations a call and in all', () => {
    const documents = makeDocuments(5_000, 40, 9)
    const model = compareWith(learn(documents, { rank: 8 }), documents)
    const work = createComparison(model.matrix)
    expect(work.documents).toBe(4_000)
    let total = 0
    let largest = 0
    for (let finished = false; !finished;) {
      const step = advanceComparison(work, model)
      finished = step.finished
      total += step.cost
      largest = Math.max(largest, step.cost)
    }
    expect(largest).toBeLessThan(1_300_000)
    // 128 rankings of 4,000 documents of 12 words, and 51 sums of 12 vectors for each
    expect(total).toBeLessThan(128 * (4_000 * 12 + model.matrix.terms + 51 * 12 * DIMENSIONS) + 1)
  })
})
