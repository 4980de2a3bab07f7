import type { RuleConflict } from '../../../contracts/rules.ts'
import type { Language } from '../../../shared/text/index.ts'
import { compareMeetings } from '../../ranking/index.ts'
import { compilePatterns, findMet } from './find-circles.ts'
import { MAX_CONFLICTS } from './limits.ts'
import { type ReadRule, canCoincide } from './read-rule.ts'

/**
 * Rules that want opposite things of one search, in the order of the rules: one pins what another hides, or two lead to
 * different places. Only those that name `about`, if given. What a filter hides is not known without reading documents, and
 * which queries two regular expressions share not at all: those are not compared.
 */
export function findConflicts(rules: readonly ReadRule[], language: Language, about?: string): RuleConflict[] {
  const enabled = rules.filter(({ rule }) => rule.enabled)
  const found = new Map<string, RuleConflict>()
  const report = (left: number, right: number, message: string): boolean => {
    const [earlier, later] = [enabled[Math.min(left, right)], enabled[Math.max(left, right)]]
    if (!earlier || !later || left === right || !canCoincide(earlier, later)) return true
    const ids: [string, string] = [earlier.rule.id, later.rule.id]
    if (about === undefined || ids.includes(about)) {
      const key = JSON.stringify([ids, message])
      if (!found.has(key)) found.set(key, { code: 'rules.at_odds', rules: ids, message })
    }
    return found.size < MAX_CONFLICTS
  }
  if (comparePins(enabled, report) && compareLeads(enabled, 'redirect', language, report)) compareLeads(enabled, 'rewrite', language, report)
  return [...found.values()]
}

/** Notes a pair; false once there are enough. */
type Report = (left: number, right: number, message: string) => boolean

function comparePins(rules: readonly ReadRule[], report: Report): boolean {
  const hiders = new Map<string, number[]>()
  rules.forEach(({ rule }, at) => {
    for (const { hide } of rule.then) if (hide && 'ids' in hide) for (const id of hide.ids) hiders.set(id, [...(hiders.get(id) ?? []), at])
  })
  return rules.every(({ rule, pattern }, at) =>
    listPinned(rule).every((id) =>
      (hiders.get(id) ?? []).every((other) => {
        if (compareMeetings(pattern, rules[other]?.pattern ?? null) === 'apart') return true
        return report(at, other, `One pins "${id}", which the other hides.`)
      }),
    ),
  )
}

function listPinned(rule: ReadRule['rule']): string[] {
  return rule.then.flatMap(({ pin }) => (pin === undefined ? [] : Array.isArray(pin) ? pin.map(({ id }) => id) : pin.ids))
}

/** Two that share words only now and then are not named: every pair of them might. */
function compareLeads(rules: readonly ReadRule[], name: 'redirect' | 'rewrite', language: Language, report: Report): boolean {
  const places = rules.flatMap(({ rule }, at) => (rule.then.some((effect) => effect[name] !== undefined) ? [at] : []))
  const leading = places.flatMap((at) => rules[at] ?? [])
  const matcher = compilePatterns(leading, language)
  const expressions = new Map<string, number[]>()
  leading.forEach(({ pattern }, at) => {
    if (pattern?.pattern.match === 'regex') expressions.set(pattern.pattern.text, [...(expressions.get(pattern.pattern.text) ?? []), at])
  })
  return leading.every(({ rule, pattern }, at) => {
    const same =
      pattern === null
        ? [...leading.keys()]
        : pattern.pattern.match === 'regex'
          ? (expressions.get(pattern.pattern.text) ?? [])
          : findMet(matcher, pattern.query)
    return same.every((other) => {
      const target = leading[other]?.rule
      if (target === undefined || readLead(rule, name) === readLead(target, name)) return true
      return report(
        places[at] ?? 0,
        places[other] ?? 0,
        name === 'redirect' ? 'Both redirect the same search, to different addresses.' : 'Both rewrite the same query, differently.',
      )
    })
  })
}

function readLead(rule: ReadRule['rule'], name: 'redirect' | 'rewrite'): string | undefined {
  for (const { rewrite, redirect } of rule.then) {
    if (name === 'rewrite' && rewrite) return rewrite.query
    if (name === 'redirect' && redirect) return redirect.url
  }
  return undefined
}
