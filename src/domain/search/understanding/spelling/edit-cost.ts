import { ERROR_MODEL as MODEL } from './error-model.ts'

const VOWELS = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)))

const FINAL_S = 's'.charCodeAt(0)

export type EditCost = { cost: number; edits: number }

// Cells of the table: words are at most 32 long (word-kinds.ts). Kept between calls, which never overlap.
const WIDTH = 33
const costs = new Float64Array(WIDTH * WIDTH)
const counts = new Uint8Array(WIDTH * WIDTH)
const TOO_MANY = 255

/** One step into a cell: taken when it is cheaper than what leads there so far and stays within the edits allowed. */
function relax(at: number, from: number, cost: number, edits: number, most: number): void {
  const count = (counts[from] ?? TOO_MANY) + edits
  if (count > most) return
  const sum = (costs[from] ?? Infinity) + cost
  if (sum >= (costs[at] ?? Infinity)) return
  costs[at] = sum
  counts[at] = count
}

/**
 * The cheapest way to have typed `typed` for `meant`: nats (error-model.ts) and the number of edits on that way; null when it takes more than
 * `most` or a word has more than 32 letters. Restricted Damerau-Levenshtein: a transposed pair is not edited again. Only the diagonal band
 * of `most` edits is looked at.
 */
export function measureEdits(typed: string, meant: string, most: number, neighbours: ReadonlySet<number>): EditCost | null {
  if (Math.abs(typed.length - meant.length) > most || typed.length >= WIDTH || meant.length >= WIDTH) return null
  for (let i = 0; i <= typed.length; i++) {
    const low = Math.max(0, i - most)
    const high = Math.min(meant.length, i + most)
    // the cells beside the band are read from the next row
    if (low > 0) clear(i * WIDTH + low - 1)
    if (high < meant.length) clear(i * WIDTH + high + 1)
    let alive = false
    for (let j = low; j <= high; j++) {
      const at = i * WIDTH + j
      clear(at)
      if (i === 0 && j === 0) costs[at] = counts[at] = 0
      else fillCell(typed, meant, i, j, most, neighbours)
      alive ||= (counts[at] ?? TOO_MANY) <= most
    }
    if (!alive) return null
  }
  const end = typed.length * WIDTH + meant.length
  const edits = counts[end] ?? TOO_MANY
  return edits === TOO_MANY ? null : { cost: costs[end] ?? Infinity, edits }
}

function clear(at: number): void {
  costs[at] = Infinity
  counts[at] = TOO_MANY
}

function fillCell(typed: string, meant: string, i: number, j: number, most: number, neighbours: ReadonlySet<number>): void {
  const at = i * WIDTH + j
  const [last, lastMeant] = [typed.charCodeAt(i - 1), meant.charCodeAt(j - 1)]
  if (i > 0 && j > 0) {
    const diagonal = at - WIDTH - 1
    if (last === lastMeant) relax(at, diagonal, 0, 0, most)
    else if ((counts[diagonal] ?? TOO_MANY) < most) relax(at, diagonal, costSubstitution(typed, meant, i - 1, j - 1, neighbours), 1, most)
  }
  if (i > 0 && (counts[at - WIDTH] ?? TOO_MANY) < most) relax(at, at - WIDTH, costInsertion(typed, i - 1, neighbours), 1, most)
  if (j > 0 && (counts[at - 1] ?? TOO_MANY) < most) relax(at, at - 1, costOmission(meant, j - 1), 1, most)
  if (i > 1 && j > 1 && last !== lastMeant && last === meant.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === lastMeant)
    relax(at, at - 2 * WIDTH - 2, MODEL.transpose + (i === 2 ? MODEL.firstLetter : 0), 1, most)
}

function costSubstitution(typed: string, meant: string, i: number, j: number, neighbours: ReadonlySet<number>): number {
  const [from, to] = [typed.charCodeAt(i), meant.charCodeAt(j)]
  const near = neighbours.has(from * 0x10000 + to) ? MODEL.substituteNeighbour : MODEL.substitute
  const cost = VOWELS.has(from) && VOWELS.has(to) ? Math.min(near, MODEL.substituteVowel) : near
  return cost + (i === 0 ? MODEL.firstLetter : 0)
}

function costInsertion(typed: string, i: number, neighbours: ReadonlySet<number>): number {
  const letter = typed.charCodeAt(i)
  if (i === typed.length - 1 && letter === FINAL_S) return MODEL.insert + MODEL.finalS
  const [before, after] = [typed.charCodeAt(i - 1), typed.charCodeAt(i + 1)]
  if (letter === before || letter === after) return MODEL.insertDouble
  const near = neighbours.has(letter * 0x10000 + before) || neighbours.has(letter * 0x10000 + after)
  return (near ? MODEL.insertNeighbour : MODEL.insert) + (i === 0 ? MODEL.firstLetter : 0)
}

function costOmission(meant: string, j: number): number {
  if (j === meant.length - 1 && meant.charCodeAt(j) === FINAL_S) return MODEL.omit + MODEL.finalS
  if (meant[j] === meant[j - 1] || meant[j] === meant[j + 1]) return MODEL.omitDouble
  return MODEL.omit + (j === 0 ? MODEL.firstLetter : 0)
}
