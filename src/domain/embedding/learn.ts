// The step machine: documents in, then slices of a bounded number of operations, then a model.
import { advanceSubwords } from './subwords.ts'
import { type AnalysedTerm, type DocumentVector, collectDocument, countVectors, createCollected, readCoverage } from './collect.ts'
import { EmbeddingError } from './errors.ts'
import { balanceBlock, measureBlock, multiplyDocument, rotateBlock } from './factorise-matrix.ts'
import { PANEL_COLUMNS } from './basis.ts'
import type { BalanceWork, CompareWork, FillWork, Learner, LearnerWork, MultiplyWork } from './learner.ts'
import { LEARNER_DEFAULTS, type LearnerConfig } from './learner-config.ts'
import { advanceComparison, createComparison, readAgreement } from './measure-agreement.ts'
import { DIMENSIONS, type TextModel, indexPlaces } from './model.ts'
import { advanceReduction, createReduction } from './reduction.ts'
import { createTermMatrix, fillRow, weighRarity } from './term-matrix.ts'
import { chooseVocabulary } from './vocabulary.ts'

/** A slice of about 10 ms. Work is counted, never timed: the clock stands still inside a Worker. */
export const DEFAULT_SLICE_OPERATIONS = 8_000_000

export interface LearnerProgress {
  phase: LearnerWork['phase']
  /** Operations so far and in all; `total` is an estimate until the phase is `done`, never below `done`. */
  done: number
  total: number
}

export function createLearner(config: Partial<LearnerConfig> = {}): Learner {
  const whole = { ...LEARNER_DEFAULTS, ...config }
  whole.rank = Math.min(whole.rank, DIMENSIONS)
  whole.maxTerms = Math.min(whole.maxTerms, 65_535)
  return { config: whole, work: { phase: 'collect', collected: createCollected() }, operations: 0, ids: new Map() }
}

/**
 * Adds documents, each the terms of its vector fields, in the order `chooseSample` gives. Returns how many were taken:
 * fewer than given means the sample is full. The caller bounds the batch. `vectors` says of the same documents in which of several
 * vectors each says something. Throws EmbeddingError `wrong_phase` after `step`.
 */
export function addDocuments(
  learner: Learner,
  documents: readonly (readonly AnalysedTerm[])[],
  vectors: readonly (readonly DocumentVector[])[] = [],
): number {
  const { work, config, ids } = learner
  if (work.phase !== 'collect') throw new EmbeddingError('wrong_phase', 'Documents come before the first step.')
  for (const [taken, terms] of documents.entries()) {
    if (!collectDocument(work.collected, ids, terms, config)) return taken
    learner.operations += terms.length
    countVectors(work.collected, vectors[taken] ?? [])
  }
  return documents.length
}

/** Does at least one piece of work and stops once `maxOperations` is reached: it goes over by less than 5 M. */
export function step(learner: Learner, maxOperations = DEFAULT_SLICE_OPERATIONS): LearnerProgress {
  let spent = 0
  while (spent < maxOperations && learner.work.phase !== 'done') spent += advance(learner)
  learner.operations += spent
  return readProgress(learner)
}

export function readProgress(learner: Learner): LearnerProgress {
  const { phase } = learner.work
  const done = learner.operations
  return { phase, done, total: phase === 'done' ? done : Math.max(done, estimateTotal(learner)) }
}

/** The model, once the phase is `done`. Throws EmbeddingError `wrong_phase` before. */
export function finish(learner: Learner): TextModel {
  if (learner.work.phase !== 'done') throw new EmbeddingError('wrong_phase', 'The model is not learnt yet.')
  return learner.work.model
}

function advance(learner: Learner): number {
  const { work, config } = learner
  switch (work.phase) {
    case 'collect':
      return startFill(learner, work.collected)
    case 'fill':
      return advanceFill(learner, work)
    case 'multiply': {
      const { cost, finished } = multiplyDocument(work, config.seed)
      if (finished) learner.work = followMultiply(work, config)
      return cost
    }
    case 'balance': {
      const { cost, finished } = balanceBlock(work)
      if (finished) learner.work = startMultiply(work, work.round + 1)
      return cost
    }
    case 'measure': {
      const { cost, finished } = measureBlock(work)
      if (finished) {
        const reduction = createReduction(work.width, config.rank, work.gram, work.imageGram)
        const { words, statistics, matrix, basis, width } = work
        learner.work = { phase: 'reduce', words, statistics, matrix, basis, width, reduction }
      }
      return cost
    }
    case 'reduce': {
      const cost = advanceReduction(work.reduction)
      if (work.reduction.step === 'ready') {
        const { words, statistics, matrix, basis, width, reduction } = work
        const { rotation, singularValues } = reduction
        const vectors = new Int8Array(matrix.terms * DIMENSIONS)
        const scales = new Float32Array(matrix.terms)
        learner.work = { phase: 'rotate', words, statistics, matrix, basis, width, row: 0, rotation, singularValues, vectors, scales }
      }
      return cost
    }
    case 'rotate': {
      const { cost, finished } = rotateBlock(work)
      if (finished) {
        const { words, statistics, matrix, singularValues, vectors, scales } = work
        learner.work = { phase: 'compare', words, statistics, matrix, singularValues, vectors, scales, comparison: createComparison(matrix) }
      }
      return cost
    }
    case 'compare': {
      const { cost, finished } = advanceComparison(work.comparison, work)
      if (finished) learner.work = startSubwords(work, config)
      return cost
    }
    case 'subwords': {
      const { cost, finished } = advanceSubwords(work)
      if (finished) learner.work = { phase: 'done', model: work.model }
      return cost
    }
    case 'done':
      return 0
  }
}

