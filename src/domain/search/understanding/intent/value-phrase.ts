import { hashWord } from '../../../../shared/math/random.ts'
import { type Language, type Token, analyse } from '../../../../shared/text/index.ts'

/** Longer values are sentences, not names of anything. */
export const MAX_PHRASE_WORDS = 6
const MAX_CHARACTERS = 64
/** Letters, or the signs of a script without letters; a value of digits alone says nothing without its field. */
const SAYS_SOMETHING = /\p{L}/u
const CONTROL = /\p{Cc}/u

/** The words of a facet value as the query's are analysed; undefined for a value no query can be expected to name. */
export function valuePhrase(value: string, language: Language): Token[] | undefined {
  if (value.length > MAX_CHARACTERS || !SAYS_SOMETHING.test(value) || CONTROL.test(value)) return undefined
  const tokens = analyse(value, language)
  return tokens.length === 0 || tokens.length > MAX_PHRASE_WORDS ? undefined : tokens
}

/**
 * Whether two words of one stem differ by number or gender alone: comedy and comedies, rojo and rojas,
 * but not animal, animated and animation, which a stemmer makes one.
 */
export function isInflection(left: string, right: string): boolean {
  if (left === right) return true
  let shared = 0
  while (shared < left.length && left[shared] === right[shared]) shared += 1
  const tails = [left.slice(shared), right.slice(shared)]
  return tails.every((tail) => ENDINGS.has(tail)) || (tails.includes('y') && tails.includes('ies'))
}

/** Number and gender in the languages that stem; all of them lose at least one in the stem. */
const ENDINGS: ReadonlySet<string> = new Set(['', 's', 'es', 'e', 'n', 'en', 'er', 'em', 'a', 'o', 'as', 'os', 'x'])

/** One 32-bit number for a run of hashed terms: extends the number of the run before its last term. */
export function extendHash(run: number, term: number): number {
  return (Math.imul(run ^ term, 0x01000193) + Math.imul(run, 31)) >>> 0
}

export const EMPTY_RUN = 0x811c9dc5

/** Names a value of a field. */
export function hashValue(field: string, value: string): number {
  return hashWord(value, hashWord(field))
}
