import { FEATURES, type ProfileWeights } from '../../../contracts/ranking.ts'
import { normaliseWeights } from '../../ranking/index.ts'
import type { FormulaWeights } from './formula.ts'

/** Of each feature the weight of the last of these that says one; nothing said is auto for the two sides, and no weight for the others. */
export function resolveWeights(given: readonly (ProfileWeights | undefined)[]): FormulaWeights {
  const weights: FormulaWeights = { keyword: 'auto', semantic: 'auto' }
  for (const layer of given) {
    if (layer === undefined) continue
    for (const name of FEATURES) {
      const weight = layer[name]
      if (weight !== undefined) Object.assign(weights, { [name]: weight })
    }
  }
  return weights
}

/** What keyword and semantic weigh together, and how they share it (summing to 1, or to 0 when so given); null leaves that to the hybrid policy. */
export function weighSides({ keyword, semantic }: FormulaWeights): { together: number; shares: { keyword: number; semantic: number } | null } {
  const words = keyword === 'auto' ? 1 : keyword
  // without words, all that the policy could give is meaning's
  if (semantic === 'auto') return words === 0 ? { together: 1, shares: { keyword: 0, semantic: 1 } } : { together: words, shares: null }
  return { together: words + semantic, shares: normaliseWeights({ keyword: words, semantic }) }
}
