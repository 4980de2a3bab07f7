import { type Rule, type RuleEffect, type RuleInput, rule } from '../../src/contracts/rules.ts'
import { putRule, publishRules } from '../../src/domain/search/index.ts'
import type { Harness } from './search-harness.ts'

type When = RuleInput['when']

/** A rule as it is kept. */
export function makeRule(id: string, when: When, effects: readonly RuleEffect[], rest: { enabled?: boolean; name?: string } = {}): Rule {
  // oxlint-disable-next-line unicorn/no-thenable -- see ruleInput
  return rule.parse({ id, when, then: effects, ...rest })
}

export const onWords = (match: 'exact' | 'phrase' | 'contains' | 'regex', text: string): When => ({ query: { match, text } })

/** Drafts the rules in their order and makes them live. */
export async function makeLive(harness: Harness, collection: string, rules: readonly Rule[]): Promise<void> {
  const context = harness.context('collections:write', 'documents:readHidden')
  for (const one of rules) await putRule(harness.ranking, context, { collection, id: one.id, rule: one })
  await publishRules(harness.ranking, context, { collection })
}
