import { type Language, hasHeads, stopWords } from '../../../shared/text/index.ts'
import { isMeasure, withoutAsking } from './intent/index.ts'
import type { QueryToken, TokenAlternative, UnderstoodQuery } from './query.ts'

/** What more words, or more phrases, say is a sentence and no name of a thing. */
const MOST_WORDS = 4
const MOST_PHRASES = 2
/** Two letters or more and no digit. */
const NAME = /^\p{L}[^\p{Nd}]+$/u
const NOTHING = { surface: '' }

/**
 * The word that says what is looked for, with the other ways to say it: the last one before the query says how large it is, what it is
 * for or like ("wall charger", "drill 18v", "pillow for a bed"). Words that only ask ("looking for") are passed over; one still being typed counts as
 * it stands, since no title is named by half a word. Null where the query is no name of a thing: over four words, over two phrases with
 * function words between, only measures and codes, or a language whose titles don't tell. `consumed` are places of words that became a filter.
 */
export function findHead(
  tokens: readonly QueryToken[],
  alternatives: readonly TokenAlternative[],
  consumed: ReadonlySet<number>,
  language: Language,
): UnderstoodQuery['head'] {
  if (!hasHeads(language)) return null
  const asked = new Set(withoutAsking(tokens, language, () => false))
  const words = tokens.flatMap((token, at) => (!token.stop && asked.has(token) && !consumed.has(at) ? [at] : []))
  const phrases = splitRuns(words)
  if (words.length > MOST_WORDS || phrases.length > MOST_PHRASES) return null
  const at = phrases[0]?.findLast((place) => !isMeasure(tokens[place] ?? NOTHING, tokens[place - 1]))
  const head = at === undefined ? undefined : tokens[at]
  if (at === undefined || head === undefined || stopWords(language).has(head.surface) || !NAME.test(head.surface)) return null
  return { text: head.surface, terms: listTerms(tokens, at, alternatives) }
}

/** Terms of the word and of what else may be said for it. What is written apart here, and together there, is one word where a title names it. */
function listTerms(tokens: readonly QueryToken[], at: number, alternatives: readonly TokenAlternative[]): string[] {
  const others = alternatives.filter(({ to, terms, prefix }) => to === at + 1 && terms.length === 1 && !prefix)
  const written = (from: number): string => tokens.slice(from, at + 1).reduce((text, { surface }) => text + surface, '')
  const joined = others.filter(({ from, terms }) => from < at && written(from).startsWith(terms[0] ?? ''))
  if (joined.length > 0) return [...new Set(joined.flatMap(({ terms }) => terms))]
  return [...new Set([tokens[at]?.term ?? '', ...others.flatMap(({ terms }) => terms)])]
}

/** Runs of places that follow each other. */
function splitRuns(places: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const place of places) {
    const run = runs.at(-1)
    if (run?.at(-1) === place - 1) run.push(place)
    else runs.push([place])
  }
  return runs
}
