import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { ERROR_MODEL as MODEL } from './error-model.ts'
import { findCandidates } from './find-candidates.ts'
import type { Arc } from './lattice.ts'
import type { Vocabulary } from './open-vocabulary.ts'
import { isSpelt } from './word-kinds.ts'

/** Different words of a query looked up for correction; a query with more unknown words than these is not a slip of the finger. */
export const MAX_LOOKUPS = 12
/** A known word may itself be a slip in the catalog: in so few documents, so long, and with a neighbour so much commoner. */
const RARE = 4
const MUCH_COMMONER = 50
const LONG_ENOUGH = 6
const VERY_SHORT = 3
/** Documents below which a word is no part of a split or a join. */
const FIRM = 3
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
  return !token.stop && !token.open && !token.piece && token.surface.length > 2 && isSpelt(token.surface)
}

/** Every reading of a run of words worth weighing: as typed, corrected, split in two, joined with the next, its space moved. */
export function buildArcs(tokens: readonly QueryToken[], indices: readonly number[], context: SpellingContext): Arc[] {
  const arcs: Arc[] = []
  const looked = new Map<string, readonly Reading[]>()
  for (const [position, index] of indices.entries()) {
    const token = tokens[index]
    if (token === undefined) continue
    arcs.push({ from: position, to: position + 1, words: [token.surface], cost: 0, kept: true })
    if (isDoubtful(token, context) && (looked.has(token.surface) || looked.size < MAX_LOOKUPS)) {
      const readings = looked.get(token.surface) ?? readWord(token, context)
      looked.set(token.surface, readings)
      const beside = [tokens[indices[position - 1] ?? -1]?.surface, tokens[indices[position + 1] ?? -1]?.surface]
      for (const reading of readings) {
        if (token.surface.length > VERY_SHORT || isHeardBeside(reading.words, beside, context.vocabulary))
          arcs.push({ ...reading, from: position, to: position + 1, kept: false })
      }
    }
    const next = tokens[index + 1]
    if (next !== undefined && indices[position + 1] === index + 1) {
      for (const reading of readPair(token, next, context)) arcs.push({ ...reading, from: position, to: position + 2, kept: false })
    }
  }
  return arcs
}

type Reading = { words: readonly string[]; cost: number }

/** A word of three letters is one edit from anything: only what the collection says beside its neighbours counts. */
function isHeardBeside(words: readonly string[], beside: readonly (string | undefined)[], vocabulary: Vocabulary): boolean {
  return beside.some((other) => other !== undefined && words.some((word) => vocabulary.countNear(word, other) > 0))
}

function isDoubtful(token: QueryToken, { vocabulary, known }: SpellingContext): boolean {
  if (!isOpenToCorrection(token) || known.has(token.surface)) return false
  const own = vocabulary.frequency(token.surface)
  return own === 0 || (own <= RARE && token.surface.length >= LONG_ENOUGH)
}

function readWord({ surface, term }: QueryToken, { vocabulary, language, isBlocked }: SpellingContext): Reading[] {
  const own = vocabulary.frequency(surface)
  const candidates = findCandidates(surface, vocabulary, language, isBlocked)
  // a rare form of a common word finds what the common form finds
  if (own > 0 && candidates.some((candidate) => termOf(candidate.surface, language) === term)) return []
  const readings: Reading[] = candidates
    .filter(({ frequency }) => frequency >= own * MUCH_COMMONER)
    .map(({ surface: word, cost }) => ({ words: [word], cost }))
  if (own > 0) return readings
  for (const [left, right] of splitWord(surface)) {
    if (vocabulary.frequency(left) >= FIRM && vocabulary.frequency(right) >= FIRM && !isBlocked(left) && !isBlocked(right))
      readings.push({ words: [left, right], cost: MODEL.missingSpace })
  }
  return readings
}

function termOf(surface: string, language: Language): string {
  return analyse(surface, language)[0]?.term ?? surface
}

/** Every cut of the word in two parts of at least two letters. */
export function* splitWord(surface: string): Generator<[string, string]> {
  for (let at = SHORTEST_PART; at <= surface.length - SHORTEST_PART; at++) yield [surface.slice(0, at), surface.slice(at)]
}

function readPair(left: QueryToken, right: QueryToken, context: SpellingContext): Reading[] {
  const { vocabulary, isBlocked } = context
  if (left.stop || right.stop || right.open || left.piece || right.piece || !isSpelt(left.surface) || !isSpelt(right.surface)) return []
  // written apart in the collection too: not a slip
  if (vocabulary.countAdjacent(left.surface, right.surface) > 0) return []
  const readings: Reading[] = []
  const joined = left.surface + right.surface
  if (vocabulary.frequency(joined) >= FIRM && !isBlocked(joined)) readings.push({ words: [joined], cost: MODEL.extraSpace })
  if (!isDoubtful(left, context) && !isDoubtful(right, context)) return readings
  for (const at of [left.surface.length - 1, left.surface.length + 1]) {
    const words = [joined.slice(0, at), joined.slice(at)]
    if (words.every((word) => word.length > 1 && vocabulary.frequency(word) >= FIRM && !isBlocked(word)))
      readings.push({ words, cost: MODEL.movedSpace })
  }
  return readings
}
