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
import { fireRules } from './fire-rules.ts'
import type { CompiledRules } from './load-rules.ts'
import { listConjuncts } from './scope-condition.ts'

/** How long a search waits for rules it has not read yet; they are kept for the next one. */
const RULES_BUDGET_MS = 400

/** The rules of one search, before their effects: `rewriter` is the one whose query is searched. */
export type FoundRules = { rules: readonly Rule[]; rewriter: Rule | null; complete: boolean }

/** What rules make of a search. */
export type PlannedRules = {
  applied: readonly AppliedRule[]
  /** join the scope */
  filters: readonly ResolvedFilter[]
  /** boosts with the rule that each comes from */
  boosts: readonly (Boost & { rule: string })[]
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

/** Carries out the rules that were found; an effect on a field that has been dropped since is left out. */
export async function planRules(collection: Collection, found: FoundRules, scored: boolean, fieldIds: FieldIds): Promise<PlannedRules> {
  const fired = fireRules(found.rules, { rewriter: found.rewriter?.id ?? null, scored })
  const bind = (filter: string): Promise<ResolvedFilter | null> => bindIfSound(collection, filter, fieldIds)
  const filters = await Promise.all(fired.filters.map(bind))
  const boosts = await Promise.all(fired.boosts.map(async (boost) => ({ ...boost, filter: await bind(boost.filter) })))
  return {
    applied: fired.applied,
    filters: filters.filter((filter) => filter !== null),
    boosts: boosts.flatMap(({ filter, ...rest }) => (filter === null ? [] : [{ ...rest, filter }])),
    pinned: fired.pinned,
    hidden: fired.hidden,
    rewritten: (found.rewriter && readRewriting(found.rewriter)) ?? null,
    complete: found.complete,
  }
}

async function bindIfSound(collection: Collection, filter: string, fieldIds: FieldIds): Promise<ResolvedFilter | null> {
  try {
    // whoever wrote the rule was allowed to name its fields
    return await bindFilter(collection, filter, 'rules', true, fieldIds)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
