// Estimated scores, for an index that keeps codes alone. After the rotation the signs of a document's components say on average
// as much about its angle to the query wherever the query points, so the share of the query's length (L1) that they agree
// with is the cosine but for noise of about 0.75 / sqrt(dimensions): 0.047 at 256. It is 1 for the query's own code.
import { createQueryTables, estimateInto } from './binary-code.ts'
import type { CodeMemory } from './code-memory.ts'
import type { RankedRows } from './rank-rows.ts'

/** Documents in order, with estimates as `estimateInto` writes them. */
export type EstimatedDocs = { readonly docs: Float64Array<ArrayBuffer>; readonly estimates: Float32Array }

/** The same documents with estimates of their cosines, in [-1, 1]. */
export function scoreEstimates(query: Float32Array, { docs, estimates }: EstimatedDocs): RankedRows {
  let length = 0
  for (const value of query) length += Math.abs(value)
  const scores = Float64Array.from(estimates, (estimate) => (length === 0 ? 0 : Math.max(-1, Math.min(1, estimate / length))))
  return { docs, scores, exact: false, candidates: docs.length, rowsRead: 0 }
}

/** The `k` best of `docs` by estimate, equal ones by key; those without a code are left out. */
export function rankCodes(codes: CodeMemory, query: Float32Array, docs: Float64Array, k: number): RankedRows {
  const tables = createQueryTables(query)
  const estimate = new Float32Array(1)
  const found: { doc: number; estimate: number }[] = []
  for (const doc of new Set(docs)) {
    const slot = codes.findSlot(doc)
    if (typeof slot !== 'number') continue
    estimateInto(tables, codes.readCode(slot), codes.width, 1, estimate)
    found.push({ doc, estimate: estimate[0] as number })
  }
  const best = found.sort((left, right) => right.estimate - left.estimate || left.doc - right.doc).slice(0, k)
  const ranked = { docs: Float64Array.from(best, ({ doc }) => doc), estimates: Float32Array.from(best, (each) => each.estimate) }
  return { ...scoreEstimates(query, ranked), candidates: found.length }
}
