import type { SearchRequest } from '../../../contracts/search.ts'
import type { AppliedRule, Rule } from '../../../contracts/rules.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Language } from '../../../shared/text/index.ts'
import type { ResolvedFilter } from '../../catalog/filter/index.ts'
import type { Collection } from '../../catalog/index.ts'
import { readRuleQuery } from '../../ranking/index.ts'
import type { Boost } from '../ports.ts'
import { type FieldIds, bindFilter } from '../resolve-filters.ts'
import type { UnderstoodQuery } from '../understanding/query.ts'
import { findRules } from './find-rules.ts'
import { type FiredRules, fireRules } from './fire-rules.ts'
import type { CompiledRules } from './load-rules.ts'
import { listConjuncts } from './scope-condition.ts'

/** How long a search waits for rules it has not read yet; they are kept for the next one. */
const RULES_BUDGET_MS = 400

/** The rules of one search, before their effects: `rewriter` is the one whose query is searched. */
export type FoundRules = { rules: readonly Rule[]; rewriter: Rule | null; complete: boolean }

/** What rules make of a search. */
export type PlannedRules = {
  applied: readonly AppliedRule[]
  /** filters that join the scope, and boosts, with the rule that each comes from */
  filters: readonly { filter: ResolvedFilter; rule: string }[]
  boosts: readonly (Boost & { rule: string; name: string })[]
  /** boosts that do nothing, since the caller's sort decides */
  idle: PlannedRules['boosts']
  pinned: readonly { id: string; position: number; rule: string }[]
  hidden: readonly string[]
  /** what was put in the place of the query */
  rewritten: string | null
  /** false when they could not be read */
  complete: boolean
}

type Ports = {
  rules(collection: Collection): Promise<CompiledRules>
  within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined>
  understand(request: SearchRequest): Promise<UnderstoodQuery>
}

/**
 * Understands a query and finds the rules that it fires. The first that rewrites has its query understood in the place of the one
 * given, once, and the rules that this one fires fire too; a literal search stays as it was typed. Rules that can't be read take
 * nothing along.
 */
export async function findRulesOf(
  ports: Ports,
  collection: Collection,
  request: SearchRequest,
  { scope, now }: { scope: ResolvedFilter | null; now: number },
): Promise<{ understood: UnderstoodQuery; found: FoundRules }> {
  const none: FoundRules = { rules: [], rewriter: null, complete: true }
  if ((collection.ranking?.rules ?? 0) === 0) return { understood: await ports.understand(request), found: none }
  const loading = ports.within(
    ports.rules(collection).catch(() => undefined),
    RULES_BUDGET_MS,
  )
  const [understood, compiled] = await Promise.all([ports.understand(request), loading])
  if (!compiled) return { understood, found: { ...none, complete: false } }
  const language = collection.definition.language as Language
  const conjuncts = listConjuncts(scope)
  const find = ({ effective }: UnderstoodQuery): readonly number[] =>
    findRules(compiled, { query: readRuleQuery(effective, language), segments: request.segments, now, scope: conjuncts })
  const read = (places: readonly number[]): Rule[] => places.flatMap((at) => compiled.rules[at]?.rule ?? [])
  const places = find(understood)
  const rewriter = request.literal ? undefined : read(places).find((rule) => readRewriting(rule) !== undefined)
  const q = rewriter && readRewriting(rewriter)
  if (!rewriter || q === undefined) return { understood, found: { rules: read(places), rewriter: null, complete: true } }
  const rewritten = await ports.understand({ ...request, q, typing: false })
  const all = [...new Set([...places, ...find(rewritten)])].toSorted((left, right) => left - right)
  return { understood: { ...rewritten, original: understood.original }, found: { rules: read(all), rewriter, complete: true } }
}

function readRewriting(rule: Rule): string | undefined {
  return rule.then.find(({ rewrite }) => rewrite !== undefined)?.rewrite?.query
}

/** Carries out the rules that were found; an effect on a field that has been dropped since is left out, and not said to be in force. */
export async function planRules(collection: Collection, found: FoundRules, scored: boolean, fieldIds: FieldIds): Promise<PlannedRules> {
  const fired = fireRules(found.rules, { rewriter: found.rewriter?.id ?? null, scored })
  const named = (boost: FiredRules['boosts'][number]) => ({ ...boost, name: found.rules.find(({ id }) => id === boost.rule)?.name ?? boost.rule })
  const filters = await bindSound(collection, fired.filters, fieldIds)
  const boosts = await bindSound(collection, fired.boosts.map(named), fieldIds)
  const idle = await bindSound(collection, fired.idle.map(named), fieldIds)
  if (filters.length + boosts.length + idle.length < fired.filters.length + fired.boosts.length + fired.idle.length) {
    const rules = await Promise.all(found.rules.map((rule) => keepSound(collection, rule)))
    return planRules(collection, { ...found, rules }, scored, fieldIds)
  }
  return {
    applied: fired.applied,
    filters,
    boosts,
    idle,
    pinned: fired.pinned,
    hidden: fired.hidden,
    rewritten: (found.rewriter && readRewriting(found.rewriter)) ?? null,
    complete: found.complete,
  }
}

/** The rule with what can still be carried out. */
async function keepSound(collection: Collection, rule: Rule): Promise<Rule> {
  const sound: Rule['then'] = []
  for (const effect of rule.then) {
    const { hide, boost, bury, filter } = effect
    const text = (hide && 'filter' in hide ? hide : (boost ?? bury ?? filter))?.filter
    if (text === undefined || (await bindSound(collection, [{ filter: text }], async () => new Map())).length > 0) sound.push(effect)
  }
  // oxlint-disable-next-line unicorn/no-thenable -- see ruleInput
  return { ...rule, then: sound }
}

async function bindSound<T extends { filter: string }>(
  collection: Collection,
  given: readonly T[],
  fieldIds: FieldIds,
): Promise<(Omit<T, 'filter'> & { filter: ResolvedFilter })[]> {
  const bound: (Omit<T, 'filter'> & { filter: ResolvedFilter })[] = []
  for (const one of given) {
    // whoever wrote the rule was allowed to name its fields
    const filter = await bindFilter(collection, one.filter, 'rules', true, fieldIds).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    if (filter !== null) bound.push({ ...one, filter })
  }
  return bound
}
