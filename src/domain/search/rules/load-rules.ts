import { AppError } from '../../../contracts/errors.ts'
import type { Rule } from '../../../contracts/rules.ts'
import type { Language } from '../../../shared/text/index.ts'
import type { Collection } from '../../catalog/index.ts'
import { type RuleMatcher, compileConditions } from '../../ranking/index.ts'
import { type ReadRule, readRule } from './read-rule.ts'

/** Rules as searches use them, in their order. */
export type CompiledRules = { rules: readonly ReadRule[]; matcher: RuleMatcher; /** memory they take, estimated */ bytes: number }

/** Rules that are switched off, or speak of a field that the collection no longer has, are left out: they never fire. */
export async function compileRules(collection: Collection, given: readonly Rule[]): Promise<CompiledRules> {
  const rules: ReadRule[] = []
  for (const rule of given) {
    const read = rule.enabled ? await readIfSound(collection, rule) : null
    if (read !== null) rules.push(read)
  }
  const conditions = rules.map(({ rule, from, until }) => ({ query: rule.when.query ?? null, segment: rule.when.segment ?? null, from, until }))
  const matcher = compileConditions(conditions, collection.definition.language as Language)
  // two bytes a character, and about as much again for the objects
  return { rules, matcher, bytes: matcher.bytes + rules.reduce((sum, { rule }) => sum + JSON.stringify(rule).length * 4, 0) }
}

export async function readIfSound(collection: Collection, rule: Rule): Promise<ReadRule | null> {
  try {
    return await readRule(collection, rule)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
