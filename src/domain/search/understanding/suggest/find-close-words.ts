import type { Completions } from './completions-format.ts'
import { type WordRange, countWords, lengthOf } from './find-words.ts'

type Words = Pick<Completions, 'wordStarts' | 'wordUnits'>

/** Edits allowed in a word of this many letters, from the second letter on. */
export function allowedEdits(length: number): 0 | 1 | 2 {
  return length < 2 ? 0 : length <= 6 ? 1 : 2
}

/** A longer word was pasted: nobody mistypes it. */
const MAX_TYPED = 32
/** In a word of three letters the last one has to be there: else everything that begins with two of them would be close. */
const FIRM_LENGTH = 3
/** Farther than any edits allowed. */
const FAR = 100

/**
 * Words within `edits` of what was typed (letters left out, put in, exchanged, or swapped with their neighbour), each with its edits;
 * `open`: words whose beginning is. Walks the sorted range once: the table of a word is kept as far as the next one begins alike,
 * and a beginning that is too far away takes every word under it along.
 */
export function findCloseWords(words: Words, typed: string, edits: number, open: boolean, range: WordRange): Map<number, number> {
  const close = new Map<number, number>()
  const width = typed.length + 1
  if (edits === 0 || typed.length > MAX_TYPED) return close
  const table = new Table(typed, edits, open)
  const { wordStarts, wordUnits } = words
  let before = -1
  for (let id = range.from; id < Math.min(range.to, countWords(words)); id++) {
    const start = wordStarts[id] ?? 0
    const length = lengthOf(words, id)
    let depth = before < 0 ? 0 : sharedLength(words, before, id)
    if (depth >= table.deadAt) continue
    before = id
    table.deadAt = Infinity
    const deepest = Math.min(length, width - 1 + edits)
    for (; depth < deepest; depth++) {
      table.addRow(depth + 1, wordUnits[start + depth] ?? 0, depth === 0 ? 0 : (wordUnits[start + depth - 1] ?? 0))
      if (table.isDead(depth + 1)) {
        table.deadAt = depth + 1
        break
      }
    }
    const found = open ? table.bestUpTo(Math.min(depth, deepest)) : length <= deepest && depth === length ? table.last(length) : Infinity
    if (found <= edits) close.set(id, found)
  }
  return close
}

function sharedLength({ wordStarts, wordUnits }: Words, left: number, right: number): number {
  const one = wordStarts[left] ?? 0
  const other = wordStarts[right] ?? 0
  const most = Math.min((wordStarts[left + 1] ?? 0) - one, (wordStarts[right + 1] ?? 0) - other)
  let at = 0
  while (at < most && wordUnits[one + at] === wordUnits[other + at]) at++
  return at
}

/**
 * Distances (Damerau–Levenshtein, optimal string alignment) of the first letters of a word, a row each, to the beginnings of what was typed.
 * Only cells within `edits` of the diagonal can be close (Ukkonen 1985); the others stay at FAR.
 */
class Table {
  /** every word that shares this many letters with the one before is too far away */
  deadAt = Infinity
  private readonly typed: string
  private readonly edits: number
  private readonly width: number
  private readonly cells: Uint8Array
  /** least of each row, and least distance of the whole typed text to a beginning of at most as many letters */
  private readonly least: Uint8Array
  private readonly best: Uint8Array
  private readonly firm: boolean

  constructor(typed: string, edits: number, open: boolean) {
    const rows = typed.length + edits + 2
    this.typed = typed
    this.edits = edits
    this.width = typed.length + 1
    this.cells = new Uint8Array(this.width * rows).fill(FAR)
    this.least = new Uint8Array(rows)
    this.best = new Uint8Array(rows).fill(FAR)
    this.firm = open && typed.length === FIRM_LENGTH
    for (let at = 0; at <= Math.min(edits, typed.length); at++) this.cells[at] = at
    if (typed.length <= edits && !this.firm) this.best[0] = typed.length
  }

  addRow(depth: number, unit: number, previous: number): void {
    const { cells, width, typed, edits } = this
    const row = depth * width
    const above = row - width
    cells[row] = depth <= edits ? depth : FAR
    let least = cells[row] ?? FAR
    let whole = FAR
    for (let at = Math.max(1, depth - edits); at <= Math.min(width - 1, depth + edits); at++) {
      const same = typed.charCodeAt(at - 1) === unit
      let kept = (cells[above + at - 1] ?? FAR) + (same ? 0 : 1)
      const swapped = at > 1 && depth > 1 && typed.charCodeAt(at - 2) === unit && typed.charCodeAt(at - 1) === previous
      if (swapped) kept = Math.min(kept, (cells[above - width + at - 2] ?? FAR) + 1)
      const cell = Math.min(FAR, kept, (cells[above + at] ?? FAR) + 1, (at > depth - edits ? (cells[row + at - 1] ?? FAR) : FAR) + 1)
      cells[row + at] = cell
      if (cell < least) least = cell
      if (at === width - 1) whole = !this.firm ? cell : same || swapped ? kept : FAR
    }
    this.least[depth] = least
    this.best[depth] = Math.min(this.best[depth - 1] ?? FAR, whole)
  }

  /** A later row can only be close through a letter of this one, or by a swap over it. */
  isDead(depth: number): boolean {
    const { least, best, edits } = this
    return (best[depth] ?? FAR) > edits && (least[depth] ?? FAR) > edits && (least[depth - 1] ?? FAR) >= edits
  }

  /** Distance of the whole word to the whole typed text. */
  last(depth: number): number {
    return depth < this.width - 1 - this.edits ? FAR : (this.cells[depth * this.width + this.width - 1] ?? FAR)
  }

  bestUpTo(depth: number): number {
    return this.best[depth] ?? FAR
  }
}
