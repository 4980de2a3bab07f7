import type { SynonymRule } from '../../../../contracts/synonyms.ts'
import type { Language } from '../../../../shared/text/index.ts'
import type { Schema } from '../../../catalog/index.ts'
import { internRules } from './intern-rules.ts'

/** Says whether some rule has both terms as words of their own, whichever way it leads. */
export function createRuleTest(rules: readonly SynonymRule[], schema: Schema): (left: string, right: string) => boolean {
  const interned = internRules(rules, schema.definition.language as Language)
  const places = new Map(interned.keys.map((key, at) => [key, at]))
  const holders = new Map<number, Set<number>>()
  interned.rules.forEach(({ from, to }, rule) => {
    for (const phrase of new Set([...from, ...to])) {
      const known = holders.get(phrase)
      if (known) known.add(rule)
      else holders.set(phrase, new Set([rule]))
    }
  })
  const holdersOf = (term: string): ReadonlySet<number> => holders.get(places.get(term) ?? -1) ?? new Set()
  return (left, right) => {
    const others = holdersOf(right)
    return [...holdersOf(left)].some((rule) => others.has(rule))
  }
}
