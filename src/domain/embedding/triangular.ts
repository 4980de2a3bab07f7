// Small square matrices in float64, row by row: the upper triangle of a Gram matrix, its Cholesky factor, its inverse.

// A column is dropped when what is left of it after the columns before it is below this share of its square. Columns
// come from float32, so an angle below 1e-5 is rounding. Dropped columns become zero: the rank shrinks, nothing divides by 0.
const DEPENDENT_SHARE = 1e-10

/** In place: the upper triangle of a symmetric positive semidefinite matrix becomes R with R'R = it; the rest becomes 0. */
export function factorise(matrix: Float64Array, size: number): void {
  const diagonal = Float64Array.from({ length: size }, (_, k) => matrix[k * size + k] as number)
  for (let k = 0; k < size; k++) {
    const row = k * size
    matrix.fill(0, row, row + k)
    const pivot = matrix[row + k] as number
    if (!(pivot > DEPENDENT_SHARE * (diagonal[k] as number))) {
      matrix.fill(0, row, row + size)
      continue
    }
    const scale = 1 / Math.sqrt(pivot)
    for (let j = k; j < size; j++) matrix[row + j] = (matrix[row + j] as number) * scale
    for (let i = k + 1; i < size; i++) {
      const factor = matrix[row + i] as number
      if (factor === 0) continue
      const target = i * size
      for (let j = i; j < size; j++) matrix[target + j] = (matrix[target + j] as number) - factor * (matrix[row + j] as number)
    }
  }
}

/** The transposed inverse of an upper triangle: row j holds column j of the inverse. Dropped columns stay zero. */
export function invertTransposed(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let j = 0; j < size; j++) {
    const row = j * size
    const pivot = factor[row + j] as number
    if (pivot === 0) continue
    inverse[row + j] = 1 / pivot
    for (let i = j - 1; i >= 0; i--) {
      const diagonal = factor[i * size + i] as number
      if (diagonal === 0) continue
      let sum = 0
      for (let k = i + 1; k <= j; k++) sum += (factor[i * size + k] as number) * (inverse[row + k] as number)
      inverse[row + i] = -sum / diagonal
    }
  }
  return inverse
}

/** Copies the upper triangle onto the lower one. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[i * size + j] = matrix[j * size + i] as number
  }
}

export function transpose(matrix: Float64Array, size: number): Float64Array {
  const turned = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) turned[j * size + i] = matrix[i * size + j] as number
  }
  return turned
}
