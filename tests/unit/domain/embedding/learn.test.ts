import { describe, expect, it } from 'vitest'
import {
  DIMENSIONS,
  type Learner,
  addDocuments,
  decodeCheckpoint,
  embed,
  encodeCheckpoint,
  encodeModel,
  finish,
  step,
} from '../../../../src/domain/embedding/index.ts'
import { readProgress } from '../../../../src/domain/embedding/learn.ts'
import { COUNT_WEIGHTS } from '../../../../src/domain/embedding/term-matrix.ts'
import { turnAgainstLater } from '../../../../src/domain/embedding/rotate-rows.ts'
import { fillLearner, learn, makeDocuments, toTerms } from './documents.ts'

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, j) => sum + value * (b[j] ?? 0), 0)
}

/** Singular values of the weighted matrix by plain Jacobi on all of it, with none of the learner's shortcuts. */
function computeReferenceValues(documents: readonly (readonly { term: string }[])[], idf: ReadonlyMap<string, number>): number[] {
  const columns = [...idf.keys()]
  const size = Math.max(documents.length, columns.length)
  const matrix = new Float64Array(size * size)
  for (const [row, terms] of documents.entries()) {
    const weights = columns.map((word) => {
      const count = terms.filter(({ term }) => term === word).length
      return (COUNT_WEIGHTS[count] ?? 0) * (idf.get(word) ?? 0)
    })
    const length = Math.hypot(...weights) || 1
    for (const [j, weight] of weights.entries()) matrix[row * size + j] = weight / length
  }
  for (let turned = 1; turned > 0;) {
    turned = 0
    for (let p = 0; p < size; p++) turned += turnAgainstLater(matrix, size, p)
  }
  return Array.from({ length: size }, (_, k) => Math.hypot(...matrix.subarray(k * size, (k + 1) * size))).sort((a, b) => b - a)
}

describe('what is learnt', () => {
  it('has the singular values of the weighted matrix', () => {
    const documents = makeDocuments(90, 6, 3)
    const model = learn(documents, { rank: 24, powerIterations: 12 })
    const idf = new Map(model.words.map((word, place) => [word, model.idf[place] ?? 0]))
    const reference = computeReferenceValues(documents, idf)
    for (let k = 0; k < 8; k++) expect(model.singularValues[k]).toBeCloseTo(reference[k] ?? -1, 3)
    expect(model.rank).toBe(24)
  })

  it('has orthonormal components, within what bytes can hold', () => {
    const model = learn(makeDocuments(300, 10, 4), { rank: 32 })
    for (let a = 0; a < 32; a += 5) {
      for (let b = a; b < 32; b += 3) {
        let sum = 0
        for (let term = 0; term < model.words.length; term++) {
          const scale = model.scales[term] ?? 0
          sum += (model.vectors[term * DIMENSIONS + a] ?? 0) * (model.vectors[term * DIMENSIONS + b] ?? 0) * scale * scale
        }
        expect(sum).toBeCloseTo(a === b ? 1 : 0, 1)
      }
    }
  })

  it('puts words that never meet near each other when their companions are the same', () => {
    const companions = ['desk oak drawer', 'desk lamp drawer', 'oak lamp chair', 'desk chair oak']
    const others = ['goal ball match', 'ball referee match', 'goal referee whistle', 'whistle ball goal']
    const documents = Array.from({ length: 40 }, (_, at) => [
      toTerms(`table ${companions[at % 4]}`),
      toTerms(`bureau ${companions[(at + 1) % 4]}`),
      toTerms(`football ${others[at % 4]}`),
    ]).flat()
    const model = learn(documents, { rank: 2 })
    const table = embed(model, toTerms('table')).vector
    expect(cosine(table, embed(model, toTerms('bureau')).vector)).toBeGreaterThan(0.9)
    expect(cosine(table, embed(model, toTerms('football')).vector)).toBeLessThan(0.2)
  })

  it('is the same for the same seed and another for another', () => {
    const documents = makeDocuments(120, 5, 9)
    expect(encodeModel(learn(documents, { seed: 5 }))).toEqual(encodeModel(learn(documents, { seed: 5 })))
    expect(encodeModel(learn(documents, { seed: 5 }))).not.toEqual(encodeModel(learn(documents, { seed: 6 })))
  })
})

