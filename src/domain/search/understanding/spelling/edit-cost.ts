import { ERROR_MODEL as MODEL } from './error-model.ts'

const VOWELS = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)))

export type EditCost = { cost: number; edits: number }

/**
 * The cheapest way to have typed `typed` for `meant`: nats (error-model.ts) and the number of edits on that way; null when it takes more than
 * `most`. Restricted Damerau-Levenshtein: a transposed pair is not edited again. Rows are kept to the diagonal band of `most` edits.
 */
export function measureEdits(typed: string, meant: string, most: number, neighbours: ReadonlySet<number>): EditCost | null {
  if (Math.abs(typed.length - meant.length) > most) return null
  const width = meant.length + 1
  const costs = new Float64Array((typed.length + 1) * width).fill(Infinity)
  const edits = new Uint8Array((typed.length + 1) * width).fill(255)
  costs[0] = 0
  edits[0] = 0
  for (let i = 0; i <= typed.length; i++) {
    let alive = false
    for (let j = Math.max(0, i - most); j <= Math.min(meant.length, i + most); j++) {
      const at = i * width + j
      const relax = (from: number, cost: number, edit: number) => {
        const sum = (costs[from] ?? Infinity) + cost
        const count = (edits[from] ?? 255) + edit
        if (count <= most && sum < (costs[at] ?? Infinity)) {
          costs[at] = sum
          edits[at] = count
        }
      }
      if (i > 0 && j > 0) {
        if (typed[i - 1] === meant[j - 1]) relax(at - width - 1, 0, 0)
        else relax(at - width - 1, costSubstitution(typed, meant, i - 1, j - 1, neighbours), 1)
      }
      if (i > 0) relax(at - width, costInsertion(typed, i - 1, neighbours), 1)
      if (j > 0) relax(at - 1, costOmission(meant, j - 1), 1)
      if (i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1] && typed[i - 1] !== typed[i - 2])
        relax(at - 2 * width - 2, MODEL.transpose + (i === 2 ? MODEL.firstLetter : 0), 1)
      if ((edits[at] ?? 255) <= most) alive = true
    }
    if (!alive && i > 0) return null
  }
  const cost = costs.at(-1) ?? Infinity
  return Number.isFinite(cost) ? { cost, edits: edits.at(-1) ?? 0 } : null
}

function costSubstitution(typed: string, meant: string, i: number, j: number, neighbours: ReadonlySet<number>): number {
  const [from, to] = [typed.charCodeAt(i), meant.charCodeAt(j)]
  const near = neighbours.has(from * 0x10000 + to) ? MODEL.substituteNeighbour : MODEL.substitute
  const cost = VOWELS.has(from) && VOWELS.has(to) ? Math.min(near, MODEL.substituteVowel) : near
  return cost + (i === 0 ? MODEL.firstLetter : 0)
}

function costInsertion(typed: string, i: number, neighbours: ReadonlySet<number>): number {
  const letter = typed.charCodeAt(i)
  const [before, after] = [typed.charCodeAt(i - 1), typed.charCodeAt(i + 1)]
  if (letter === before || letter === after) return MODEL.insertDouble
  const near = neighbours.has(letter * 0x10000 + before) || neighbours.has(letter * 0x10000 + after)
  return (near ? MODEL.insertNeighbour : MODEL.insert) + (i === 0 ? MODEL.firstLetter : 0)
}

function costOmission(meant: string, j: number): number {
  if (meant[j] === meant[j - 1] || meant[j] === meant[j + 1]) return MODEL.omitDouble
  return MODEL.omit + (j === 0 ? MODEL.firstLetter : 0)
}
