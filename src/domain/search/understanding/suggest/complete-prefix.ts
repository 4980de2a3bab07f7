import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { Completions } from './completions-format.ts'
import { allowedEdits, findCloseWords } from './find-close-words.ts'
import { type WordRange, countWords, findPrefix, findWord } from './find-words.ts'
import { PLACES, type WordChoice, findBest, placeWords } from './match-entries.ts'

/** A typed word; `open`: it may go on. */
export type TypedWord = { surface: string; open: boolean }
/** `places`: the word of the entry for each typed word. */
export type Completed = { entry: number; typed: readonly TypedWord[]; places: readonly number[] }

/** More words than this are a text, not the beginning of a query. */
const MAX_WORDS = 16
const MOST_EDITS = 2
const NONE: ReadonlyMap<number, number> = new Map()

/**
 * What was typed as words. In scripts without spaces an unfinished word is often cut where the whole one is not, so that there the words
 * that touch are read as one as well. None for a text without words, or with too many.
 */
export function readTyped(q: string, language: Language): TypedWord[][] {
  const tokens = analyse(q, language)
  if (tokens.length === 0 || tokens.length > MAX_WORDS) return []
  const words = tokens.map(({ surface, end }) => ({ surface, open: end === q.length }))
  const joined: TypedWord[] = []
  for (const [at, word] of words.entries()) {
    const before = joined.at(-1)
    if (before && tokens[at - 1]?.end === tokens[at]?.start) joined.splice(-1, 1, { surface: before.surface + word.surface, open: word.open })
    else joined.push(word)
  }
  return joined.length < words.length ? [words, joined] : [words]
}

/**
 * Up to `limit` completions of what was typed: exact ones first (those that begin with it, then with it further on, then with its words in
 * another order), then those one edit away, then two; by rank inside each. `accept` decides last, entry by entry.
 */
export function completePrefix(
  completions: Completions,
  readings: readonly (readonly TypedWord[])[],
  limit: number,
  accept: (entry: number) => boolean,
): Completed[] {
  const found = new Map<number, Completed>()
  const exact = readings.map((typed) => ({ typed, choices: typed.map((word) => chooseExact(completions, word)) }))
  const collect = ({ typed, choices }: Reading, edits: number): void => {
    for (const place of choices.length === 1 ? PLACES.slice(0, 2) : PLACES) {
      const wanted = { choices, place, edits, accept: (entry: number) => !found.has(entry) && accept(entry) }
      for (const entry of findBest(completions, wanted, limit - found.size)) {
        found.set(entry, { entry, typed, places: placeWords(completions, entry, wanted) ?? [] })
      }
    }
  }
  for (const reading of exact) collect(reading, 0)
  for (const wide of [false, true]) {
    // the first letter is right nearly always; all words are looked through only when it seems to be wrong
    if (found.size >= limit || (wide && found.size > 0)) break
    const close = exact.map((reading) => withClose(completions, reading, wide, found.size > 0))
    for (let edits = 1; edits <= MOST_EDITS && found.size < limit; edits++) {
      for (const reading of close) if (reading.choices.some((choice) => choice.close.size > 0)) collect(reading, edits)
    }
  }
  return [...found.values()]
}

type Reading = { typed: readonly TypedWord[]; choices: readonly WordChoice[] }

function chooseExact(completions: Completions, { surface, open }: TypedWord): WordChoice {
  return { exact: (open ? findPrefix : findWord)(completions, surface), close: NONE }
}

/** Numbers and model codes are meant as they are typed; two letters are corrected only when nothing begins with them. */
function withClose(completions: Completions, { typed, choices }: Reading, wide: boolean, found: boolean): Reading {
  const widen = (choice: WordChoice, at: number): WordChoice => {
    const word = typed[at]
    if (!word || /\p{N}/u.test(word.surface) || (found && word.surface.length < 3)) return choice
    const edits = allowedEdits(word.surface.length)
    const range: WordRange = wide ? { from: 0, to: countWords(completions) } : findPrefix(completions, firstLetter(word.surface))
    return { ...choice, close: findCloseWords(completions, word.surface, edits, word.open, range) }
  }
  return { typed, choices: choices.map(widen) }
}

function firstLetter(surface: string): string {
  return String.fromCodePoint(surface.codePointAt(0) ?? 0)
}
