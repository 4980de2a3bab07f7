import type { Language } from '../../../shared/text/index.ts'
import { schemaOf, searchableTexts } from '../../catalog/index.ts'
import { analyseTerms, formsIn } from '../match-clauses.ts'
import { surfaceOf } from '../present-query.ts'
import type { Explained, ExplainedSearch } from './explained-search.ts'
import { joinWords, writeNumber } from './write-text.ts'

/** One clause of the query: `fields` are those that it was found in, `form` a form of it that stands there, the typed one first. */
type CheckedClause = { word: string; term: string; known: boolean; matched: boolean; fields: readonly string[]; form: string | null; typed: boolean }

/** K: which words of the query the document has, and whether that is enough under the plan. */
export function explainKeyword(search: ExplainedSearch, inScope: boolean): Explained {
  const { plan, set, member, retrieval } = search
  const info = (text: string, reason: string): Explained => ({ step: 'keyword', outcome: 'info', text, details: { reason }, short: null })
  if (plan.kind === 'browse') return info('Nothing is searched for: every document that passes the filter is a result.', 'browse')
  if (plan.request.mode === 'semantic') return info('The words take no part in a semantic search.', 'mode')
  const clauses = checkClauses(search)
  const words = describeWords(clauses)
  const known = clauses.filter((clause) => clause.known)
  const bm25 = member?.keyword ?? null
  const details = { plan: set.plan, clauses, matches: inScope ? bm25 !== null : null, bm25 }
  if (!inScope) return { step: 'keyword', outcome: 'info', text: `It ${words}; the filter has left it out before.`, details, short: words }
  if (bm25 !== null) {
    const named = member?.headed === true && plan.query.head ? `; its title says that it is what is looked for (${plan.query.head.text})` : ''
    const text = `It ${words}; ${describePlan(set.plan, known.length)}; BM25 ${writeNumber(bm25)}${named}.`
    return { step: 'keyword', outcome: 'passed', text, details, short: words }
  }
  const base = { step: 'keyword', outcome: 'failed', details } as const
  if (retrieval.terms.length === 0) return { ...base, text: 'The query has no word to look for.', short: 'the query has no word to look for' }
  if (known.length === 0)
    return { ...base, text: 'No word of the query occurs in the collection.', short: 'no word of the query occurs in the collection' }
  if (set.plan === 'all' && known.some(({ matched }) => matched)) {
    const text = `It ${words}; the all-terms plan drops it, because enough documents have every word.`
    return { ...base, text, short: `${words}; dropped by the all-terms plan` }
  }
  if (known.some(({ matched }) => matched)) {
    const text = `It ${words}; what so many documents have finds none by itself, because enough documents have another word.`
    return { ...base, text, short: `${words}; so common a word finds nothing by itself` }
  }
  return { ...base, text: `It ${words}.`, short: words }
}

/** Read from the document's own texts, with the analyser that indexed them. */
function checkClauses({ plan, set, retrieval, document }: ExplainedSearch): CheckedClause[] {
  const { definition } = plan.collection
  const terms = new Map<string, string[]>()
  for (const { field, text } of searchableTexts(schemaOf(definition), document.body)) {
    terms.set(field, [...(terms.get(field) ?? []), ...analyseTerms(text, definition.language as Language)])
  }
  return retrieval.terms.map((clause, at) => {
    const found = [...terms].map(([field, words]) => ({ field, forms: formsIn(clause, words) })).filter(({ forms }) => forms.length > 0)
    const typed = found.some(({ forms }) => forms.some((form) => form.terms.length === 1 && form.terms[0] === clause.term && !form.prefix))
    const best = found[0]?.forms[0]
    return {
      word: surfaceOf(plan, clause.term),
      term: clause.term,
      known: !set.unknown.includes(at),
      matched: found.length > 0,
      fields: found.map(({ field }) => field),
      form: typed ? clause.term : best === undefined ? null : best.terms.join(' ') + (best.prefix ? '*' : ''),
      typed,
    }
  })
}

/** matches *walnut* in title, not *desk*; *unicorn* occurs nowhere */
function describeWords(clauses: readonly CheckedClause[]): string {
  const mark = ({ word, typed, form, fields }: CheckedClause): string =>
    `*${word}*${typed || form === null ? '' : ` as "${form}"`}${fields.length === 0 ? '' : ` in ${joinWords(fields)}`}`
  const matched = clauses.filter((clause) => clause.matched).map(mark)
  const missed = clauses.filter((clause) => clause.known && !clause.matched).map(mark)
  const unknown = clauses.filter((clause) => !clause.known).map(mark)
  const parts = matched.length > 0 ? [`matches ${joinWords(matched)}`] : [`matches no word of the query`]
  if (matched.length > 0 && missed.length > 0) parts.push(`not ${joinWords(missed, 'or')}`)
  const words = parts.join(', ')
  return unknown.length === 0 ? words : `${words}; ${joinWords(unknown)} ${unknown.length === 1 ? 'occurs' : 'occur'} nowhere`
}

function describePlan(plan: ExplainedSearch['set']['plan'], known: number): string {
  if (known < 2) return 'that is enough'
  return plan === 'all'
    ? 'every word is asked for, because enough documents have them all'
    : 'any word is enough, because few documents have them all'
}
