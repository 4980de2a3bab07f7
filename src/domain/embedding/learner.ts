// What a learner is: its configuration and, per phase, exactly the arrays that phase needs. Plain data, so that it can be
// written down between any two slices (checkpoint.ts) and go on elsewhere with the same bits.
import type { Collected } from './collect.ts'
import type { LearnerConfig } from './learner-config.ts'
import type { Comparison } from './measure-agreement.ts'
import type { TextModel } from './model.ts'
import type { Reduction } from './reduction.ts'
import type { TermMatrix } from './term-matrix.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface SampleStatistics {
  sampledDocuments: number
  tokens: number
  distinctTerms: number
  /** share of the documents that have each of several vectors */
  coverage?: Record<string, number>
}

interface Factorising {
  words: string[]
  statistics: SampleStatistics
  matrix: TermMatrix
  /** terms x width, stored as panels of columns (basis.ts). */
  basis: Float32Array
  width: number
}

export interface CollectWork {
  phase: 'collect'
  collected: Collected
}
export interface FillWork {
  phase: 'fill'
  collected: Collected
  vocabulary: Vocabulary
  matrix: TermMatrix
  document: number
}
export interface MultiplyWork extends Factorising {
  phase: 'multiply'
  round: number
  panel: number
  document: number
  next: Float32Array
}
export interface BalanceWork extends Factorising {
  phase: 'balance'
  step: 'gather' | 'factorise' | 'invert' | 'apply'
  round: number
  row: number
  /** Z'Z, then its Cholesky factor, then that factor's transposed inverse. */
  gram: Float64Array
}
export interface MeasureWork extends Factorising {
  phase: 'measure'
  row: number
  document: number
  gram: Float64Array
  imageGram: Float64Array
}
export interface ReduceWork extends Factorising {
  phase: 'reduce'
  reduction: Reduction
}
export interface RotateWork extends Factorising {
  phase: 'rotate'
  row: number
  /** rank rows of `width`: the combination of basis columns that makes each singular vector. */
  rotation: Float64Array
  singularValues: Float32Array
  vectors: Int8Array
  scales: Float32Array
}
export interface CompareWork extends Omit<Factorising, 'basis' | 'width'> {
  phase: 'compare'
  singularValues: Float32Array
  vectors: Int8Array
  scales: Float32Array
  comparison: Comparison
}
export interface SubwordWork {
  phase: 'subwords'
  model: TextModel
  term: number
  sums: Float32Array
  weights: Float32Array
}
export interface DoneWork {
  phase: 'done'
  model: TextModel
}

export type LearnerWork =
  | CollectWork
  | FillWork
  | MultiplyWork
  | BalanceWork
  | MeasureWork
  | ReduceWork
  | RotateWork
  | CompareWork
  | SubwordWork
  | DoneWork

export interface Learner {
  readonly config: LearnerConfig
  work: LearnerWork
  /** Multiply-adds (or steps of like cost) done so far. */
  operations: number
  /** Word -> id while collecting; derived from `work`, never stored. */
  ids: Map<string, number>
}
