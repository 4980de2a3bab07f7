import { AppError, type ErrorItem } from '../../../contracts/errors.ts'
import type { Rule, RuleConflict } from '../../../contracts/rules.ts'
import type { Language } from '../../../shared/text/index.ts'
import type { Collection } from '../../catalog/index.ts'
import { measureRegexes } from '../../ranking/index.ts'
import { judgeRule } from './check-rule.ts'
import { findCircles } from './find-circles.ts'
import { findConflicts } from './find-conflicts.ts'
import { MAX_REGEX_STEPS } from './limits.ts'
import { readIfSound } from './load-rules.ts'
import type { ReadRule } from './read-rule.ts'

/** Throws rules.invalid with a finding a member. */
export async function checkRule(collection: Collection, rule: Rule, showHidden: boolean): Promise<void> {
  refuse(await judgeRule(collection, rule, showHidden))
}

/**
 * A rule among the others of the draft (`rules` holds it too, in their order): what it is at odds with. Throws rules.circle,
 * and rules.invalid when all regular expressions together have become too large.
 */
export async function checkAmong(collection: Collection, rules: readonly Rule[], about: string): Promise<RuleConflict[]> {
  const language = collection.definition.language as Language
  if (rules.some((rule) => rule.id === about && rule.when.query?.match === 'regex')) refuse(judgeRegexes(rules))
  const read = await readRules(collection, rules)
  const [circle] = findCircles(read, language, about)
  if (circle) throw circleError(circle)
  return findConflicts(read, language, about)
}

/** All rules as they are to be published: each by itself, and together. Throws rules.invalid, rules.circle. */
export async function checkAll(collection: Collection, rules: readonly Rule[]): Promise<RuleConflict[]> {
  const language = collection.definition.language as Language
  const found: ErrorItem[] = []
  for (const rule of rules) {
    // who wrote a rule on a hidden field was allowed to
    const items = await judgeRule(collection, rule, true)
    found.push(...items.map((item) => ({ ...item, path: `${rule.id}: ${item.path}` })))
  }
  refuse(found)
  refuse(judgeRegexes(rules))
  const read = await readRules(collection, rules)
  const [circle] = findCircles(read, language)
  if (circle) throw circleError(circle)
  return findConflicts(read, language)
}

export async function readRules(collection: Collection, rules: readonly Rule[]): Promise<ReadRule[]> {
  const read = await Promise.all(rules.map((rule) => readIfSound(collection, rule)))
  return read.filter((rule) => rule !== null)
}

function refuse(found: readonly ErrorItem[]): void {
  const [first] = found
  if (first) throw new AppError('rules.invalid', `${first.path === '' ? '' : `${first.path}: `}${first.message}.`, found)
}

function judgeRegexes(rules: readonly Rule[]): ErrorItem[] {
  const steps = measureRegexes(rules.flatMap(({ when }) => (when.query?.match === 'regex' ? [when.query.text] : [])))
  if (steps <= MAX_REGEX_STEPS) return []
  const message = `all regular expressions of the collection compile to ${steps} steps, at most ${MAX_REGEX_STEPS} are allowed`
  return [{ path: 'when.query.text', message, code: 'rules.invalid' }]
}

function circleError(circle: readonly string[]): AppError {
  const message = describeCircle(circle)
  return new AppError('rules.circle', `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, [{ path: 'then', message, code: 'rules.circle' }])
}

export function describeCircle(circle: readonly string[]): string {
  const [first = '', ...others] = circle.map((id) => `"${id}"`)
  return others.length === 0 ? `the query that ${first} leads to fires it again` : `rules lead in a circle: ${[first, ...others, first].join(' to ')}`
}
