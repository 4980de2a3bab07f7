import type { Completions } from './completions-format.ts'
import type { WordRange } from './find-words.ts'

/** Words that may stand for a typed one: those of the range as typed, the close ones with their edits. */
export type WordChoice = { exact: WordRange; close: ReadonlyMap<number, number> }

/** start: the completion begins with what was typed; inner: it has it further on, in one piece; anywhere: it has its words in any order. */
export const PLACES = ['start', 'inner', 'anywhere'] as const
export type Place = (typeof PLACES)[number]

export type Wanted = {
  choices: readonly WordChoice[]
  place: Place
  /** edits over all words */
  edits: number
  accept: (entry: number) => boolean
}

/** The best `count` entries (they are numbered by rank), ascending. Reads the postings of the rarest word, never texts. */
export function findBest(completions: Completions, wanted: Wanted, count: number): number[] {
  const best: number[] = []
  const rarest = findRarest(completions, wanted)
  if (!rarest || count <= 0) return best
  const visit = (list: Uint32Array, from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const entry = list[at] ?? 0
      if (best.length === count && entry >= (best[count - 1] ?? 0)) continue
      if (placeWords(completions, entry, wanted) && wanted.accept(entry)) insert(best, entry, count)
    }
  }
  const { starts, startsStarts, inner, innerStarts } = completions
  const { place } = wanted
  const visitWords = (from: number, to: number): void => {
    if (place === 'anywhere' || (place === 'start' && rarest.at === 0)) visit(starts, startsStarts[from] ?? 0, startsStarts[to] ?? 0)
    if (place !== 'start' || rarest.at > 0) visit(inner, innerStarts[from] ?? 0, innerStarts[to] ?? 0)
  }
  visitWords(rarest.exact.from, rarest.exact.to)
  for (const [word, edits] of rarest.close) if (edits <= wanted.edits) visitWords(word, word + 1)
  return best
}

/** The typed word with the fewest postings; null when one of them has none, because then nothing matches. */
function findRarest(completions: Completions, { choices, edits }: Wanted): (WordChoice & { at: number }) | null {
  const { startsStarts, innerStarts } = completions
  const countPostings = (from: number, to: number): number =>
    (startsStarts[to] ?? 0) - (startsStarts[from] ?? 0) + (innerStarts[to] ?? 0) - (innerStarts[from] ?? 0)
  let rarest: (WordChoice & { at: number }) | null = null
  let least = Infinity
  for (const [at, choice] of choices.entries()) {
    let postings = countPostings(choice.exact.from, choice.exact.to)
    for (const [word, needed] of choice.close) if (needed <= edits) postings += countPostings(word, word + 1)
    if (postings === 0) return null
    if (postings < least) {
      least = postings
      rarest = { ...choice, at }
    }
  }
  return rarest
}

function insert(best: number[], entry: number, count: number): void {
  let at = best.length
  while (at > 0 && (best[at - 1] ?? 0) > entry) at--
  if (best[at - 1] === entry) return
  best.splice(at, 0, entry)
  if (best.length > count) best.pop()
}

/** Where in an entry each typed word stands, in the order they were typed; null when it does not match. */
export function placeWords(
  completions: Completions,
  entry: number,
  { choices, place, edits }: Pick<Wanted, 'choices' | 'place' | 'edits'>,
): number[] | null {
  const { entryWordStarts, entryWords } = completions
  const from = entryWordStarts[entry] ?? 0
  const length = (entryWordStarts[entry + 1] ?? 0) - from
  if (place === 'anywhere') return placeAnywhere(entryWords.subarray(from, from + length), choices, edits)
  const last = place === 'start' ? 0 : length - choices.length
  for (let at = place === 'start' ? 0 : 1; at <= last && at + choices.length <= length; at++) {
    let left = edits
    for (let typed = 0; typed < choices.length && left >= 0; typed++) left -= editsOf(choices[typed], entryWords[from + at + typed] ?? 0)
    if (left >= 0) return choices.map((_, typed) => at + typed)
  }
  return null
}

/** Complete words take their places first, each the closest that is free. */
function placeAnywhere(words: Uint32Array, choices: readonly WordChoice[], edits: number): number[] | null {
  const places: number[] = []
  let left = edits
  for (const choice of choices) {
    let found = -1
    let least = Infinity
    for (let at = 0; at < words.length && least > 0; at++) {
      const needed = editsOf(choice, words[at] ?? 0)
      if (needed < least && !places.includes(at)) {
        found = at
        least = needed
      }
    }
    left -= least
    if (left < 0) return null
    places.push(found)
  }
  return places
}

function editsOf(choice: WordChoice | undefined, word: number): number {
  if (!choice) return Infinity
  return word >= choice.exact.from && word < choice.exact.to ? 0 : (choice.close.get(word) ?? Infinity)
}
