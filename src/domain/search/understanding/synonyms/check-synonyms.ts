import { type SynonymConflict, type SynonymRule, MAX_LISTED_CONFLICTS, MAX_SYNONYM_WORDS } from '../../../../contracts/synonyms.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { findCycles } from './find-cycles.ts'
import { type InternedRules, internRules } from './intern-rules.ts'
import { judgeRule, sidesOf } from './read-phrase.ts'

const MAX_NAMED = 8
/** Rules of one word that a one-way rule is compared with. */
const MAX_COMPARED = 64

/** Adds a finding; false once there are enough of them. */
type Report = (code: SynonymConflict['code'], rules: readonly number[], words: readonly string[], message: string) => boolean

/**
 * What is odd about rules taken together: the same words twice, one-way rules in a circle, a one-way rule that a two-way
 * one undoes, a word that expands to itself or to more than 32 others. The first 1,000 findings (or `limit`) that name a
 * rule of `about`, or any. Linear in the words of the rules.
 */
export function checkSynonyms(
  rules: readonly SynonymRule[],
  language: Language,
  options: { about?: ReadonlySet<string>; limit?: number } = {},
): SynonymConflict[] {
  const { about, limit = MAX_LISTED_CONFLICTS } = options
  const interned = internRules(rules, language)
  const findings: SynonymConflict[] = []
  const report: Report = (code, positions, words, message) => {
    const ids = positions.map((at) => rules[at]?.id ?? '')
    const asked = about === undefined ? [] : ids.filter((id) => about.has(id))
    // the rules that were asked about are always named
    const named = [...asked, ...ids.filter((id) => !asked.includes(id))].slice(0, MAX_NAMED)
    if (about === undefined || asked.length > 0) findings.push({ code, rules: named, words: words.slice(0, MAX_NAMED), message })
    return findings.length < limit
  }
  const postings = listPostings(interned)
  const parts = [reportInvalid, reportDuplicates, reportContradictions, reportCycles, reportWide]
  for (const part of parts) if (!part({ rules, interned, postings, language }, report)) break
  return findings
}

type Facts = {
  rules: readonly SynonymRule[]
  interned: InternedRules
  /** phrase -> positions of the rules that expand it */
  postings: readonly (readonly number[])[]
  language: Language
}
type Part = (facts: Facts, report: Report) => boolean

/** Judging reads a rule's words again, so it is done only where some of them are missing or stand on both sides. */
const reportInvalid: Part = ({ rules, interned, language }, report) =>
  rules.every((rule, at) => {
    const { from = [], to = [] } = interned.rules[at] ?? {}
    const given = sidesOf(rule)
    const whole = from.length === given.from.length && to.length === given.to.length
    if (whole && (rule.type === 'two_way' || !to.some((phrase) => from.includes(phrase)))) return true
    const [problem] = judgeRule(rule, language)
    return !problem || report('synonyms.invalid', [at], given.from, `${problem.path}: ${problem.message}`)
  })

const reportDuplicates: Part = ({ rules, interned }, report) => {
  const known = new Map<string, number[]>()
  interned.rules.forEach(({ from, to }, at) => {
    const sorted = (side: readonly number[]): string => side.toSorted((left, right) => left - right).join(' ')
    const key = rules[at]?.type === 'two_way' ? sorted(from) : `${sorted(from)}>${sorted(to)}`
    const same = known.get(key)
    if (same) same.push(at)
    else known.set(key, [at])
  })
  return [...known.values()].every((same) => {
    const rule = rules[same[0] ?? 0]
    if (same.length < 2 || !rule) return true
    return report('synonyms.duplicate', same, sidesOf(rule).from, 'These rules have the same words.')
  })
}

const reportContradictions: Part = ({ rules, interned, postings }, report) => {
  const twoWay = (phrase: number): number[] => (postings[phrase] ?? []).filter((at) => rules[at]?.type === 'two_way').slice(0, MAX_COMPARED)
  return interned.rules.every(({ from, to }, at) => {
    if (rules[at]?.type !== 'one_way') return true
    const holders = new Map<number, number>()
    for (const phrase of from) for (const holder of twoWay(phrase)) holders.set(holder, phrase)
    for (const phrase of to) {
      for (const holder of twoWay(phrase)) {
        const source = holders.get(holder)
        if (source === undefined) continue
        const words = [source, phrase].map((one) => wordOf(interned, one))
        return report('synonyms.contradicted', [at, holder], words, `One rule leads from "${words[0]}" to "${words[1]}" only, the other both ways.`)
      }
    }
    return true
  })
}

const reportCycles: Part = ({ rules, interned }, report) => {
  const oneWay = interned.rules.flatMap((_sides, at) => (rules[at]?.type === 'one_way' ? [at] : []))
  const sides = oneWay.map((at) => interned.rules[at] ?? { from: [], to: [] })
  return findCycles(sides, interned.keys.length).every((cycle) => {
    const words = cycle.phrases.map((phrase) => wordOf(interned, phrase))
    const positions = cycle.rules.map((rule) => oneWay[rule] ?? 0)
    return report('synonyms.cycle', positions, words, 'These one-way rules lead back to where they begin.')
  })
}

const reportWide: Part = ({ interned, postings }, report) =>
  postings.every((positions, phrase) => {
    const reach = positions.reduce((sum, at) => sum + (interned.rules[at]?.to.length ?? 0), 0)
    if (reach <= MAX_SYNONYM_WORDS) return true
    const targets = new Set(positions.flatMap((at) => interned.rules[at]?.to ?? []))
    targets.delete(phrase)
    if (targets.size <= MAX_SYNONYM_WORDS) return true
    const word = wordOf(interned, phrase)
    return report('synonyms.too_wide', positions, [word], `"${word}" has ${targets.size} synonyms; 8 of them are searched for.`)
  })

function listPostings({ keys, rules }: InternedRules): number[][] {
  const postings: number[][] = keys.map(() => [])
  rules.forEach(({ from }, at) => {
    for (const phrase of from) postings[phrase]?.push(at)
  })
  return postings
}

function wordOf({ keys, written }: InternedRules, phrase: number): string {
  return written[phrase] || (keys[phrase] ?? '')
}
