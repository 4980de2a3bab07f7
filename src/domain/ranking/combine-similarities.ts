/** Cosines of one named vector to the query, of the documents whose cosine is known. Weights of all vectors sum to 1 at most. */
export type VectorCosines = { name: string; weight: number; cosines: ReadonlyMap<number, number> }

/** What one vector says of documents, as a list parallel to them: cosines, null where a document has no such vector. */
export type VectorPart = { name: string; weight: number; raw: readonly (number | null)[] }

/** How a cosine counts beside those of other vectors: opposite, or without the vector, is unrelated. */
function valueOfCosine(cosine: number | null): number {
  return cosine === null ? 0 : Math.min(1, Math.max(0, cosine))
}

/**
 * One similarity of several vectors: the weighted sum of their cosines, stretched so that the nearest of `documents` has the
 * largest cosine that any of them has to any vector. Without that, a query that one vector answers would seem far from everything
 * as soon as there are others. One vector's cosines are its similarities as they are. Documents with no known cosine are left out.
 */
export function combineSimilarities(vectors: readonly VectorCosines[], documents: Iterable<number>): Map<number, number> {
  const [only, ...others] = vectors
  const similarities = new Map<number, number>()
  let nearest = 0
  let largest = 0
  for (const doc of documents) {
    const cosines = vectors.map((vector) => vector.cosines.get(doc) ?? null)
    if (cosines.every((cosine) => cosine === null)) continue
    const sum =
      others.length === 0 ? (cosines[0] ?? 0) : vectors.reduce((total, { weight }, at) => total + weight * valueOfCosine(cosines[at] ?? null), 0)
    similarities.set(doc, sum)
    largest = Math.max(largest, sum)
    for (const cosine of cosines) nearest = Math.max(nearest, valueOfCosine(cosine))
  }
  if (only === undefined || others.length === 0 || largest === 0) return similarities
  for (const [doc, sum] of similarities) similarities.set(doc, (sum / largest) * nearest)
  return similarities
}

/** The cosines of documents that a similarity was made of, vector by vector; null for documents that have none. */
export function listParts(vectors: readonly VectorCosines[], similarities: ReadonlyMap<number, number>, documents: readonly number[]): VectorPart[] {
  return vectors.map(({ name, weight, cosines }) => ({
    name,
    weight,
    raw: documents.map((doc) => (similarities.has(doc) ? (cosines.get(doc) ?? null) : null)),
  }))
}

/** What each vector adds to a document's score where all of them together add `contribution`: its share of the weighted sum. */
export function shareContribution(
  parts: readonly VectorPart[],
  at: number,
  contribution: number,
): { name: string; raw: number | null; value: number; weight: number; contribution: number }[] {
  const valued = parts.map(({ name, weight, raw }) => ({ name, raw: raw[at] ?? null, value: valueOfCosine(raw[at] ?? null), weight }))
  const sum = valued.reduce((total, { value, weight }) => total + weight * value, 0)
  return valued.map((part) => ({ ...part, contribution: sum > 0 ? (contribution * part.weight * part.value) / sum : 0 }))
}
