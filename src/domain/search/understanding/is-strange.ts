import type { QueryToken, TokenAlternative } from './query.ts'
import type { Vocabulary } from './spelling/index.ts'

type Words = Pick<Vocabulary, 'frequency' | 'beginsAnyWord'>

/** No word of a query, as corrected, and no other form of one occurs in the collection. `live`: surfaces the index has and the vocabulary lacks. */
export function isStrange(
  tokens: readonly QueryToken[],
  alternatives: readonly TokenAlternative[],
  live: ReadonlySet<string>,
  vocabulary: Words,
): boolean {
  const content = tokens.filter(({ stop }) => !stop)
  return (
    content.length > 0 &&
    content.every((token) => !token.open && !live.has(token.surface) && vocabulary.frequency(token.surface) === 0) &&
    !alternatives.some((form) => mayOccur(form, vocabulary))
  )
}

/** Single letters and terms with numbers in them are surfaces as well, so the vocabulary can tell; stems it does not have, and takes for words that occur. */
function mayOccur({ terms, prefix }: TokenAlternative, vocabulary: Words): boolean {
  return terms.every((term, at) => {
    if (term.length > 1 && !/\p{N}/u.test(term)) return true
    return prefix && at === terms.length - 1 ? vocabulary.beginsAnyWord(term) : vocabulary.frequency(term) > 0
  })
}
