import type { FeatureName, FusionKernel } from '../../../contracts/ranking.ts'
import type { Candidate } from '../ports.ts'
import type { FieldFeature, Scored } from './feature-readers.ts'

/** Weights as they were given; auto leaves it to the hybrid policy. */
export type FormulaWeights = { keyword: number | 'auto'; semantic: number | 'auto' } & {
  [Feature in Exclude<FeatureName, 'keyword' | 'semantic'>]?: number
}

/** A feature beside the two sides that retrieve; `columns` are the places of what it reads in the columns of the plan. */
export type FormulaFeature = {
  name: FieldFeature | 'affinity'
  /** as it was given, beside the sides' */
  weight: number
  columns: readonly number[]
  score(values: readonly (number | null)[]): Scored
}

/** What makes a score in one search. */
export type Formula = {
  fusion: FusionKernel
  weights: FormulaWeights
  features: readonly FormulaFeature[]
  /** weights of the named vectors; of those that are missing the collection's own */
  vectors: Readonly<Record<string, number>>
  /** for the trace: which profile, for which category, and what was left out */
  reasons: readonly { name: string; value: number | string }[]
}

/** A profile that runs in the shadow of the served one. */
export type ShadowPlan = { name: string; version: number } & ({ formula: Formula } | { error: string })

/** Whether anything but words and meaning may move a document. */
export function readsDocuments({ features }: Formula): boolean {
  return features.some(({ weight }) => weight > 0)
}

/** What a feature makes of a candidate. A value that is no number is left from another schema: none. */
export function scoreCandidate({ columns, score }: FormulaFeature, candidate: Candidate): Scored {
  return score(
    columns.map((at) => {
      const value = candidate.columns[at] ?? null
      return typeof value === 'number' ? value : null
    }),
  )
}