function startFill(learner: Learner, collected: FillWork['collected']): number {
  const { maxTerms, minDocumentFrequency } = learner.config
  const vocabulary = chooseVocabulary(collected, maxTerms, minDocumentFrequency)
  const matrix = createTermMatrix(collected, vocabulary)
  learner.ids = new Map()
  learner.work = { phase: 'fill', collected, vocabulary, matrix, document: 0 }
  return collected.words.length
}

function advanceFill(learner: Learner, work: FillWork): number {
  const { collected, vocabulary, matrix } = work
  const { config } = learner
  // Looking up and copying an entry costs like about sixteen multiply-adds.
  if (work.document < matrix.documents) return 1 + 16 * fillRow(matrix, collected, vocabulary, work.document++)
  const coverage = readCoverage(collected)
  const statistics = {
    sampledDocuments: collected.documents,
    tokens: collected.tokens,
    distinctTerms: collected.entries,
    ...(coverage ? { coverage } : {}),
  }
  // No wider than the smaller side (a multiple of 4 for the kernels): there are no more directions than that.
  const smaller = Math.max(1, Math.min(matrix.documents, matrix.terms))
  const width = Math.ceil(Math.min(config.rank + config.oversampling, smaller) / 4) * 4
  const basis = new Float32Array(matrix.terms * width)
  const { words } = vocabulary
  if (matrix.terms === 0) {
    const none = { singularValues: new Float32Array(config.rank), vectors: new Int8Array(0), scales: new Float32Array(0) }
    learner.work = startSubwords({ phase: 'compare', words, statistics, matrix, ...none, comparison: createComparison(matrix) }, config)
  } else learner.work = startMultiply({ words, statistics, matrix, basis, width }, 0)
  return 1
}

type Factors = Pick<MultiplyWork, 'words' | 'statistics' | 'matrix' | 'basis' | 'width'>

function startMultiply({ words, statistics, matrix, basis, width }: Factors, round: number): MultiplyWork {
  const next = new Float32Array(matrix.terms * Math.min(PANEL_COLUMNS, width))
  return { phase: 'multiply', words, statistics, matrix, basis, width, round, panel: 0, document: 0, next }
}

function followMultiply({ words, statistics, matrix, basis, width, round }: MultiplyWork, config: LearnerConfig): LearnerWork {
  const shared = { words, statistics, matrix, basis, width, row: 0, gram: new Float64Array(width * width) }
  if (round + 1 < config.powerIterations) return { ...shared, phase: 'balance', step: 'gather', round } satisfies BalanceWork
  return { ...shared, phase: 'measure', document: 0, imageGram: new Float64Array(width * width) }
}

function startSubwords(work: CompareWork, config: LearnerConfig): LearnerWork {
  const { words, statistics, matrix, singularValues, vectors, scales } = work
  const documents = Math.max(1, statistics.sampledDocuments)
  const energy = singularValues.reduce((sum, value) => sum + value * value, 0)
  const total = matrix.rowScales.reduce((sum, scale) => sum + (scale > 0 ? 1 : 0), 0)
  const buckets = config.subwordBuckets
  const model: TextModel = {
    version: config.version,
    dimensions: DIMENSIONS,
    rank: singularValues.filter((value) => value > 0).length,
    words,
    places: indexPlaces(words),
    idf: matrix.idf,
    vectors,
    scales,
    singularValues,
    subwords: { buckets, vectors: new Int8Array(buckets * DIMENSIONS), scales: new Float32Array(buckets) },
    unknownIdf: weighRarity(1, statistics.sampledDocuments),
    statistics: {
      documents: Math.max(config.collectionDocuments, statistics.sampledDocuments),
      sampledDocuments: statistics.sampledDocuments,
      meanDocumentLength: statistics.tokens / documents,
      meanDistinctTerms: statistics.distinctTerms / documents,
      explained: total === 0 ? 0 : Math.min(1, energy / total),
      agreement: readAgreement(work.comparison),
    },
    ...(statistics.coverage ? { vectorCoverage: statistics.coverage } : {}),
  }
  if (buckets === 0) return { phase: 'done', model }
  return { phase: 'subwords', model, term: 0, sums: new Float32Array(buckets * DIMENSIONS), weights: new Float32Array(buckets) }
}

// Per phase from the shapes: products with the matrix, Gram matrices, one balancing between rounds, the last rotation.
function estimateTotal({ work, config }: Learner): number {
  const width = config.rank + config.oversampling
  const entries = 'matrix' in work ? work.matrix.entryTerms.length : 'collected' in work ? work.collected.entries : 0
  const terms = 'matrix' in work ? work.matrix.terms : config.maxTerms
  const documents = 'matrix' in work ? work.matrix.documents : 0
  const products = entries * width * (2 * config.powerIterations + 1)
  const dense = width * width * (terms * (1.5 * config.powerIterations) + documents / 2) + 25 * width ** 3
  return products + dense + (terms * 15 + config.subwordBuckets) * DIMENSIONS
}
