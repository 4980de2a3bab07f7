import type { Language } from '../../../../shared/text/index.ts'
import { measureEdits } from './edit-cost.ts'
import { ERROR_MODEL as MODEL } from './error-model.ts'
import { mapHomoglyphs } from './homoglyphs.ts'
import { keyboardNeighbours } from './keyboards.ts'
import type { Vocabulary } from './open-vocabulary.ts'
import { phoneticKey } from './phonetic-key.ts'
import { SHORTEST_ALIKE, editLimit } from './word-kinds.ts'

/** A word the typed one may stand for; `cost` in nats is of the slip alone. */
export type Candidate = { surface: string; cost: number; frequency: number }

/** Kept of a word: the likeliest before context is heard. */
const MAX_CANDIDATES = 8
/** Compared of a word, commonest or not: bounds what a word that resembles everything costs. */
const MAX_COMPARED = 3_000
/** Edits within which a word that sounds alike is compared, and letters from which there is one more. */
const ALIKE_EDITS = 2
const LONG_WORD = 7

/** Words of the vocabulary within the edits a word of this length allows, the likeliest first. */
export function findCandidates(typed: string, vocabulary: Vocabulary, language: Language, isBlocked: (surface: string) => boolean): Candidate[] {
  const neighbours = keyboardNeighbours(language)
  const limit = editLimit(typed.length)
  const key = phoneticKey(typed, language)
  const seen = new Set<number>()
  const found: Candidate[] = []
  const compare = (id: number, most: number) => {
    if (seen.size >= MAX_COMPARED || Math.abs(vocabulary.lengthAt(id) - typed.length) > most || seen.has(id)) return
    seen.add(id)
    const surface = vocabulary.wordAt(id)
    const measured = measureEdits(typed, surface, most, neighbours)
    if (measured === null || measured.edits === 0) return
    const alike = key !== '' && phoneticKey(surface, language) === key
    if (measured.edits > limit && !alike) return
    // a first letter that sounds the same ("vottle", "fone") is no more telling than another
    const relief = MODEL.soundsAlike + (typed[0] === surface[0] ? 0 : MODEL.firstLetter)
    const cost = alike ? Math.max(MODEL.least, measured.cost - relief) : measured.cost
    found.push({ surface, cost, frequency: vocabulary.frequencyAt(id) })
  }
  if (typed.length >= SHORTEST_ALIKE)
    vocabulary.visitAlike(typed, language, (id) => compare(id, typed.length < LONG_WORD ? ALIKE_EDITS : ALIKE_EDITS + 1))
  if (limit > 0) vocabulary.visitSimilar(typed, limit, (id) => compare(id, limit))
  for (const surface of mapHomoglyphs(typed)) {
    const frequency = vocabulary.frequency(surface)
    if (frequency > 0) found.push({ surface, cost: MODEL.lookAlike, frequency })
  }
  return found
    .filter(({ surface }) => !isBlocked(surface))
    .sort((left, right) => rate(right) - rate(left) || (left.surface < right.surface ? -1 : 1))
    .slice(0, MAX_CANDIDATES)
}

function rate({ cost, frequency }: Candidate): number {
  return Math.log(frequency) - cost
}
