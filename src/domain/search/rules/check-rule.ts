import { AppError, type ErrorItem } from '../../../contracts/errors.ts'
import { MAX_RULE_LENGTH, type Rule } from '../../../contracts/rules.ts'
import type { Language } from '../../../shared/text/index.ts'
import type { Collection } from '../../catalog/index.ts'
import { checkRegex, readRuleQuery } from '../../ranking/index.ts'
import { checkEffects } from './check-effects.ts'
import { bindWithoutIds, readDate } from './read-rule.ts'

/** Why a rule makes no sense by itself, a finding a member; none when it does. Filters may name hidden fields with `showHidden`. */
export async function judgeRule(collection: Collection, rule: Rule, showHidden: boolean): Promise<ErrorItem[]> {
  const bind = (filter: string, path: string): Promise<ErrorItem[]> => judgeFilter(collection, filter, path, showHidden)
  const language = collection.definition.language as Language
  const found = [
    ...judgeQuery(rule.when.query, language),
    ...(rule.when.filter === undefined ? [] : await bind(rule.when.filter, 'when.filter')),
    ...judgeDates(rule.when),
    ...(await checkEffects(rule.then, { bind, hasWord: (text) => readRuleQuery(text, language).terms.length > 0 })),
  ]
  const length = JSON.stringify(rule).length
  if (found.length > 0 || length <= MAX_RULE_LENGTH) return found
  return [invalid('', `the rule has ${length} characters of JSON, at most ${MAX_RULE_LENGTH} are allowed`)]
}

function invalid(path: string, message: string): ErrorItem {
  return { path, message, code: 'rules.invalid' }
}

function judgeQuery(query: Rule['when']['query'], language: Language): ErrorItem[] {
  const path = 'when.query.text'
  if (!query) return []
  if (query.match !== 'regex') return readRuleQuery(query.text, language).terms.length > 0 ? [] : [invalid(path, `"${query.text}" has no word in it`)]
  const checked = checkRegex(query.text)
  return checked.ok ? [] : [invalid(path, `the regular expression ${checked.reason}`)]
}

function judgeDates({ from, until }: Rule['when']): ErrorItem[] {
  const dates = { from, until }
  const bad = (['from', 'until'] as const).filter((name) => dates[name] !== undefined && readDate(dates[name]) === null)
  if (bad.length > 0) return bad.map((name) => invalid(`when.${name}`, `"${dates[name]}" is no RFC 3339 date`))
  const [begins, ends] = [readDate(from), readDate(until)]
  return begins !== null && ends !== null && ends <= begins ? [invalid('when.until', 'lies not after from: the rule would never fire')] : []
}

async function judgeFilter(collection: Collection, filter: string, path: string, showHidden: boolean): Promise<ErrorItem[]> {
  try {
    await bindWithoutIds(collection, filter, path, showHidden)
    return []
  } catch (error) {
    if (error instanceof AppError) return error.errors.map((item) => ({ ...item, code: error.code }))
    throw error
  }
}