describe('awkward collections', () => {
  const cases: [string, string[]][] = [
    ['no document', []],
    ['one document', ['walnut desk']],
    ['only empty documents', ['', '', '']],
    ['two documents, one empty', ['walnut desk', '']],
    ['nothing in common', ['a b', 'c d', 'e f']],
    ['the same document many times', Array.from({ length: 50 }, () => 'walnut desk with drawers')],
    ['fewer documents than components', ['a b c', 'b c d', 'c d a', 'a d']],
    ['one word everywhere', Array.from({ length: 300 }, () => 'desk')],
  ]
  it.each(cases)('learns from %s', (_name, texts) => {
    const model = learn(texts.map(toTerms))
    expect(model.rank).toBeLessThanOrEqual(Math.min(texts.length, model.words.length))
    expect(model.singularValues.every((value) => Number.isFinite(value))).toBe(true)
    for (const text of [...texts, 'unseen', 'walnut']) {
      const { vector, captured } = embed(model, toTerms(text))
      expect(vector).toHaveLength(DIMENSIONS)
      const length = lengthOf(vector)
      expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true)
      expect(captured).toBeGreaterThanOrEqual(0)
      expect(captured).toBeLessThanOrEqual(1)
    }
  })

  it('gives rank one, and a full capture, to copies of one document', () => {
    const model = learn(Array.from({ length: 50 }, () => toTerms('walnut desk with drawers')))
    expect(model.rank).toBe(1)
    expect(model.statistics.explained).toBeCloseTo(1, 4)
    expect(embed(model, toTerms('walnut desk with drawers')).captured).toBeCloseTo(1, 1)
  })
})

describe('slices', () => {
  it('resumed from a checkpoint after any slice end in the same bytes', () => {
    const documents = makeDocuments(150, 7, 1)
    const whole = encodeModel(learn(documents, { rank: 20 }))
    let learner: Learner = fillLearner(documents.slice(0, 100), { rank: 20 })
    learner = decodeCheckpoint(encodeCheckpoint(learner))
    addDocuments(learner, documents.slice(100))
    const phases = new Set<string>()
    for (;;) {
      const { phase } = step(learner, 20_000)
      phases.add(phase)
      learner = decodeCheckpoint(encodeCheckpoint(learner))
      if (phase === 'done') break
    }
    expect([...phases]).toEqual(
      ['fill', 'multiply', 'balance', 'measure', 'reduce', 'rotate', 'compare', 'subwords', 'done'].filter((phase) => phases.has(phase)),
    )
    expect(phases.size).toBeGreaterThanOrEqual(6)
    expect(encodeModel(finish(learner))).toEqual(whole)
  })

  it('never go over their bound by more than one piece, and progress only grows', () => {
    const learner = fillLearner(makeDocuments(600, 20, 2), {})
    let before = readProgress(learner).done
    for (;;) {
      const { phase, done, total } = step(learner, 1_000_000)
      expect(done - before).toBeLessThan(6_000_000)
      expect(total).toBeGreaterThanOrEqual(done)
      before = done
      if (phase === 'done') break
    }
  })

  it('refuse documents after the first step, and the model before the last', () => {
    const learner = fillLearner(makeDocuments(10, 2, 2), {})
    expect(() => finish(learner)).toThrow(expect.objectContaining({ reason: 'wrong_phase' }))
    step(learner)
    expect(() => addDocuments(learner, [])).toThrow(expect.objectContaining({ reason: 'wrong_phase' }))
  })

  it('take no more documents than the sample holds', () => {
    const learner = fillLearner([], { maxDocuments: 5 })
    expect(addDocuments(learner, makeDocuments(4, 2, 1))).toBe(4)
    expect(addDocuments(learner, makeDocuments(4, 2, 1))).toBe(1)
  })
})
