/** Share of the documents that have each of several named vectors, 0..1, as counted when the model was learnt; undefined where nothing was. */
export type VectorCoverage = Readonly<Record<string, number>> | undefined

/** How far one vector is trusted, 0..1: as far as the model (its `agreement`), by the share of documents that have it. Undefined when either is unknown. */
export function trustVector(agreement: number | undefined, coverage: VectorCoverage, name: string): number | undefined {
  const own = coverVector(coverage, name)
  return agreement === undefined || own === undefined ? undefined : Math.min(1, Math.max(0, agreement)) * own
}

function coverVector(coverage: VectorCoverage, name: string): number | undefined {
  return coverage && Object.hasOwn(coverage, name) ? coverage[name] : undefined
}

/**
 * How much of a similarity documents can have from the vectors that answer, 0..1: what a document has of their weights on average, beside
 * the heaviest that any document has. One vector's coverage is its own, whatever its weight; a vector that nobody has changes nothing; beside one
 * that all have and none outweighs, it is 1. Undefined where one of them was not counted. Weights need not sum to 1.
 */
export function coverVectors(vectors: readonly { name: string; weight: number }[], coverage: VectorCoverage): number | undefined {
  let sum = 0
  let heaviest = 0
  for (const { name, weight } of vectors) {
    const own = coverVector(coverage, name)
    if (own === undefined) return undefined
    sum += weight * own
    if (own > 0) heaviest = Math.max(heaviest, weight)
  }
  if (vectors.length === 0) return undefined
  return heaviest === 0 ? 0 : Math.min(1, sum / heaviest)
}
