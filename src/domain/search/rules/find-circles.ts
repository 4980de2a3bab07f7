import type { Rule } from '../../../contracts/rules.ts'
import type { Language } from '../../../shared/text/index.ts'
import { type RuleMatcher, type RuleQuery, compileConditions, readRuleQuery } from '../../ranking/index.ts'
import { readAddress } from './check-effects.ts'
import { type ReadRule, canCoincide } from './read-rule.ts'

/** Parameters of an address that a page of results commonly takes its query from. */
const QUERY_PARAMETERS = ['q', 'query']

/**
 * A rule that rewrites or redirects leads to another query, which other rules may lead on from: circles of such rules, each as
 * the ids on the way. A search would never run in one (it is rewritten once), but a browser that follows redirects would, and
 * nobody means it. With `about` the ones that it is part of, otherwise one at least of all that hang together. Rules that are switched off, or can't fire together, lead nowhere. Linear in
 * rules and what they lead to.
 */
export function findCircles(rules: readonly ReadRule[], language: Language, about?: string): string[][] {
  const enabled = rules.filter(({ rule }) => rule.enabled && listLeads(rule).length > 0)
  // from its first rule a walk finds every circle back to it
  const leading = [...enabled.filter(({ rule }) => rule.id === about), ...enabled.filter(({ rule }) => rule.id !== about)]
  const next = linkRules(leading, language)
  const circles: string[][] = []
  const state = new Map<number, 'open' | 'done'>()
  for (const start of leading.keys())
    if (!state.has(start)) walk(start, next, state, (path) => circles.push(path.map((at) => leading[at]?.rule.id ?? '')))
  return about === undefined ? circles : circles.filter((circle) => circle.includes(about))
}

/** Rules that, added to those that stand, in their order, lead in a circle with them and with what was added before; each with the way. */
export function findClosing(standing: readonly ReadRule[], added: readonly ReadRule[], language: Language): { rule: Rule; circle: string[] }[] {
  const leading = [...standing, ...added].filter(({ rule }) => rule.enabled && listLeads(rule).length > 0)
  const next = linkRules(leading, language)
  const stays = new Set(standing)
  const active = new Set(leading.flatMap((rule, at) => (stays.has(rule) ? [at] : [])))
  return leading.flatMap(({ rule }, at) => {
    if (active.has(at)) return []
    active.add(at)
    const circle = findWayBack(at, next, active)
    if (circle === null) return []
    active.delete(at)
    return [{ rule, circle: circle.map((place) => leading[place]?.rule.id ?? '') }]
  })
}

function findWayBack(start: number, next: readonly (readonly number[])[], active: ReadonlySet<number>): number[] | null {
  const from = new Map<number, number>()
  const waiting = [start]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const to of next[at] ?? []) {
      if (to === start) {
        const way = [at]
        for (let before = from.get(at); before !== undefined; before = from.get(before)) way.unshift(before)
        return way
      }
      if (!active.has(to) || from.has(to)) continue
      from.set(to, at)
      waiting.push(to)
    }
  }
  return null
}

/** Places of the rules that each leads to. */
function linkRules(leading: readonly ReadRule[], language: Language): number[][] {
  const matcher = compilePatterns(leading, language)
  return leading.map((from) =>
    listLeads(from.rule)
      .flatMap((query) => findMet(matcher, readRuleQuery(query, language)))
      .filter((to) => {
        const other = leading[to]
        return other !== undefined && canCoincide(from, other)
      }),
  )
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
