import type { Rule } from '../../src/contracts/rules.ts'
import { publishRules, putRule } from '../../src/domain/search/index.ts'
import type { Harness } from './search-harness.ts'

/** Drafts the rules in their order and makes them live. */
export async function makeLive(harness: Harness, collection: string, rules: readonly Rule[]): Promise<void> {
  const context = harness.context('collections:write', 'documents:readHidden')
  for (const one of rules) await putRule(harness.ranking, context, { collection, id: one.id, rule: one })
  await publishRules(harness.ranking, context, { collection })
}
