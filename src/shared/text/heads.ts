import type { Token } from './analyse.ts'
import type { Language } from './languages.ts'
import { stopWords } from './stop-words.ts'

/**
 * Words behind which a title says what a thing is for, by language, as surfaces: those of the languages whose head noun stands last, as far as their
 * function words are known.
 */
const PURPOSES: Partial<Record<Language, ReadonlySet<string>>> = {
  en: new Set(['for', 'with', 'fits']),
  de: new Set(['fur', 'mit']),
  nl: new Set(['voor', 'met']),
  sv: new Set(['for', 'med', 'till']),
}
/** Longer texts are prose, and name no thing. */
const LONGEST_TITLE = 256
/** Between the words of one phrase: spaces, or a sign that joins what it stands in ("single-serve"). */
const SPACES = /^\s+$/u
const POSSESSIVE = /^['’]s?(?=\s)/u
const JOINT = /^['’\-‐‑/]?$/u
const LETTER = /^\p{L}/u

/** Whether titles of the language tell what a thing is by where a word stands. */
export function hasHeads(language: Language): boolean {
  return PURPOSES[language] !== undefined
}

/**
 * Terms that a title says its thing is: words behind which the phrase ends, at a function word, a number, a sign or the end ("InFocus
 * Projector Lamp for IN112", "Lamp, brass": lamp; never projector), before anything that says what it is for or comes with. Each once,
 * in order. `tokens` are the analysed `text`. Empty for texts of over 256 characters and in languages without known heads.
 */
export function findHeads(text: string, tokens: readonly Token[], language: Language): string[] {
  const purposes = PURPOSES[language]
  if (purposes === undefined || text.length > LONGEST_TITLE) return []
  const stops = stopWords(language)
  const purpose = tokens.findIndex(({ surface }) => purposes.has(surface))
  const named = purpose === -1 ? tokens : tokens.slice(0, purpose + 1)
  const heads = named.filter((token, at) => {
    if (stops.has(token.surface) || purposes.has(token.surface) || !LETTER.test(token.surface)) return false
    const next = named[at + 1]
    if (next === undefined) return true
    const between = text.slice(token.end, next.start).replace(POSSESSIVE, '')
    if (JOINT.test(between)) return false
    return !SPACES.test(between) || stops.has(next.surface) || purposes.has(next.surface) || !LETTER.test(next.surface)
  })
  return [...new Set(heads.map(({ term }) => term))]
}
