import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { Completions } from './completions-format.ts'
import { allowedEdits, findCloseWords } from './find-close-words.ts'
import { type WordRange, countWords, findPrefix, findWord } from './find-words.ts'
import { PLACES, type WordChoice, findBest, placeWords } from './match-entries.ts'

/** A typed word; `open`: it may go on. */
export type TypedWord = { surface: string; open: boolean }
/** `places`: the word of the entry for each typed word; `edits`: 0 when all stand there as typed. */
export type Completed = { entry: number; places: readonly number[]; edits: number }

/** More words than this are a text, not the beginning of a query. */
const MAX_WORDS = 16
const MOST_EDITS = 2
const NONE: ReadonlyMap<number, number> = new Map()

export function readTyped(q: string, language: Language): TypedWord[] {
  const tokens = analyse(q, language)
  return tokens.length > MAX_WORDS ? [] : tokens.map(({ surface, end }) => ({ surface, open: end === q.length }))
}

/**
 * Up to `limit` completions of what was typed: exact ones first (those that begin with it, then with it further on, then with its words in
 * another order), then those one edit away, then two; by rank inside each. `accept` decides last, entry by entry.
 */
export function completePrefix(
  completions: Completions,
  typed: readonly TypedWord[],
  limit: number,
  accept: (entry: number) => boolean,
): Completed[] {
  const found = new Map<number, Completed>()
  const exact = typed.map(({ surface, open }) => ({ exact: (open ? findPrefix : findWord)(completions, surface), close: NONE }))
  const collect = (choices: readonly WordChoice[], edits: number): void => {
    for (const place of typed.length === 1 ? PLACES.slice(0, 2) : PLACES) {
      const wanted = { choices, place, edits, accept: (entry: number) => !found.has(entry) && accept(entry) }
      for (const entry of findBest(completions, wanted, limit - found.size)) {
        found.set(entry, { entry, places: placeWords(completions, entry, wanted) ?? [], edits })
      }
    }
  }
  collect(exact, 0)
  for (const wide of [false, true]) {
    // the first letter is right nearly always; all words are looked through only when it seems to be wrong
    if (found.size >= limit || (wide && found.size > 0)) break
    const choices = exact.map((choice, at) => withClose(completions, typed[at], choice, wide, found.size > 0))
    if (choices.every(({ close }) => close.size === 0)) continue
    for (let edits = 1; edits <= MOST_EDITS && found.size < limit; edits++) collect(choices, edits)
  }
  return [...found.values()]
}

/** Numbers and model codes are meant as they are typed; two letters are corrected only when nothing begins with them. */
function withClose(completions: Completions, word: TypedWord | undefined, choice: WordChoice, wide: boolean, found: boolean): WordChoice {
  if (!word || /\p{N}/u.test(word.surface) || (found && word.surface.length < 3)) return choice
  const edits = allowedEdits(word.surface.length)
  const range: WordRange = wide ? { from: 0, to: countWords(completions) } : findPrefix(completions, firstLetter(word.surface))
  return { ...choice, close: findCloseWords(completions, word.surface, edits, word.open, range) }
}

function firstLetter(surface: string): string {
  return String.fromCodePoint(surface.codePointAt(0) ?? 0)
}
