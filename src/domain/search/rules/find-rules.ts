import type { RuleQuery } from '../../ranking/index.ts'
import type { CompiledRules } from './load-rules.ts'
import { type Conjunct, demands } from './scope-condition.ts'

export type RuleOccasion = {
  query: RuleQuery
  segments: readonly string[]
  now: number
  /** of the request's own filter */ scope: readonly Conjunct[]
}

/** Places of the rules that fire, ascending. */
export function findRules({ rules, matcher }: CompiledRules, { scope, ...search }: RuleOccasion): readonly number[] {
  return matcher.find(search).filter((at) => {
    const conjuncts = rules[at]?.conjuncts ?? null
    return conjuncts === null || demands(scope, conjuncts)
  })
}
