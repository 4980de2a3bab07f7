/** Letters a to z, everything else, and the edge of a word. */
const SYMBOLS = 28
const EDGE = 27

/** Entries of the packed model: one a pair of letters before and a letter. */
export const LETTER_ENTRIES = SYMBOLS ** 3

/** Counts left to the shorter context whatever was seen: twenty words do not teach how words look. */
const CAUTION = 5

/** Bytes hold nats times this. */
const SCALE = 20

function symbolAt(word: string, index: number): number {
  if (index < 0 || index >= word.length) return EDGE
  const letter = word.charCodeAt(index) - 97
  return letter >= 0 && letter < 26 ? letter : 26
}

/**
 * How the words of a collection are made of letters: -ln P(letter | two letters before), a byte each. Trigrams interpolated with bigrams
 * (Witten and Bell 1991). Tells a word that looks like one ("corian") from a slip that does not ("sjhelf").
 */
export class LetterCounts {
  private readonly triples = new Uint32Array(LETTER_ENTRIES)
  private readonly pairs = new Uint32Array(SYMBOLS ** 2)

  add(word: string): void {
    for (let at = 0; at <= word.length; at++) {
      const [first, second, third] = [symbolAt(word, at - 2), symbolAt(word, at - 1), symbolAt(word, at)]
      const triple = (first * SYMBOLS + second) * SYMBOLS + third
      const pair = second * SYMBOLS + third
      this.triples[triple] = (this.triples[triple] ?? 0) + 1
      this.pairs[pair] = (this.pairs[pair] ?? 0) + 1
    }
  }

  pack(): Uint8Array {
    const packed = new Uint8Array(LETTER_ENTRIES)
    const backed = interpolate(this.pairs, () => 1 / SYMBOLS)
    const full = interpolate(this.triples, (triple) => backed[triple % SYMBOLS ** 2] ?? 0)
    for (const [triple, probability] of full.entries()) packed[triple] = Math.min(255, Math.round(-Math.log(probability) * SCALE))
    return packed
  }
}

/** Each row of 28 counts as probabilities, with as much left to the shorter context as there are letters that follow. */
function interpolate(counts: Uint32Array, backOff: (entry: number) => number): Float64Array {
  const probabilities = new Float64Array(counts.length)
  for (let row = 0; row < counts.length; row += SYMBOLS) {
    const seen = counts.subarray(row, row + SYMBOLS)
    const total = seen.reduce((sum, count) => sum + count, 0)
    const kinds = seen.reduce((sum, count) => sum + Number(count > 0), 0) + CAUTION
    for (const [index, count] of seen.entries()) probabilities[row + index] = (count + kinds * backOff(row + index)) / (total + kinds)
  }
  return probabilities
}

/** -ln of the probability that letters make this word. */
export function weighLetters(packed: Uint8Array, word: string): number {
  let sum = 0
  for (let at = 0; at <= word.length; at++) {
    sum += packed[(symbolAt(word, at - 2) * SYMBOLS + symbolAt(word, at - 1)) * SYMBOLS + symbolAt(word, at)] ?? 0
  }
  return sum / SCALE
}
