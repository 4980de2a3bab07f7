import { type Language, type TermMatcher, analyse } from '../../shared/text/index.ts'
import type { QueryTerm } from './ports.ts'

/** Text beyond this many UTF-16 units is not looked at, as in highlighting. */
const MAX_ANALYSED = 100_000

export function analyseTerms(text: string, language: Language): string[] {
  return analyse(text.slice(0, MAX_ANALYSED), language).map((token) => token.term)
}

/** Whether any form of the clause stands in these terms; a phrase has its terms side by side. */
export function occursIn(clause: QueryTerm, terms: readonly string[]): boolean {
  return formsIn(clause, terms).length > 0
}

/** The forms of the clause that stand in these terms, the one typed first. */
export function formsIn(clause: QueryTerm, terms: readonly string[]): readonly Form[] {
  return formsOf(clause).filter((form) => findForm(form, terms))
}

/** Which terms of a text to mark: those of every form that stands in it. A phrase that does not stand there marks none of its words. */
export function matchText(clauses: readonly QueryTerm[], text: string, language: Language): TermMatcher {
  const forms = clauses.flatMap(formsOf)
  const phrases = forms.some(({ terms }) => terms.length > 1)
  const analysed = phrases ? analyseTerms(text, language) : []
  const found = forms.filter((form) => form.terms.length === 1 || findForm(form, analysed))
  const exact = new Set(found.flatMap(({ terms, prefix }) => (prefix ? terms.slice(0, -1) : terms)))
  const prefixes = found.flatMap(({ terms, prefix }) => (prefix ? terms.slice(-1) : []))
  return (term) => exact.has(term) || prefixes.some((prefix) => term.startsWith(prefix))
}

type Form = { terms: readonly string[]; prefix: boolean }

function formsOf({ term, prefix, alternatives = [] }: QueryTerm): Form[] {
  return [{ terms: [term], prefix: false }, ...(prefix === null ? [] : [{ terms: [prefix], prefix: true }]), ...alternatives]
}

function findForm({ terms, prefix }: Form, text: readonly string[]): boolean {
  const [only = '', ...more] = terms
  if (more.length === 0) return prefix ? text.some((term) => term.startsWith(only)) : text.includes(only)
  const last = terms.length - 1
  return text.some((_term, at) =>
    terms.every((term, place) => (prefix && place === last ? text[at + place]?.startsWith(term) === true : text[at + place] === term)),
  )
}
