import { mixBits } from '../../../../shared/math/random.ts'

/** Letters of a word that are indexed; the rest is compared when a candidate is checked (the prefix of SymSpell, W. Garbe). */
const PREFIX = 7

function hashWithout(word: string, length: number, first: number, second: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < length; at++) {
    if (at !== first && at !== second) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  }
  return mixBits(hash)
}

/**
 * Hashes of the word's first 7 letters and of what is left of them when up to `depth` (0 to 2) are deleted. Two words within `depth` edits
 * share one of them. The same hash may come twice.
 */
export function visitDeletes(word: string, depth: number, take: (hash: number) => void): void {
  const length = Math.min(word.length, PREFIX)
  take(hashWithout(word, length, -1, -1))
  if (depth === 0) return
  for (let first = 0; first < length; first++) {
    // of a run of equal letters any one leaves the same
    if (first > 0 && word.charCodeAt(first) === word.charCodeAt(first - 1)) continue
    if (length > 1) take(hashWithout(word, length, first, -1))
  }
  if (depth === 1 || length < 4) return
  for (let first = 0; first < length; first++) {
    for (let second = first + 1; second < length; second++) take(hashWithout(word, length, first, second))
  }
}
