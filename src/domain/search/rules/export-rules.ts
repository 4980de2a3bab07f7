import type { Rule } from '../../../contracts/rules.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import type { RulePorts, RuleState } from './ports.ts'

/** All rules in their order; importing them in the place of the draft gives the same draft. Throws collections.not_found. */
export async function exportRules(ports: RulePorts, ctx: Context, input: { collection: string; state: RuleState }): Promise<Rule[]> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  return (await ports.rules.list(collection.id, input.state)).map(({ rule }) => rule)
}
