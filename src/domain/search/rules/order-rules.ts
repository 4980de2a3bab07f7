import { AppError } from '../../../contracts/errors.ts'
import type { RuleConflict } from '../../../contracts/rules.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import type { Language } from '../../../shared/text/index.ts'
import { ALL_RULES, auditRule } from './audit.ts'
import { readRules } from './check-rules.ts'
import { findConflicts } from './find-conflicts.ts'
import { ruleNotFound } from './list-rules.ts'
import type { RulePorts } from './ports.ts'

/** Puts the draft into the order of `ids`, which name every rule of it once. Throws collections.not_found, rules.not_found, rules.invalid. */
export async function orderRules(
  ports: RulePorts,
  ctx: Context,
  input: { collection: string; ids: readonly string[] },
): Promise<{ ids: string[]; conflicts: RuleConflict[] }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const draft = new Map((await ports.rules.list(collection.id, 'draft')).map(({ rule }) => [rule.id, rule]))
  const before = [...draft.keys()]
  const stranger = input.ids.find((id) => !draft.has(id))
  if (stranger !== undefined) throw ruleNotFound(stranger)
  const missing = before.filter((id) => !input.ids.includes(id))
  if (missing.length > 0 || input.ids.length !== before.length) {
    const message =
      missing.length > 0
        ? `leaves out ${missing
            .slice(0, 5)
            .map((id) => `"${id}"`)
            .join(', ')}`
        : 'names a rule twice'
    throw new AppError('rules.invalid', `ids ${message}: name every rule of the draft once.`, [{ path: 'ids', message, code: 'rules.invalid' }])
  }
  await ports.rules.order(input.ids, auditRule(ctx, collection, { subjectId: ALL_RULES, action: 'order', before, after: input.ids }))
  const ordered = await readRules(
    collection,
    input.ids.flatMap((id) => draft.get(id) ?? []),
  )
  return { ids: [...input.ids], conflicts: findConflicts(ordered, collection.definition.language as Language) }
}
