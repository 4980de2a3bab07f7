// Rayleigh-Ritz on small matrices: given G = Z'Z and H = (AZ)'(AZ), find the combinations of Z's columns that are
// orthonormal and make AZ's columns orthogonal: the right singular vectors of A inside the span of Z, best first.
import { BLOCK_ROWS } from './basis.ts'
import { addRowProducts } from './dense-kernels.ts'
import { turnAgainstLater } from './rotate-rows.ts'
import { factorise, invertTransposed, mirror, transpose } from './triangular.ts'

export interface Reduction {
  step: 'factorise' | 'invert' | 'half' | 'full' | 'root' | 'turn' | 'combine' | 'ready'
  width: number
  rank: number
  row: number
  sweep: number
  turned: number
  basisGram: Float64Array
  imageGram: Float64Array
  inverse: Float64Array
  product: Float64Array
  rotation: Float64Array
  singularValues: Float32Array
}

const MAX_SWEEPS = 30
// Below this share of the largest singular value a direction is rounding and gets no component.
const NEGLIGIBLE_VALUE = 1e-5

export function createReduction(width: number, rank: number, basisGram: Float64Array, imageGram: Float64Array): Reduction {
  const none = new Float64Array(0)
  return {
    step: 'factorise',
    width,
    rank,
    row: 0,
    sweep: 0,
    turned: 0,
    basisGram,
    imageGram,
    inverse: none,
    product: none,
    rotation: none,
    singularValues: new Float32Array(rank),
  }
}

/** Does one bounded piece (at most about 5 M multiply-adds at width 272) and returns its cost. */
export function advanceReduction(state: Reduction): number {
  const { width } = state
  const cubic = Math.ceil((width * width * width) / 6)
  switch (state.step) {
    case 'factorise':
      factorise(state.basisGram, width)
      state.step = 'invert'
      return cubic
    case 'invert':
      state.inverse = invertTransposed(state.basisGram, width)
      mirror(state.imageGram, width)
      state.product = new Float64Array(width * width)
      state.step = 'half'
      return cubic
    case 'half':
      return multiplySome(state, state.product, state.inverse, state.imageGram, () => {
        state.basisGram = new Float64Array(width * width)
        state.step = 'full'
      })
    case 'full':
      return multiplySome(state, state.basisGram, state.inverse, state.product, () => {
        state.step = 'root'
      })
    case 'root':
      factorise(state.basisGram, width)
      state.step = 'turn'
      return cubic
    case 'turn':
      return turnSome(state)
    case 'combine':
      return multiplySome(state, state.rotation, state.product, state.imageGram, () => {
        state.step = 'ready'
      })
    case 'ready':
      return 0
  }
}

/** Some rows of out = left * right', then `finish` after the last. */
function multiplySome(state: Reduction, out: Float64Array, left: Float64Array, right: Float64Array, finish: () => void): number {
  const { width } = state
  const rows = Math.min(BLOCK_ROWS, out.length / width - state.row)
  const part = left.subarray(state.row * width, (state.row + rows) * width)
  addRowProducts(out.subarray(state.row * width), width, part, rows, right, width, width, false)
  state.row += rows
  if (state.row * width >= out.length) {
    state.row = 0
    finish()
  }
  return rows * width * width
}

function turnSome(state: Reduction): number {
  const { width } = state
  const cost = 5 * width * (width - state.row)
  state.turned += turnAgainstLater(state.basisGram, width, state.row)
  state.row++
  if (state.row < width - 1) return cost
  state.row = 0
  state.sweep++
  if (state.turned === 0 || state.sweep >= MAX_SWEEPS) prepareCombination(state)
  state.turned = 0
  return cost
}

function prepareCombination(state: Reduction): void {
  const { width, rank } = state
  const lengths = Array.from({ length: width }, (_, k) => {
    let squares = 0
    for (let j = 0; j < width; j++) squares += (state.basisGram[k * width + j] as number) ** 2
    return Math.sqrt(squares)
  })
  const order = lengths.map((_, k) => k).sort((a, b) => (lengths[b] as number) - (lengths[a] as number) || a - b)
  const largest = lengths[order[0] ?? 0] ?? 0
  // `product` becomes the unit eigenvectors, `imageGram` the inverse factor with its rows in place for the last product.
  state.product = new Float64Array(Math.ceil(rank / 4) * 4 * width)
  state.rotation = new Float64Array(state.product.length)
  for (let k = 0; k < Math.min(rank, width); k++) {
    const source = order[k] as number
    const length = lengths[source] as number
    if (!(length > NEGLIGIBLE_VALUE * largest)) break
    state.singularValues[k] = length
    for (let j = 0; j < width; j++) {
      state.product[k * width + j] = (state.basisGram[source * width + j] as number) / length
    }
  }
  state.imageGram = transpose(state.inverse, width)
  state.step = 'combine'
}
