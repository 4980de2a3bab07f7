import { type AppliedRule, type EffectName, MAX_HIDDEN, MAX_PINS, type Rule } from '../../../contracts/rules.ts'
import { MAX_RULE_BOOSTS } from './limits.ts'

/** What the rules that fired make of a search; filters are texts still. */
export type FiredRules = {
  /** in the order of the rules */
  applied: readonly AppliedRule[]
  /** pinned documents by position, and whose position they have */
  pinned: readonly Pinned[]
  /** hidden documents by id */
  hidden: readonly string[]
  /** filters that join the scope */
  filters: readonly { filter: string; rule: string }[]
  /** weight in (0, 10], negative to bury */
  boosts: readonly { filter: string; weight: number; rule: string }[]
  /** boosts that do nothing, since the caller's sort decides */
  idle: FiredRules['boosts']
}

type Pinned = { id: string; position: number; rule: string }
type Firing = {
  pinned: Map<string, Pinned>
  hidden: Set<string>
  filters: { filter: string; rule: string }[]
  boosts: { filter: string; weight: number; rule: string }[]
  idle: { filter: string; weight: number; rule: string }[]
  redirected: boolean
  scored: boolean
}

/** `rewriter`: the rule whose rewriting is searched, if any; `scored`: scores take part in the order, so that boosts do something. */
type Occasion = { rewriter: string | null; scored: boolean }

/**
 * Carries out rules in their order, where an earlier one wins: a document is pinned or hidden by whoever names it first, and a
 * search is redirected once. Rules of which nothing came are not named.
 */
export function fireRules(rules: readonly Rule[], { rewriter, scored }: Occasion): FiredRules {
  const firing: Firing = { pinned: new Map(), hidden: new Set(), filters: [], boosts: [], idle: [], redirected: false, scored }
  const applied = rules.map((rule) => applyRule(rule, firing, rewriter)).filter(({ effects }) => effects.length > 0)
  const pinned = [...firing.pinned.values()].toSorted((left, right) => left.position - right.position).slice(0, MAX_PINS)
  return {
    applied,
    pinned,
    hidden: [...firing.hidden],
    filters: firing.filters,
    boosts: firing.boosts,
    idle: firing.idle,
  }
}

function applyRule(rule: Rule, firing: Firing, rewriter: string | null): AppliedRule {
  const effects = new Set<EffectName>()
  const shown: Pick<AppliedRule, 'redirect' | 'banner'> = {}
  for (const { pin, hide, boost, bury, filter, rewrite, redirect, banner } of rule.then) {
    if (pin && pinDocuments(rule.id, Array.isArray(pin) ? pin : pin.ids.map((id, at) => ({ id, position: at + 1 })), firing)) effects.add('pin')
    if (hide && ('ids' in hide ? hideDocuments(hide.ids, firing) : hideByFilter(rule.id, hide.filter, firing))) effects.add('hide')
    if (boost && weigh(rule.id, boost.filter, boost.weight, firing)) effects.add('boost')
    if (bury && weigh(rule.id, bury.filter, -bury.weight, firing)) effects.add('bury')
    if (filter && firing.filters.push({ filter: filter.filter, rule: rule.id })) effects.add('filter')
    if (rewrite && rewriter === rule.id) effects.add('rewrite')
    if (redirect && !firing.redirected) {
      firing.redirected = true
      shown.redirect = redirect.url
      effects.add('redirect')
    }
    if (banner) {
      shown.banner = banner.content
      effects.add('banner')
    }
  }
  return { id: rule.id, name: rule.name ?? null, effects: [...effects], ...shown }
}

function pinDocuments(rule: string, pins: readonly { id: string; position: number }[], { pinned, hidden }: Firing): boolean {
  const free = pins.filter(({ id }) => !pinned.has(id) && !hidden.has(id))
  for (const { id, position } of free) pinned.set(id, { id, rule, position })
  return free.length > 0
}

function hideDocuments(ids: readonly string[], { pinned, hidden }: Firing): boolean {
  const free = ids.filter((id) => !pinned.has(id) && !hidden.has(id)).slice(0, MAX_HIDDEN - hidden.size)
  for (const id of free) hidden.add(id)
  return free.length > 0
}

/** What an earlier rule pins stays. */
function hideByFilter(rule: string, filter: string, { pinned, filters }: Firing): boolean {
  const kept = [...pinned.keys()].map((id) => JSON.stringify(id))
  filters.push({ filter: kept.length === 0 ? `NOT (${filter})` : `NOT (${filter}) OR id IN [${kept.join(', ')}]`, rule })
  return true
}

function weigh(rule: string, filter: string, weight: number, { boosts, idle, scored }: Firing): boolean {
  const list = scored ? boosts : idle
  if (list.length >= MAX_RULE_BOOSTS) return false
  list.push({ filter, weight, rule })
  return scored
}
