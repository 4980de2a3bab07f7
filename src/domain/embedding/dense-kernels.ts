// The two dense loops where learning spends its time. Tiles of 4 x 4 sums stay in registers while eight contiguous
// streams are read: about 2.5 G multiply-adds a second in V8, three times a plain triple loop.

/**
 * Adds dot products of rows to a matrix: out[i][j] += left[i] . right[j] for rows of `length` numbers.
 * Row counts and `outWidth` are multiples of 4. With `upperOnly`, tiles wholly below the diagonal are left alone.
 */
export function addRowProducts(
  out: Float64Array,
  outWidth: number,
  left: Float64Array,
  leftRows: number,
  right: Float64Array,
  rightRows: number,
  length: number,
  upperOnly: boolean,
): void {
  for (let i = 0; i < leftRows; i += 4) {
    for (let j = upperOnly ? i : 0; j < rightRows; j += 4) {
      addTile(out, i * outWidth + j, outWidth, left, i * length, right, j * length, length)
    }
  }
}

function addTile(
  out: Float64Array,
  outAt: number,
  outWidth: number,
  left: Float64Array,
  leftAt: number,
  right: Float64Array,
  rightAt: number,
  length: number,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0,
    s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0,
    s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0
  const left1 = leftAt + length,
    left2 = left1 + length,
    left3 = left2 + length
  const right1 = rightAt + length,
    right2 = right1 + length,
    right3 = right2 + length
  for (let k = 0; k < length; k++) {
    const a0 = left[leftAt + k] as number,
      a1 = left[left1 + k] as number
    const a2 = left[left2 + k] as number,
      a3 = left[left3 + k] as number
    const b0 = right[rightAt + k] as number,
      b1 = right[right1 + k] as number
    const b2 = right[right2 + k] as number,
      b3 = right[right3 + k] as number
    s00 += a0 * b0
    s01 += a0 * b1
    s02 += a0 * b2
    s03 += a0 * b3
    s10 += a1 * b0
    s11 += a1 * b1
    s12 += a1 * b2
    s13 += a1 * b3
    s20 += a2 * b0
    s21 += a2 * b1
    s22 += a2 * b2
    s23 += a2 * b3
    s30 += a3 * b0
    s31 += a3 * b1
    s32 += a3 * b2
    s33 += a3 * b3
  }
  addFour(out, outAt, s00, s01, s02, s03)
  addFour(out, outAt + outWidth, s10, s11, s12, s13)
  addFour(out, outAt + 2 * outWidth, s20, s21, s22, s23)
  addFour(out, outAt + 3 * outWidth, s30, s31, s32, s33)
}

function addFour(out: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  out[at] = (out[at] as number) + a
  out[at + 1] = (out[at + 1] as number) + b
  out[at + 2] = (out[at + 2] as number) + c
  out[at + 3] = (out[at + 3] as number) + d
}

/** out[0..width) = sum over the row's entries of weight * table row. `weights` and `terms` are read from `from` to `to`. */
export function gatherRows(
  out: Float64Array,
  table: Float32Array,
  tableAt: number,
  width: number,
  terms: Uint16Array,
  weights: Float64Array,
  from: number,
  to: number,
): void {
  out.fill(0, 0, width)
  let k = from
  for (; k + 3 < to; k += 4) {
    const w0 = weights[k - from] as number,
      w1 = weights[k - from + 1] as number
    const w2 = weights[k - from + 2] as number,
      w3 = weights[k - from + 3] as number
    const r0 = tableAt + (terms[k] as number) * width,
      r1 = tableAt + (terms[k + 1] as number) * width
    const r2 = tableAt + (terms[k + 2] as number) * width,
      r3 = tableAt + (terms[k + 3] as number) * width
    for (let j = 0; j < width; j++) {
      out[j] =
        (out[j] as number) +
        w0 * (table[r0 + j] as number) +
        w1 * (table[r1 + j] as number) +
        w2 * (table[r2 + j] as number) +
        w3 * (table[r3 + j] as number)
    }
  }
  for (; k < to; k++) {
    const weight = weights[k - from] as number
    const row = tableAt + (terms[k] as number) * width
    for (let j = 0; j < width; j++) out[j] = (out[j] as number) + weight * (table[row + j] as number)
  }
}

/** The transpose of `gatherRows`: table row of each entry += weight * values. */
export function scatterRows(
  table: Float32Array,
  values: Float64Array,
  width: number,
  terms: Uint16Array,
  weights: Float64Array,
  from: number,
  to: number,
): void {
  for (let k = from; k < to; k++) {
    const weight = weights[k - from] as number
    const row = (terms[k] as number) * width
    for (let j = 0; j < width; j++) table[row + j] = (table[row + j] as number) + weight * (values[j] as number)
  }
}
