// One-sided Jacobi (Hestenes 1958; Demmel and Veselic 1992 on its accuracy): pairs of rows are turned until all are
// orthogonal. For X with X'X = M the rows end as singular value times eigenvector of M. Simple, safe and easy to slice.

// Rows whose cosine is below this count as orthogonal; vectors end as 8-bit numbers, so 1e-9 is generous.
const ORTHOGONAL = 1e-9

/** Turns row `p` against every later row of a size x size matrix; returns how many pairs were turned. */
export function turnAgainstLater(matrix: Float64Array, size: number, p: number): number {
  let turned = 0
  const rowP = p * size
  for (let q = p + 1; q < size; q++) {
    const rowQ = q * size
    let pp = 0,
      qq = 0,
      pq = 0
    for (let j = 0; j < size; j++) {
      const a = matrix[rowP + j] as number
      const b = matrix[rowQ + j] as number
      pp += a * a
      qq += b * b
      pq += a * b
    }
    if (pp === 0 && qq === 0) continue
    const needsTurn = Math.abs(pq) > ORTHOGONAL * Math.sqrt(pp * qq)
    if (!needsTurn && pp >= qq) continue
    // Swapping so that longer rows come first speeds convergence and leaves the values sorted (de Rijk 1989).
    let cosine = 1
    let sine = 0
    if (needsTurn) {
      const zeta = (qq - pp) / (2 * pq)
      const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
      cosine = 1 / Math.sqrt(1 + tangent * tangent)
      sine = cosine * tangent
      turned++
    }
    if (pp < qq) {
      const swap = cosine
      cosine = sine
      sine = -swap
    }
    for (let j = 0; j < size; j++) {
      const a = matrix[rowP + j] as number
      const b = matrix[rowQ + j] as number
      matrix[rowP + j] = cosine * a - sine * b
      matrix[rowQ + j] = sine * a + cosine * b
    }
  }
  return turned
}
