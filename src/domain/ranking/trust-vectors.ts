/** What was measured of each of several named vectors when the model was learnt, 0..1; undefined where nothing was. */
export type VectorAgreement = Readonly<Record<string, number>> | undefined

/** How far one vector is to be trusted; undefined when it was not measured. */
export function trustVector(agreement: VectorAgreement, name: string): number | undefined {
  return agreement && Object.hasOwn(agreement, name) ? agreement[name] : undefined
}

/**
 * How far the vectors that answer are to be trusted together, 0..1: a weighted sum of unrelated signals agrees with something else as far as
 * the sum of weight x agreement over the root of the summed squares of the weights, and vectors over different fields are nearly that.
 * One vector's trust is its own, whatever its weight. Undefined where one of them was not measured.
 */
export function trustVectors(vectors: readonly { name: string; weight: number }[], agreement: VectorAgreement): number | undefined {
  let sum = 0
  let squares = 0
  for (const { name, weight } of vectors) {
    const own = trustVector(agreement, name)
    if (own === undefined) return undefined
    sum += weight * own
    squares += weight * weight
  }
  return squares > 0 ? Math.min(1, Math.max(0, sum / Math.sqrt(squares))) : undefined
}
