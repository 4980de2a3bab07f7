import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { auditRule } from './audit.ts'
import { ruleNotFound } from './list-rules.ts'
import type { RulePorts } from './ports.ts'

/** Takes a rule out of the draft; a live one goes on until the next publication. Throws collections.not_found, rules.not_found. */
export async function deleteRule(ports: RulePorts, ctx: Context, input: { collection: string; id: string }): Promise<void> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const before = (await ports.rules.list(collection.id, 'draft')).find(({ rule }) => rule.id === input.id)?.rule
  if (!before) throw ruleNotFound(input.id)
  await ports.rules.remove(input.id, auditRule(ctx, collection, { subjectId: input.id, action: 'delete', before, after: null }))
}
