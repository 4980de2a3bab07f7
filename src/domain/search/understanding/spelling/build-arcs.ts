import type { Language } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { ERROR_MODEL as MODEL } from './error-model.ts'
import { findCandidates } from './find-candidates.ts'
import type { Arc } from './lattice.ts'
import type { Vocabulary } from './open-vocabulary.ts'
import { isSpelt } from './word-kinds.ts'

/** Words of a query looked up for correction; a query with more unknown words than these is not a slip of the finger. */
export const MAX_LOOKUPS = 12
/** Documents up to which a known word may itself be a slip in the catalog, and how much commoner the word it stands for must be. */
const RARE = 2
const MUCH_COMMONER = 50
const SHORTEST_PART = 2

export type SpellingContext = {
  vocabulary: Vocabulary
  language: Language
  /** surfaces that the vocabulary lacks and the live index has */
  known: ReadonlySet<string>
  isBlocked(surface: string): boolean
}

/** Whether the word may be corrected at all: spelt in letters, finished, and not a function word. */
export function isOpenToCorrection(token: QueryToken): boolean {
  return !token.stop && !token.open && token.surface.length > 2 && isSpelt(token.surface)
}

/** Every reading of a run of words worth weighing: as typed, corrected, split in two, joined with the next, its space moved. */
export function buildArcs(tokens: readonly QueryToken[], indices: readonly number[], context: SpellingContext): Arc[] {
  const arcs: Arc[] = []
  let lookups = 0
  for (const [position, index] of indices.entries()) {
    const token = tokens[index]
    if (token === undefined) continue
    arcs.push({ from: position, to: position + 1, words: [token.surface], cost: 0, kept: true })
    if (isDoubtful(token, context) && lookups < MAX_LOOKUPS) {
      lookups += 1
      for (const reading of readWord(token.surface, context)) arcs.push({ ...reading, from: position, to: position + 1, kept: false })
    }
    const next = tokens[index + 1]
    if (next !== undefined && indices[position + 1] === index + 1) {
      for (const reading of readPair(token, next, context)) arcs.push({ ...reading, from: position, to: position + 2, kept: false })
    }
  }
  return arcs
}

type Reading = { words: readonly string[]; cost: number }

function isDoubtful(token: QueryToken, { vocabulary, known }: SpellingContext): boolean {
  return isOpenToCorrection(token) && !known.has(token.surface) && vocabulary.frequency(token.surface) <= RARE
}

function readWord(surface: string, { vocabulary, language, isBlocked }: SpellingContext): Reading[] {
  const own = vocabulary.frequency(surface)
  const candidates = findCandidates(surface, vocabulary, language, isBlocked).filter(({ frequency }) => frequency >= own * MUCH_COMMONER)
  const readings: Reading[] = candidates.map(({ surface: word, cost }) => ({ words: [word], cost }))
  if (own > 0) return readings
  for (const [left, right] of splitWord(surface)) {
    if (vocabulary.frequency(left) > RARE && vocabulary.frequency(right) > RARE && !isBlocked(left) && !isBlocked(right))
      readings.push({ words: [left, right], cost: MODEL.missingSpace })
  }
  return readings
}

/** Every cut of the word in two parts of at least two letters. */
export function* splitWord(surface: string): Generator<[string, string]> {
  for (let at = SHORTEST_PART; at <= surface.length - SHORTEST_PART; at++) yield [surface.slice(0, at), surface.slice(at)]
}

function readPair(left: QueryToken, right: QueryToken, context: SpellingContext): Reading[] {
  const { vocabulary, isBlocked } = context
  if (left.stop || right.stop || right.open || !isSpelt(left.surface) || !isSpelt(right.surface)) return []
  // written apart in the collection too: not a slip
  if (vocabulary.countAdjacent(left.surface, right.surface) > 0) return []
  const readings: Reading[] = []
  const joined = left.surface + right.surface
  if (vocabulary.frequency(joined) > RARE && !isBlocked(joined)) readings.push({ words: [joined], cost: MODEL.extraSpace })
  if (!isDoubtful(left, context) && !isDoubtful(right, context)) return readings
  for (const at of [left.surface.length - 1, left.surface.length + 1]) {
    const words = [joined.slice(0, at), joined.slice(at)]
    if (words.every((word) => word.length > 1 && vocabulary.frequency(word) > RARE && !isBlocked(word)))
      readings.push({ words, cost: MODEL.movedSpace })
  }
  return readings
}
