import type { QueryToken } from './query.ts'

/** More pairs than this say nothing more about what is meant. */
const MAX_PHRASES = 12

/**
 * Words that stand side by side in the query, as phrases: documents that have them side by side too count a little more
 * (the ordered window of Metzler and Croft's sequential dependence model, 2005). Function words between them are passed over.
 */
export function findPhrases(tokens: readonly QueryToken[], consumed: ReadonlySet<number>): (readonly [left: QueryToken, right: QueryToken])[] {
  const words = tokens.filter((token, at) => !token.stop && !token.open && !consumed.has(at))
  const pairs = new Map<string, readonly [QueryToken, QueryToken]>()
  words.forEach((right, at) => {
    const left = words[at - 1]
    if (left && left.term !== right.term) pairs.set(`${left.term} ${right.term}`, [left, right])
  })
  return [...pairs.values()].slice(0, MAX_PHRASES)
}
