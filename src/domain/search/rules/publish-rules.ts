import { AppError } from '../../../contracts/errors.ts'
import type { Rule, RulesPublished } from '../../../contracts/rules.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { ALL_RULES, auditRule } from './audit.ts'
import { checkAll } from './check-rules.ts'
import type { RulePorts, StoredRule } from './ports.ts'

/**
 * Makes the whole draft live at once: from the next search on. What was sound when it was written may name a field that has
 * been dropped since, so everything is checked again. Throws collections.not_found, rules.invalid, rules.circle.
 */
export async function publishRules(ports: RulePorts, ctx: Context, input: { collection: string }): Promise<RulesPublished> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const draft = await ports.rules.list(collection.id, 'draft')
  const live = await ports.rules.list(collection.id, 'live')
  const conflicts = await checkAll(
    collection,
    draft.map(({ rule }) => rule),
  )
  const changes = {
    subjectId: ALL_RULES,
    action: 'publish',
    before: { rules: listIds(live) },
    after: { rules: listIds(draft), ...compareRules(listRules(live), listRules(draft)) },
  }
  const configVersion = await ports.rules.publish(auditRule(ctx, collection, changes))
  if (configVersion === null) throw new AppError('collections.not_found', `There is no collection or alias "${input.collection}".`)
  return { rules: draft.length, configVersion, conflicts }
}

/** Throws away what was not published. Throws collections.not_found. */
export async function discardRules(ports: RulePorts, ctx: Context, input: { collection: string }): Promise<void> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const draft = await ports.rules.list(collection.id, 'draft')
  const live = await ports.rules.list(collection.id, 'live')
  // the only copy of what is thrown away are the entries of its own writing
  const changes = {
    subjectId: ALL_RULES,
    action: 'discard',
    before: { rules: listIds(draft) },
    after: { rules: listIds(live), ...compareRules(listRules(draft), listRules(live)) },
  }
  await ports.rules.discard(auditRule(ctx, collection, changes))
}

function listIds(rules: readonly StoredRule[]): string[] {
  return rules.map(({ rule }) => rule.id)
}

function listRules(rules: readonly StoredRule[]): Rule[] {
  return rules.map(({ rule }) => rule)
}

/** Ids, each list in the order of the rules. */
export function compareRules(before: readonly Rule[], after: readonly Rule[]): { added: string[]; removed: string[]; changed: string[] } {
  const old = new Map(before.map((rule) => [rule.id, canonicalJson(rule)]))
  const kept = new Set(after.map(({ id }) => id))
  return {
    added: after.flatMap(({ id }) => (old.has(id) ? [] : [id])),
    removed: before.flatMap(({ id }) => (kept.has(id) ? [] : [id])),
    changed: after.flatMap((rule) => (old.has(rule.id) && old.get(rule.id) !== canonicalJson(rule) ? [rule.id] : [])),
  }
}
