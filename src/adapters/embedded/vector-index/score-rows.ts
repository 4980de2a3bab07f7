import type { IndexStorage } from './storage.ts'

export type ScoredRows = {
  /** best first, equal scores by key */
  readonly docs: Float64Array<ArrayBuffer>
  /** cosine in [-1, 1] of each document */
  readonly scores: Float64Array<ArrayBuffer>
  readonly rowsRead: number
}

/** Exact scores from the int8 rows, `slice` rows between two pauses. Documents without a row are left out. */
export async function scoreRows(
  storage: IndexStorage,
  query: Float32Array,
  docs: Float64Array,
  slice: number,
  pause: () => Promise<void>,
): Promise<ScoredRows> {
  const found: { doc: number; score: number }[] = []
  for (let from = 0; from < docs.length; from += slice) {
    if (from > 0) await pause()
    for (const { doc, scale, bytes } of storage.readRows(docs.subarray(from, from + slice))) {
      found.push({ doc, score: scoreBytes(query, bytes, scale) })
    }
  }
  found.sort((left, right) => right.score - left.score || left.doc - right.doc)
  return {
    docs: Float64Array.from(found, ({ doc }) => doc),
    scores: Float64Array.from(found, ({ score }) => score),
    rowsRead: found.length,
  }
}

// The query stays float: only the document's rounding is left in the score. Rounding can carry it just past 1.
function scoreBytes(query: Float32Array, bytes: Int8Array, scale: number): number {
  let sum = 0
  for (let at = 0; at < query.length; at++) sum += (query[at] as number) * (bytes[at] as number)
  return Math.max(-1, Math.min(1, sum * scale))
}
