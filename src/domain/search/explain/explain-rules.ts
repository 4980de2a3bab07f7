import { matches } from '../../catalog/filter/index.ts'
import { traceRules } from '../rules/trace-rules.ts'
import type { Explained, ExplainedSearch } from './explained-search.ts'
import { joinWords } from './write-text.ts'

/** What merchandisers' rules did with the document. Conditions of rules are not told: they may speak of hidden fields. */
export function explainRules({ plan, document }: ExplainedSearch): Explained {
  const { rules, hidden } = plan
  const { applied, filters } = rules
  if (!rules.complete) return { step: 'rules', outcome: 'info', text: 'Rules could not be read.', details: { applied: [] }, short: null }
  if (applied.length + rules.idle.length === 0)
    return { step: 'rules', outcome: 'info', text: 'No rule fired.', details: { applied: [] }, short: null }
  const quote = (id: string): string => `"${applied.find((rule) => rule.id === id)?.name ?? id}"`
  const names = applied.map(({ id }) => quote(id))
  const body = { ...document.body, id: document.id }
  const excluding = [...new Set(filters.filter(({ filter }) => !matches(filter, body)).map(({ rule }) => rule))]
  const details = {
    applied: applied.map(({ id, name, effects }) => ({ id, name, effects })),
    hidden: hidden.includes(document.id),
    excludedBy: excluding,
  }
  if (hidden.includes(document.id)) return { step: 'rules', outcome: 'failed', text: 'A rule hides it.', details, short: 'hidden by a rule' }
  if (excluding.length > 0) {
    const who = joinWords(excluding.map(quote))
    return { step: 'rules', outcome: 'failed', text: `It is left out by ${who}.`, details, short: `left out by ${who}` }
  }
  const effects = traceRules(rules, document.id, document.body)
  const tell = ({ name, effect }: (typeof effects)[number]): string =>
    effect.startsWith('not ') ? `${effect} ("${name}")` : `${effect} by "${name}"`
  const text = effects.length === 0 ? 'They leave it alone.' : `It is ${joinWords(effects.map(tell))}.`
  return {
    step: 'rules',
    outcome: 'passed',
    text: `Rules that fired: ${names.length === 0 ? 'none that changes anything' : joinWords(names)}. ${text}`,
    details: { ...details, effects },
    short: effects.length === 0 ? null : joinWords(effects.map(({ effect }) => effect)),
  }
}
