// Randomised subspace iteration (Halko, Martinsson and Tropp 2011) on A'A, document by document, without ever holding A
// times the basis. Each function does one bounded piece of work, moves its own place on and returns what it cost.
import { BLOCK_ROWS, PANEL_COLUMNS, countPanels, readBlock, startOfPanel, transposeBlock, widthOfPanel, writeBlock } from './basis.ts'
import { addRowProducts, gatherRows, scatterRows } from './dense-kernels.ts'
import type { BalanceWork, MeasureWork, MultiplyWork, RotateWork } from './learner.ts'
import { quantiseInto } from './quantize.ts'
import { randomBitsAt } from '../../shared/math/random.ts'
import { readRow } from './term-matrix.ts'
import { factorise, invertTransposed } from './triangular.ts'

// Scratch space that never outlives one call, so it is not state; made anew when a larger one is asked for.
let scratch = { rows: new Float64Array(0), turned: new Float64Array(0), products: new Float64Array(0), weights: new Float64Array(0) }

function takeScratch(width: number, entries: number): typeof scratch {
  if (scratch.rows.length < BLOCK_ROWS * width || scratch.weights.length < entries) {
    scratch = {
      rows: new Float64Array(BLOCK_ROWS * Math.max(width, 288)),
      turned: new Float64Array(BLOCK_ROWS * Math.max(width, 288)),
      products: new Float64Array(BLOCK_ROWS * Math.max(width, 288)),
      weights: new Float64Array(Math.max(entries, 1024)),
    }
  }
  return scratch
}

function countEntries(work: { matrix: MultiplyWork['matrix'] }, document: number): number {
  const ends = work.matrix.ends
  return (ends[document] as number) - (document === 0 ? 0 : (ends[document - 1] as number))
}

/** One document's share of A'A times a panel. True in `finished` when the round is over. */
export function multiplyDocument(work: MultiplyWork, seed: number): { cost: number; finished: boolean } {
  const { matrix, basis, width, panel } = work
  const columns = widthOfPanel(width, panel)
  const start = startOfPanel(matrix.terms, panel)
  let cost = 1
  if (work.document === 0) {
    if (work.round === 0) fillRandomSigns(basis, start, matrix.terms * columns, seed)
    work.next.fill(0)
    cost += matrix.terms * columns
  }
  if (work.document < matrix.documents) {
    const entries = countEntries(work, work.document)
    const { rows: image, weights } = takeScratch(width, entries)
    const { from, to } = readRow(matrix, work.document, weights)
    gatherRows(image, basis, start, columns, matrix.entryTerms, weights, from, to)
    scatterRows(work.next, image, columns, matrix.entryTerms, weights, from, to)
    cost += 2 * entries * columns
    work.document++
  }
  if (work.document < matrix.documents) return { cost, finished: false }
  basis.set(work.next.subarray(0, matrix.terms * columns), start)
  work.document = 0
  work.panel++
  return { cost: cost + matrix.terms * columns, finished: work.panel === countPanels(width) }
}

// Signs do as well as normal deviates for the start (Achlioptas 2003) and cost a thirty-second of the random bits.
function fillRandomSigns(basis: Float32Array, start: number, count: number, seed: number): void {
  let bits = 0
  for (let at = 0; at < count; at++) {
    if ((at & 31) === 0) bits = randomBitsAt(seed, (start + at) >>> 5)
    basis[start + at] = (bits & 1) === 1 ? 1 : -1
    bits >>>= 1
  }
}

/**
 * Makes the basis orthonormal between two rounds (one Cholesky-QR pass: the Gram matrix in float64 from float32 columns
 * is safe up to a condition of 1e7, far beyond what one round of multiplication makes).
 */
