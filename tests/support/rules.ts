import { type Rule, type RuleEffect, type RuleInput, rule } from '../../src/contracts/rules.ts'

type When = RuleInput['when']

/** A rule as it is kept. */
export function makeRule(id: string, when: When, effects: readonly RuleEffect[], rest: { enabled?: boolean; name?: string } = {}): Rule {
  // oxlint-disable-next-line unicorn/no-thenable -- see ruleInput
  return rule.parse({ id, when, then: effects, ...rest })
}

export const onWords = (match: 'exact' | 'phrase' | 'contains' | 'regex', text: string): When => ({ query: { match, text } })
