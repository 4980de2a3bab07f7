import type { Alternative, QueryTerm, QueryToken, TokenAlternative } from './query.ts'

/** More clauses than this make a query slower and not better; the rest is left out of the keyword side. */
export const MAX_CLAUSES = 48

/**
 * One clause a distinct written form, in order of first appearance: "flow flows" weighs its stem twice, as a text that says
 * both does (it is 0.02 nDCG on cisi). A word that is repeated has the alternatives of all its places: each is what a document may say
 * instead ("new york new jersey", "NJ"). `consumed` are positions of tokens that became a filter. A word still being typed counts by its stem
 * and by what stands there.
 */
export function makeClauses(
  tokens: readonly QueryToken[],
  alternatives: readonly TokenAlternative[],
  consumed: ReadonlySet<number>,
): readonly QueryTerm[] {
  const places = new Map<string, { token: QueryToken; at: number[] }>()
  tokens.forEach((token, at) => {
    if ((token.stop && !token.open) || consumed.has(at)) return
    const place = places.get(token.surface)
    // the one being typed speaks for the word: it matches more
    places.set(token.surface, { token: place !== undefined && !token.open ? place.token : token, at: [...(place?.at ?? []), at] })
  })
  const clauses = [...places.values()].map(({ token, at }): QueryTerm => {
    const own = alternatives.filter(({ from, to }) => at.some((place) => from <= place && place < to))
    return { term: token.term, prefix: token.open ? token.surface : null, ...(own.length > 0 ? { alternatives: mergeEqual(own) } : {}) }
  })
  return clauses.slice(0, MAX_CLAUSES)
}

/** Two steps may think of the same form: it counts once, as much as the better of them says. */
function mergeEqual(alternatives: readonly TokenAlternative[]): Alternative[] {
  const merged = new Map<string, Alternative>()
  for (const { terms, prefix, weight } of alternatives) {
    const key = `${terms.join(' ')}${prefix ? '*' : ''}`
    if ((merged.get(key)?.weight ?? 0) < weight) merged.set(key, { terms, prefix, weight })
  }
  return [...merged.values()].toSorted((left, right) => right.weight - left.weight)
}
