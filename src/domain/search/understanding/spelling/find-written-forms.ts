import type { WrittenForm } from '../../../../contracts/understanding.ts'
import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { QueryToken, TokenAlternative } from '../query.ts'
import { splitWord } from './build-arcs.ts'
import type { Vocabulary } from './open-vocabulary.ts'
import { isSpelt } from './word-kinds.ts'

/** What a match of the other way of writing counts: the same thing, not what was typed. */
const FORM_WEIGHT = 0.9
/** Documents that must hold a form before it is looked for. */
const LEAST = 2

type Found = { alternatives: TokenAlternative[]; forms: WrittenForm[] }

/** Words the collection writes together as well as apart ("lawn mower", "lawnmower"): the other form, searched beside the one typed. */
export function findWrittenForms(
  tokens: readonly QueryToken[],
  text: string,
  vocabulary: Vocabulary,
  language: Language,
  isBlocked: (surface: string) => boolean,
): Found {
  const found: Found = { alternatives: [], forms: [] }
  const add = (from: number, to: number, kind: 'join' | 'split', words: string) => {
    const [first, last] = [tokens[from], tokens[to - 1]]
    const terms = analyse(words, language).map(({ term }) => term)
    if (first === undefined || last === undefined || terms.length === 0) return
    const span: [number, number] = [first.start, last.end]
    found.alternatives.push({ terms, prefix: false, weight: FORM_WEIGHT, from, to })
    found.forms.push({ from: text.slice(...span), to: words, kind, weight: FORM_WEIGHT, span })
  }
  for (const [index, token] of tokens.entries()) {
    if (token.stop || token.open || token.piece || !isSpelt(token.surface)) continue
    const parts = findSplit(token.surface, vocabulary)
    if (parts !== null && !isBlocked(parts.join(' '))) add(index, index + 1, 'split', parts.join(' '))
    const next = tokens[index + 1]
    if (next === undefined || next.stop || next.open || next.piece || !isSpelt(next.surface) || next.start < token.end) continue
    const joined = token.surface + next.surface
    if (vocabulary.frequency(joined) >= LEAST && !isBlocked(joined)) add(index, index + 2, 'join', joined)
  }
  return found
}

function findSplit(surface: string, vocabulary: Vocabulary): [string, string] | null {
  let best: [string, string] | null = null
  let most = LEAST - 1
  for (const parts of splitWord(surface)) {
    const together = vocabulary.countAdjacent(...parts)
    if (together > most) [best, most] = [parts, together]
  }
  return best
}
