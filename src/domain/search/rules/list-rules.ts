import { AppError } from '../../../contracts/errors.ts'
import type { ListedRule } from '../../../contracts/rules.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import type { RulePorts, StoredRule } from './ports.ts'

export type RuleListing = { items: ListedRule[]; next: string | null; live: number; unpublished: boolean }

/** The draft in its order, from after the place `after` (a count) of the page before. Throws collections.not_found. */
export async function listRules(
  ports: RulePorts,
  ctx: Context,
  input: { collection: string; limit: number; after: string | null },
): Promise<RuleListing> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const draft = await ports.rules.list(collection.id, 'draft')
  const live = await ports.rules.list(collection.id, 'live')
  const from = Number(input.after ?? 0)
  const items = viewRules(draft, live).slice(from, from + input.limit)
  const end = from + items.length
  const order = (rules: readonly StoredRule[]): string => canonicalJson(rules.map(({ rule }) => rule))
  return { items, next: end < draft.length ? String(end) : null, live: live.length, unpublished: order(draft) !== order(live) }
}

/** Throws collections.not_found, rules.not_found. */
export async function getRule(ports: RulePorts, ctx: Context, input: { collection: string; id: string }): Promise<ListedRule> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const listed = viewRules(await ports.rules.list(collection.id, 'draft'), await ports.rules.list(collection.id, 'live'))
  const found = listed.find((rule) => rule.id === input.id)
  if (!found) throw ruleNotFound(input.id)
  return found
}

export function ruleNotFound(id: string): AppError {
  return new AppError('rules.not_found', `There is no rule "${id}" in the draft.`)
}

/** Positions count from 1, whatever gaps are stored. */
function viewRules(draft: readonly StoredRule[], live: readonly StoredRule[]): ListedRule[] {
  const published = new Map(live.map(({ rule }) => [rule.id, canonicalJson(rule)]))
  return draft.map(({ rule, updatedAt }, at) => ({
    ...rule,
    position: at + 1,
    live: published.get(rule.id) === canonicalJson(rule),
    updatedAt: new Date(updatedAt).toISOString(),
  }))
}
