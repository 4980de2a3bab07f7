// Exact scores from the int8 rows. Candidates come in the order of their codes, so once a batch brings nothing into the
// best k, the rest will not either: easy queries read few rows, hard ones go on. Figures: docs/measurements/vector-index.md.
import type { Neighbour } from '../../../domain/embedding/vector-store.ts'
import type { VisitRow } from './row-memory.ts'

const SMALLEST_BATCH = 128
const FEWEST_CANDIDATES = 1_000

export type RankedRows = {
  /** best first, equal scores by key */
  readonly docs: Float64Array<ArrayBuffer>
  /** cosine in [-1, 1] of each document */
  readonly scores: Float64Array<ArrayBuffer>
  /** false: the scores are estimates */
  readonly exact: boolean
  /** documents scored to find them */
  readonly candidates: number
  /** rows read from storage */
  readonly rowsRead: number
}

export type RowReader = {
  /** Visits the rows of those documents that have one; returns how many came from storage. */
  readonly visitRows: (docs: Float64Array, visit: VisitRow) => number
  /** most rows read between two pauses */
  readonly slice: number
  readonly pause: () => Promise<void>
}

/** How many candidates are worth considering for the `k` nearest. */
export function countCandidates(k: number): number {
  return Math.max(FEWEST_CANDIDATES, 20 * k)
}

/** The `k` best of `docs`, which come best first by estimate. With k = docs.length all are scored. Documents without a row are left out. */
export async function rankRows({ visitRows, slice, pause }: RowReader, query: Float32Array, docs: Float64Array, k: number): Promise<RankedRows> {
  const batch = Math.min(slice, Math.max(SMALLEST_BATCH, 2 * k))
  let best: Neighbour[] = []
  let candidates = 0
  let rowsRead = 0
  let sincePause = 0
  for (let from = 0; from < docs.length; from += batch) {
    if (sincePause + batch > slice) {
      await pause()
      sincePause = 0
    }
    const scored: Neighbour[] = []
    rowsRead += visitRows(docs.subarray(from, from + batch), (doc, scale, bytes, at) => {
      scored.push({ doc, score: scoreBytes(query, bytes, at, scale) })
    })
    candidates += scored.length
    sincePause += batch
    const worst = best.length === k ? best.at(-1) : undefined
    if (worst !== undefined && scored.every((each) => compareNeighbours(worst, each) < 0)) break
    best = [...best, ...scored].sort(compareNeighbours).slice(0, k)
  }
  const scores = Float64Array.from(best, ({ score }) => score)
  return { docs: Float64Array.from(best, ({ doc }) => doc), scores, exact: true, candidates, rowsRead }
}

// The query stays float: only the document's rounding is left in the score. Rounding can carry it just past 1.
function scoreBytes(query: Float32Array, bytes: Int8Array, from: number, scale: number): number {
  let sum = 0
  for (let at = 0; at < query.length; at++) sum += (query[at] as number) * (bytes[from + at] as number)
  return Math.max(-1, Math.min(1, sum * scale))
}

function compareNeighbours(left: Neighbour, right: Neighbour): number {
  return right.score - left.score || left.doc - right.doc
}
