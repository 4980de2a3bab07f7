import type { QueryTerm } from './ports.ts'

/** More clauses or forms make a query slower and not better, and a statement takes only so much. */
const MAX_CLAUSES = 48
const MAX_FORMS = 96

/** The first 48 clauses with at most 96 forms in all, what was typed included: the alternatives of the lowest weights go, later ones first. */
export function boundClauses(clauses: readonly QueryTerm[]): readonly QueryTerm[] {
  const bounded = clauses.slice(0, MAX_CLAUSES)
  const forms = bounded.flatMap((clause) => clause.alternatives ?? [])
  if (bounded.length + forms.length <= MAX_FORMS) return bounded
  const places = forms.map((_form, place) => place)
  const kept = new Set(
    places.toSorted((left, right) => (forms[right]?.weight ?? 0) - (forms[left]?.weight ?? 0) || left - right).slice(0, MAX_FORMS - bounded.length),
  )
  let place = 0
  return bounded.map(({ alternatives = [], ...clause }) => ({ ...clause, alternatives: alternatives.filter(() => kept.has(place++)) }))
}
