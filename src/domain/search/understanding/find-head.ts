import { type Language, hasHeads, stopWords } from '../../../shared/text/index.ts'
import type { QueryToken, TokenAlternative, UnderstoodQuery } from './query.ts'

/** What more words, or more phrases, say is a sentence and no name of a thing. */
const MOST_WORDS = 4
const MOST_PHRASES = 2

/**
 * The word that says what is looked for, with the other ways to say it: the last one before the query says what it is for or like ("wall
 * charger", "pillow for a bed"). Null where the query is no name of a thing: over four words, over two phrases with function words
 * between, a number or a code in its place, a word still being typed, or a language whose titles don't tell. `consumed` are places
 * of words that became a filter.
 */
export function findHead(
  tokens: readonly QueryToken[],
  alternatives: readonly TokenAlternative[],
  consumed: ReadonlySet<number>,
  language: Language,
): UnderstoodQuery['head'] {
  if (!hasHeads(language)) return null
  const isWord = (at: number): boolean => tokens[at]?.stop === false && !consumed.has(at)
  const words = tokens.flatMap((_token, at) => (isWord(at) ? [at] : []))
  const ends = words.filter((at) => !isWord(at + 1))
  const at = ends[0]
  const head = at === undefined ? undefined : tokens[at]
  if (at === undefined || head === undefined || words.length > MOST_WORDS || ends.length > MOST_PHRASES) return null
  if (head.open || stopWords(language).has(head.surface) || !/^\p{L}{2}/u.test(head.surface) || /\p{Nd}/u.test(head.surface)) return null
  const others = alternatives.filter(({ to, terms, prefix }) => to === at + 1 && terms.length === 1 && !prefix)
  // what is written apart here is one word where a title names it
  const joined = others.filter(({ from }) => from < at)
  const terms = (joined.length > 0 ? joined : others).flatMap((other) => other.terms)
  return { text: head.surface, terms: [...new Set(joined.length > 0 ? terms : [head.term, ...terms])] }
}
