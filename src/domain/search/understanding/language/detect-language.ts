import type { Language } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { LATIN_SIGNS, type LatinSigns, shareOf } from './latin-signs.ts'
import { readScript } from './read-script.ts'

export type DetectedLanguage = { language: Language; confidence: number }

const MAX_LENGTH = 2048
/** In nats: one function word no other language has, or one such letter and a run of letters. */
const MIN_EVIDENCE = 1.2
/** What the best must have more than the next. */
const MIN_LEAD = 0.5
const WORD = 1.6
const LETTER = 1.4
const RUN = 0.25
/** One word may be a name or borrowed: "door" is Dutch for through, a jalapeño no Spanish. */
const MIN_SIGNS = 2
/** Runs of letters are hints that one word may hold by chance. */
const MAX_RUNS = 1

/**
 * The language a query seems to be written in, by its script, then by function words, letters and runs of letters; null when that can't be
 * told, as of one or two content words. A name in Latin letters inside another script changes nothing. `own` is the collection's language, which is
 * meant where a script is that of several. Pure; never fails.
 */
export function detectLanguage(text: string, tokens: readonly QueryToken[], own: Language): DetectedLanguage | null {
  const shown = text.slice(0, MAX_LENGTH).normalize('NFKC').toLowerCase()
  const { script, latin } = readScript(shown, own)
  // letters of other scripts that look Latin are single ones; real words have more
  if (script && (script.letters >= 2 || latin === 0) && script.letters * 4 >= latin)
    return { language: script.language, confidence: script.confidence }
  return latin < 2 ? null : detectLatin(shown, tokens)
}

function detectLatin(text: string, tokens: readonly QueryToken[]): DetectedLanguage | null {
  const words = new Set(tokens.slice(0, 64).map(({ surface }) => surface))
  const letters = new Set(text.match(/[^\p{ASCII}\d\s]|[¿¡]/gu))
  const scored = LATIN_SIGNS.map((signs) => ({ language: signs.language, ...weigh(signs, words, letters, text) })).sort(
    (left, right) => right.score - left.score,
  )
  const [best, next] = scored
  if (!best || best.signs < MIN_SIGNS || best.score < MIN_EVIDENCE || best.score - (next?.score ?? 0) < MIN_LEAD) return null
  // the 1 stands for all languages that nothing speaks for
  const mass = scored.reduce((sum, { score: other }) => (other > 0 ? sum + Math.exp(other - best.score) : sum), Math.exp(-best.score))
  return { language: best.language, confidence: Math.round(1000 / mass) / 1000 }
}

/** Signs many languages share count little; a letter the language does not have speaks against it. */
function weigh(signs: LatinSigns, words: ReadonlySet<string>, letters: ReadonlySet<string>, text: string): { score: number; signs: number } {
  const known = [...words].filter((word) => signs.words.has(word))
  const own = [...letters].filter((letter) => signs.letters.has(letter))
  const foreign = [...letters].filter((letter) => !signs.letters.has(letter) && /\p{Script=Latin}/u.test(letter))
  const runs = signs.runs.filter((run) => text.includes(run)).length
  const score =
    known.reduce((sum, word) => sum + WORD * Math.sqrt(shareOf(word)) * (word.length === 1 ? 0.4 : 1), 0) +
    own.reduce((sum, letter) => sum + LETTER * Math.sqrt(shareOf(letter)), 0) -
    (foreign.length * LETTER) / 2 +
    Math.min(MAX_RUNS, runs * RUN)
  return { score, signs: known.length + own.length }
}
