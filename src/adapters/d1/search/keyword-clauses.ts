import type { QueryTerm } from '../../../domain/search/ports.ts'

/** A clause as FTS5 reads it: what was typed, or any of its alternatives. */
export function writeClause(clause: QueryTerm): string {
  const typed = writeTyped(clause)
  const alternatives = clause.alternatives ?? []
  if (alternatives.length === 0) return typed
  return `(${[typed, ...alternatives.map(({ terms, prefix }) => writePhrase(terms, prefix))].join(' OR ')})`
}

/**
 * The forms of the clauses that have alternatives, as JSON [clause, expression, weight]; the weight of what was typed is
 * null. Null when no clause has any.
 */
export function writeForms(clauses: readonly QueryTerm[]): string | null {
  const forms = clauses.flatMap((clause, at): [number, string, number | null][] => {
    const alternatives = clause.alternatives ?? []
    if (alternatives.length === 0) return []
    return [
      [at, writeTyped(clause), null],
      ...alternatives.map(({ terms, prefix, weight }) => [at, writePhrase(terms, prefix), weight] as [number, string, number]),
    ]
  })
  return forms.length === 0 ? null : JSON.stringify(forms)
}

/** Any of the phrases; null without one. */
export function writePhrases(phrases: readonly (readonly string[])[]): string | null {
  return phrases.length === 0 ? null : phrases.map((terms) => writePhrase(terms, false)).join(' OR ')
}

function writeTyped({ term, prefix }: QueryTerm): string {
  return prefix === null ? writePhrase([term], false) : `(${writePhrase([term], false)} OR ${writePhrase([prefix], true)})`
}

/** FTS5 string syntax: nothing inside the quotes is an operator, and several words are a phrase. */
function writePhrase(terms: readonly string[], prefix: boolean): string {
  return `"${terms.join(' ').replaceAll('"', '""')}"${prefix ? ' *' : ''}`
}
