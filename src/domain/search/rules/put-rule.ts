import { AppError } from '../../../contracts/errors.ts'
import { type ListedRule, MAX_RULES, MAX_RULES_LENGTH, type Rule, type RuleConflict, type RuleInput } from '../../../contracts/rules.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { auditRule } from './audit.ts'
import { checkAmong, checkRule } from './check-rules.ts'
import type { RulePorts } from './ports.ts'

/**
 * Adds a rule to the draft as its last one, or puts it in the place of the one with its id; searches see it once it is published.
 * Throws collections.not_found, rules.invalid, rules.circle, rules.too_many.
 */
export async function putRule(
  ports: RulePorts,
  ctx: Context,
  input: { collection: string; id: string; rule: RuleInput },
): Promise<{ rule: ListedRule; conflicts: RuleConflict[] }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const rule: Rule = { ...input.rule, id: input.id }
  await checkRule(collection, rule, ctx.scopes.has('documents:readHidden'))
  const stored = await ports.rules.list(collection.id, 'draft')
  const before = stored.find((other) => other.rule.id === rule.id)?.rule ?? null
  const draft =
    before === null ? [...stored.map((other) => other.rule), rule] : stored.map((other) => (other.rule.id === rule.id ? rule : other.rule))
  checkRoom(draft)
  const conflicts = await checkAmong(collection, draft, rule.id)
  await ports.rules.put(rule, auditRule(ctx, collection, { subjectId: rule.id, action: 'put', before, after: rule }))
  const view = { position: draft.indexOf(rule) + 1, updatedAt: new Date(ctx.now()).toISOString() }
  const live = (await ports.rules.list(collection.id, 'live')).some((other) => canonicalJson(other.rule) === canonicalJson(rule))
  return { rule: { ...rule, ...view, live }, conflicts }
}

function checkRoom(draft: readonly Rule[]): void {
  if (draft.length > MAX_RULES) throw new AppError('rules.too_many', `The collection has ${MAX_RULES} rules.`)
  const length = draft.reduce((sum, rule) => sum + JSON.stringify(rule).length, 0)
  if (length > MAX_RULES_LENGTH) throw new AppError('rules.too_many', `All rules of the collection would have ${length} characters of JSON.`)
}
