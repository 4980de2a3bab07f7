import type { QueryTerm } from '../../../domain/search/ports.ts'

type Alternative = NonNullable<QueryTerm['alternatives']>[number]

/**
 * A clause as FTS5 reads it: what was typed, or an alternative. One that holds the typed word is left out: where it stands, the word does,
 * and bm25() reads every phrase of an expression from end to end.
 */
export function writeClause(clause: QueryTerm): string {
  const others = listRequired(clause).map(writeAlternative)
  return others.length === 0 ? writeTyped(clause) : `(${[writeTyped(clause), ...others].join(' OR ')})`
}

/** Any clause: what was typed, and once each alternative that holds none of the typed words. */
export function writeAny(clauses: readonly QueryTerm[]): string {
  return [...clauses.map(writeTyped), ...listApart(clauses)].join(' OR ')
}

/** The forms of the clauses that have alternatives; clauses and alternatives are numbers of their lists. */
export type KeywordForms = {
  /** what was typed: [clause, expression] */
  typed: [number, string][]
  /** expressions, each once */
  alternatives: string[]
  /** [clause, alternative, weight], or without a clause [null, alternative, how often it stands in writeAny, how often in the clauses joined by AND] */
  uses: ([number, number, number] | [null, number, number, number])[]
}

/** Null when no clause has any. */
export function listForms(clauses: readonly QueryTerm[]): KeywordForms | null {
  const apart = listApart(clauses)
  const places = new Map<string, number>()
  const required: number[] = []
  const forms: KeywordForms = { typed: [], alternatives: [], uses: [] }
  clauses.forEach((clause, at) => {
    const alternatives = listOthers(clause)
    if (alternatives.length > 0) forms.typed.push([at, writeTyped(clause)])
    for (const alternative of alternatives) {
      const expression = writeAlternative(alternative)
      const place = places.get(expression) ?? places.size
      places.set(expression, place)
      forms.alternatives[place] = expression
      required[place] = (required[place] ?? 0) + (holds(alternative, clause.term) ? 0 : 1)
      forms.uses.push([at, place, alternative.weight])
    }
  })
  forms.alternatives.forEach((expression, place) => forms.uses.push([null, place, apart.has(expression) ? 1 : 0, required[place] ?? 0]))
  return forms.typed.length === 0 ? null : forms
}

/** Any of the phrases; null without one. */
export function writePhrases(phrases: readonly (readonly string[])[]): string | null {
  return phrases.length === 0 ? null : phrases.map((terms) => writePhrase(terms, false)).join(' OR ')
}

/** Titles that say one of the terms anywhere. */
export function writeTitled(terms: readonly string[]): string {
  return `a : (${terms.map((term) => writePhrase([term], false)).join(' OR ')})`
}

/** What was typed, as an alternative of itself, is never the better form. */
function listOthers({ term, alternatives = [] }: QueryTerm): Alternative[] {
  return alternatives.filter(({ terms, prefix }) => prefix || terms.length > 1 || terms[0] !== term)
}

function listRequired({ term, alternatives = [] }: QueryTerm): Alternative[] {
  return alternatives.filter((alternative) => !holds(alternative, term))
}

function listApart(clauses: readonly QueryTerm[]): Set<string> {
  const alternatives = clauses.flatMap((clause) => clause.alternatives ?? [])
  return new Set(alternatives.filter((alternative) => !clauses.some(({ term }) => holds(alternative, term))).map(writeAlternative))
}

/** Whether every text that matches the alternative has the term: its last word may be a beginning only. */
function holds({ terms, prefix }: Alternative, term: string): boolean {
  return (prefix ? terms.slice(0, -1) : terms).includes(term)
}

export function writeTyped({ term, prefix }: QueryTerm): string {
  return prefix === null ? writePhrase([term], false) : `(${writePhrase([term], false)} OR ${writePhrase([prefix], true)})`
}

function writeAlternative({ terms, prefix }: Alternative): string {
  return writePhrase(terms, prefix)
}

/** FTS5 string syntax: nothing inside the quotes is an operator, and several words are a phrase. */
function writePhrase(terms: readonly string[], prefix: boolean): string {
  return `"${terms.join(' ').replaceAll('"', '""')}"${prefix ? ' *' : ''}`
}
