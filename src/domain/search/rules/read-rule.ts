import type { Rule } from '../../../contracts/rules.ts'
import type { Language } from '../../../shared/text/index.ts'
import { type ResolvedFilter, parseDate } from '../../catalog/filter/index.ts'
import type { Collection } from '../../catalog/index.ts'
import { type ReadPattern, readPattern } from '../../ranking/index.ts'
import { bindFilter } from '../resolve-filters.ts'
import { type Conjunct, contradict, listConjuncts } from './scope-condition.ts'

/** A rule with its conditions read: `conjuncts` is null without a filter, the dates are epoch ms. */
export type ReadRule = { rule: Rule; pattern: ReadPattern | null; conjuncts: readonly Conjunct[] | null; from: number | null; until: number | null }

/** Reads a rule that checkRule accepts. Throws what bindFilter throws when a field has been dropped since. */
export async function readRule(collection: Collection, rule: Rule): Promise<ReadRule> {
  const { query, filter, from, until } = rule.when
  return {
    rule,
    pattern: query ? readPattern(query, collection.definition.language as Language) : null,
    conjuncts: filter === undefined ? null : listConjuncts(await bindWithoutIds(collection, filter, 'when.filter', true)),
    from: readDate(from),
    until: readDate(until),
  }
}

export function readDate(text: string | undefined): number | null {
  return text === undefined ? null : (parseDate(text) ?? null)
}

/** For filters that are compared or checked and never run against the index. Throws filter.syntax, filter.field, filter.type, filter.too_complex. */
export function bindWithoutIds(collection: Collection, filter: string, path: string, showHidden: boolean): Promise<ResolvedFilter> {
  return bindFilter(collection, filter, path, showHidden, async () => new Map())
}

/** Whether some search may meet the dates and filters of both; segments never exclude each other, a request may name several. */
export function canCoincide(left: ReadRule, right: ReadRule): boolean {
  const begins = Math.max(left.from ?? -Infinity, right.from ?? -Infinity)
  const ends = Math.min(left.until ?? Infinity, right.until ?? Infinity)
  return begins < ends && !contradict(left.conjuncts ?? [], right.conjuncts ?? [])
}
