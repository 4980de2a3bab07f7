import { MAX_REGEX_STEPS } from './limits.ts'
import { MAX_RULES, MAX_RULES_LENGTH, type Rule } from '../../../contracts/rules.ts'
import type { Language } from '../../../shared/text/index.ts'
import type { Collection } from '../../catalog/index.ts'
import { measureRegexes } from '../../ranking/index.ts'
import { describeCircle, readRules } from './check-rules.ts'
import { findClosing } from './find-circles.ts'
import type { RuleFailure, RuleLine } from './read-rule-file.ts'

type Admitted = { lines: readonly RuleLine[]; failed: readonly RuleFailure[] }

/**
 * Which lines of a file, each sound by itself, fit beside `kept` (rules that stay unless a line has their id) and beside each other: the
 * earlier line has the room, and the later one of a circle is refused. What is refused leaves the rule with its id as it is.
 */
export async function admitLines(collection: Collection, kept: readonly Rule[], given: readonly RuleLine[]): Promise<Admitted> {
  const steps = [admitOnce, admitByRoom, admitByRegexes]
  let lines = given
  const failed: RuleFailure[] = []
  for (const step of steps) {
    const found = step(kept, lines)
    lines = found.lines
    failed.push(...found.failed)
  }
  const found = await admitByCircles(collection, kept, lines)
  return { lines: found.lines, failed: [...failed, ...found.failed] }
}

/** Two lines with one id are a mistake: one of the rules would be lost without a word. */
function admitOnce(_kept: readonly Rule[], given: readonly RuleLine[]): Admitted {
  const first = new Map<string, number>()
  return divide(given, ({ line, rule }) => {
    const earlier = first.get(rule.id)
    if (earlier !== undefined) return { line, code: 'rules.invalid', message: `id: line ${earlier} has the id "${rule.id}" too` }
    first.set(rule.id, line)
    return null
  })
}

function admitByRoom(kept: readonly Rule[], given: readonly RuleLine[]): Admitted {
  const lengths = new Map(kept.map((rule) => [rule.id, JSON.stringify(rule).length]))
  let length = [...lengths.values()].reduce((sum, one) => sum + one, 0)
  return divide(given, ({ line, rule }) => {
    const longer = length - (lengths.get(rule.id) ?? 0) + JSON.stringify(rule).length
    if (!lengths.has(rule.id) && lengths.size >= MAX_RULES)
      return { line, code: 'rules.too_many', message: `the collection would have more than ${MAX_RULES} rules` }
    if (longer > MAX_RULES_LENGTH) return { line, code: 'rules.too_many', message: `all rules would have ${longer} characters of JSON` }
    length = longer
    lengths.set(rule.id, JSON.stringify(rule).length)
    return null
  })
}

/** Measured together, since a set shares steps: the longest beginning of the file that fits is found by halving. */
function admitByRegexes(kept: readonly Rule[], given: readonly RuleLine[]): Admitted {
  const places = given.flatMap(({ rule }, at) => (rule.when.query?.match === 'regex' ? [at] : []))
  const measure = (count: number): number => {
    const end = count === places.length ? given.length : (places[count] ?? 0)
    const taken = given.filter(({ rule }, at) => at < end || rule.when.query?.match !== 'regex').map(({ rule }) => rule)
    const ids = new Set(taken.map(({ id }) => id))
    const rules = [...kept.filter(({ id }) => !ids.has(id)), ...taken]
    return measureRegexes(rules.flatMap(({ when }) => (when.query?.match === 'regex' ? [when.query.text] : [])))
  }
  if (places.length === 0 || measure(places.length) <= MAX_REGEX_STEPS) return { lines: given, failed: [] }
  let [fits, over] = [0, places.length]
  while (over - fits > 1) {
    const middle = (fits + over) >> 1
    if (measure(middle) <= MAX_REGEX_STEPS) fits = middle
    else over = middle
  }
  const refused = new Set(places.slice(fits))
  const message = `when.query.text: all regular expressions of the collection would compile to more than ${MAX_REGEX_STEPS} steps`
  return {
    lines: given.filter((_line, at) => !refused.has(at)),
    failed: given.flatMap(({ line }, at) => (refused.has(at) ? [{ line, code: 'rules.invalid', message }] : [])),
  }
}

/** A refused line leaves an older rule in its place, which may close a circle with others: lines are judged again until none is refused. */
async function admitByCircles(collection: Collection, kept: readonly Rule[], given: readonly RuleLine[]): Promise<Admitted> {
  const language = collection.definition.language as Language
  const old = await readRules(collection, kept)
  const fresh = await readRules(
    collection,
    given.map(({ rule }) => rule),
  )
  const failed = new Map<Rule, readonly string[]>()
  for (let before = -1; before < failed.size;) {
    before = failed.size
    const taken = fresh.filter(({ rule }) => !failed.has(rule))
    const ids = new Set(taken.map(({ rule }) => rule.id))
    const standing = old.filter(({ rule }) => !ids.has(rule.id))
    for (const { rule, circle } of findClosing(standing, taken, language)) failed.set(rule, circle)
  }
  return divide(given, ({ line, rule }) => {
    const circle = failed.get(rule)
    return circle ? { line, code: 'rules.circle', message: describeCircle(circle) } : null
  })
}

function divide(given: readonly RuleLine[], judge: (line: RuleLine) => RuleFailure | null): Admitted {
  const failed: RuleFailure[] = []
  const lines = given.filter((line) => {
    const failure = judge(line)
    if (failure) failed.push(failure)
    return failure === null
  })
  return { lines, failed }
}
