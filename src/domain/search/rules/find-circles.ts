import type { Language } from '../../../shared/text/index.ts'
import { type RuleMatcher, type RuleQuery, compileConditions, readRuleQuery } from '../../ranking/index.ts'
import { readAddress } from './check-effects.ts'
import { type ReadRule, canCoincide } from './read-rule.ts'

/** Parameters of an address that a page of results commonly takes its query from. */
const QUERY_PARAMETERS = ['q', 'query']

/**
 * A rule that rewrites or redirects leads to another query, which other rules may lead on from: circles of such rules, each as
 * the ids on the way. A search would never run in one (it is rewritten once), but a browser that follows redirects would, and
 * nobody means it. With `about` the ones that it is part of, otherwise one at least of all that hang together. Rules that are switched off, or can't fire together, lead nowhere. Linear in rules and what they lead to.
 */
export function findCircles(rules: readonly ReadRule[], language: Language, about?: string): string[][] {
  const enabled = rules.filter(({ rule }) => rule.enabled && listLeads(rule).length > 0)
  // from its first rule a walk finds every circle back to it
  const leading = [...enabled.filter(({ rule }) => rule.id === about), ...enabled.filter(({ rule }) => rule.id !== about)]
  const matcher = compilePatterns(leading, language)
  const next = leading.map((from) =>
    listLeads(from.rule)
      .flatMap((query) => findMet(matcher, readRuleQuery(query, language)))
      .filter((to) => {
        const other = leading[to]
        return other !== undefined && canCoincide(from, other)
      }),
  )
  const circles: string[][] = []
  const state = new Map<number, 'open' | 'done'>()
  for (const start of leading.keys())
    if (!state.has(start)) walk(start, next, state, (path) => circles.push(path.map((at) => leading[at]?.rule.id ?? '')))
  return about === undefined ? circles : circles.filter((circle) => circle.includes(about))
}

/** Queries that a rule leads to. */
function listLeads(rule: ReadRule['rule']): string[] {
  return rule.then.flatMap(({ rewrite, redirect }) => {
    if (rewrite) return [rewrite.query]
    const address = redirect ? readAddress(redirect.url) : null
    return address === null ? [] : QUERY_PARAMETERS.flatMap((name) => address.searchParams.get(name) ?? [])
  })
}

/** Rules by their patterns alone. */
export function compilePatterns(rules: readonly ReadRule[], language: Language): RuleMatcher {
  const conditions = rules.map(({ rule }) => ({ query: rule.when.query ?? null, segment: null, from: null, until: null }))
  return compileConditions(conditions, language)
}

export function findMet(matcher: RuleMatcher, query: RuleQuery): readonly number[] {
  return matcher.find({ query, segments: [], now: 0 })
}

/** Depth first without recursion: a chain may be a thousand rules long. */
function walk(start: number, next: readonly (readonly number[])[], state: Map<number, 'open' | 'done'>, report: (path: number[]) => void): void {
  const path = [{ at: start, following: 0 }]
  state.set(start, 'open')
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = next[top.at]?.[top.following++]
    if (to === undefined) {
      state.set(top.at, 'done')
      path.pop()
    } else if (state.get(to) === 'open') report(path.slice(path.findIndex(({ at }) => at === to)).map(({ at }) => at))
    else if (!state.has(to)) {
      state.set(to, 'open')
      path.push({ at: to, following: 0 })
    }
  }
}