export function balanceBlock(work: BalanceWork): { cost: number; finished: boolean } {
  const { matrix, basis, width } = work
  if (work.step === 'factorise') {
    factorise(work.gram, width)
    work.step = 'invert'
    return { cost: Math.ceil(width ** 3 / 6), finished: false }
  }
  if (work.step === 'invert') {
    work.gram = invertTransposed(work.gram, width)
    work.step = 'apply'
    return { cost: Math.ceil(width ** 3 / 6), finished: false }
  }
  const { rows, turned, products } = takeScratch(width, 0)
  readBlock(basis, matrix.terms, width, work.row, rows)
  const last = work.row + BLOCK_ROWS >= matrix.terms
  if (work.step === 'gather') {
    transposeBlock(rows, width, turned)
    addRowProducts(work.gram, width, turned, width, turned, width, BLOCK_ROWS, true)
    work.row = last ? 0 : work.row + BLOCK_ROWS
    if (last) work.step = 'factorise'
    return { cost: (BLOCK_ROWS * width * width) / 2, finished: false }
  }
  products.fill(0)
  addRowProducts(products, width, rows, BLOCK_ROWS, work.gram, width, width, false)
  writeBlock(basis, matrix.terms, width, work.row, products)
  work.row += BLOCK_ROWS
  return { cost: BLOCK_ROWS * width * width, finished: last }
}

/** Gathers Z'Z over the terms, then (AZ)'(AZ) over the documents. */
export function measureBlock(work: MeasureWork): { cost: number; finished: boolean } {
  const { matrix, basis, width } = work
  const { rows, turned } = takeScratch(width, 0)
  if (work.row < matrix.terms) {
    readBlock(basis, matrix.terms, width, work.row, rows)
    transposeBlock(rows, width, turned)
    addRowProducts(work.gram, width, turned, width, turned, width, BLOCK_ROWS, true)
    work.row += BLOCK_ROWS
    return { cost: (BLOCK_ROWS * width * width) / 2, finished: work.row >= matrix.terms && matrix.documents === 0 }
  }
  let cost = (BLOCK_ROWS * width * width) / 2
  const panelImage = new Float64Array(PANEL_COLUMNS)
  turned.fill(0)
  const last = Math.min(work.document + BLOCK_ROWS, matrix.documents)
  for (let document = work.document; document < last; document++) {
    const entries = countEntries(work, document)
    const { weights } = takeScratch(width, entries)
    const { from, to } = readRow(matrix, document, weights)
    for (let panel = 0; panel < countPanels(width); panel++) {
      const columns = widthOfPanel(width, panel)
      gatherRows(panelImage, basis, startOfPanel(matrix.terms, panel), columns, matrix.entryTerms, weights, from, to)
      for (let j = 0; j < columns; j++) {
        turned[(panel * PANEL_COLUMNS + j) * BLOCK_ROWS + document - work.document] = panelImage[j] as number
      }
    }
    cost += entries * width
  }
  addRowProducts(work.imageGram, width, turned, width, turned, width, BLOCK_ROWS, true)
  work.document = last
  return { cost, finished: last >= matrix.documents }
}

/** Turns a block of basis rows into finished term vectors, quantised. */
export function rotateBlock(work: RotateWork): { cost: number; finished: boolean } {
  const { matrix, basis, width, rotation } = work
  const { rows, products } = takeScratch(width, 0)
  const outputs = rotation.length / width
  const dimensions = matrix.terms === 0 ? outputs : work.vectors.length / matrix.terms
  readBlock(basis, matrix.terms, width, work.row, rows)
  products.fill(0)
  addRowProducts(products, outputs, rows, BLOCK_ROWS, rotation, outputs, width, false)
  for (let r = 0; r < Math.min(BLOCK_ROWS, matrix.terms - work.row); r++) {
    const term = work.row + r
    const values = products.subarray(r * outputs, r * outputs + Math.min(outputs, dimensions))
    work.scales[term] = quantiseInto(values, work.vectors, term * dimensions)
  }
  work.row += BLOCK_ROWS
  return { cost: BLOCK_ROWS * width * outputs, finished: work.row >= matrix.terms }
}
