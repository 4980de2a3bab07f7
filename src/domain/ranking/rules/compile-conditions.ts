import type { Language } from '../../../shared/text/index.ts'
import { createRegexSet } from './linear-regex.ts'
import { type RulePattern, type RuleQuery, readRuleQuery, standsAt } from './rule-pattern.ts'

/** When a rule fires, as far as the search alone can tell; null says nothing. `from` counts, `until` no longer does; epoch ms. */
export type RuleCondition = { query: RulePattern | null; segment: string | null; from: number | null; until: number | null }

export type RuleSearch = { query: RuleQuery; segments: readonly string[]; now: number }

export type RuleMatcher = {
  /** positions of the rules whose conditions are met, ascending */
  find(search: RuleSearch): readonly number[]
  /** memory it takes, estimated */
  bytes: number
}

type Worded = { at: number; terms: readonly string[] }
type Index = { always: readonly number[]; exact: Map<string, number[]>; phrase: Map<string, Worded[]>; contains: Map<string, Worded[]> }

const RULE_BYTES = 200
/** Of one that has been asked, with the states that queries of words lead to (measured). */
const REGEX_BYTES = 22_000

/**
 * Rules as an index: exact ones by their terms, phrases by their first term, the others by the rarest of theirs, expressions
 * by a text they require. So a query is compared with rules that share a term or a text with it only.
 */
export function compileConditions(conditions: readonly RuleCondition[], language: Language): RuleMatcher {
  const index = indexWords(conditions, language)
  const regexes = conditions.flatMap(({ query }, at) => (query?.match === 'regex' ? [{ at, text: query.text }] : []))
  let set: ReturnType<typeof createRegexSet> | undefined
  const findRegexes = (text: string): readonly number[] => {
    if (regexes.length === 0) return []
    set ??= createRegexSet(regexes.map((regex) => regex.text))
    return set(text).map((place) => regexes[place]?.at ?? 0)
  }
  return {
    bytes: 1_000 + conditions.length * RULE_BYTES + regexes.length * REGEX_BYTES,
    find({ query, segments, now }) {
      const worded = query.terms.length === 0 ? [] : [...findWorded(index, query), ...findRegexes(query.text)]
      return [...index.always, ...worded].filter((at) => holds(conditions[at], segments, now)).toSorted((left, right) => left - right)
    },
  }
}

function holds(condition: RuleCondition | undefined, segments: readonly string[], now: number): boolean {
  if (!condition) return false
  const { segment, from, until } = condition
  return (segment === null || segments.includes(segment)) && (from === null || from <= now) && (until === null || now < until)
}

function indexWords(conditions: readonly RuleCondition[], language: Language): Index {
  const index: Index = {
    always: conditions.flatMap(({ query }, at) => (query === null ? [at] : [])),
    exact: new Map(),
    phrase: new Map(),
    contains: new Map(),
  }
  const contained: Worded[] = []
  conditions.forEach(({ query }, at) => {
    if (query === null || query.match === 'regex') return
    const { terms } = readRuleQuery(query.text, language)
    const [first] = terms
    if (first === undefined) return
    if (query.match === 'exact') append(index.exact, terms.join(' '), at)
    else if (query.match === 'phrase') append(index.phrase, first, { at, terms })
    else contained.push({ at, terms: [...new Set(terms)] })
  })
  const uses = new Map<string, number>()
  for (const { terms } of contained) for (const term of terms) uses.set(term, (uses.get(term) ?? 0) + 1)
  for (const rule of contained) {
    const [rarest] = rule.terms.toSorted((left, right) => (uses.get(left) ?? 0) - (uses.get(right) ?? 0))
    if (rarest !== undefined) append(index.contains, rarest, rule)
  }
  return index
}

function findWorded(index: Index, { terms }: RuleQuery): number[] {
  const found = [...(index.exact.get(terms.join(' ')) ?? [])]
  const seen = new Set<string>()
  const all = new Set(terms)
  const phrases = new Set<number>()
  terms.forEach((term, place) => {
    for (const rule of index.phrase.get(term) ?? []) if (standsAt(terms, rule.terms, place)) phrases.add(rule.at)
    if (seen.has(term)) return
    seen.add(term)
    for (const rule of index.contains.get(term) ?? []) if (rule.terms.every((other) => all.has(other))) found.push(rule.at)
  })
  return [...found, ...phrases]
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}
