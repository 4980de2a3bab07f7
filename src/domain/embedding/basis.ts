// A terms x width matrix in panels of 68 columns: one panel at a time is multiplied, so that only a panel (5.4 MB at
// 20,000 terms), not a second whole matrix (21.8 MB), is needed beside it, and its rows stay in the processor's cache.

export const PANEL_COLUMNS = 68
/** Rows handled at a time by the dense kernels. */
export const BLOCK_ROWS = 32

export function countPanels(width: number): number {
  return Math.ceil(width / PANEL_COLUMNS)
}

export function widthOfPanel(width: number, panel: number): number {
  return Math.min(PANEL_COLUMNS, width - panel * PANEL_COLUMNS)
}

export function startOfPanel(rows: number, panel: number): number {
  return rows * PANEL_COLUMNS * panel
}

/** Copies up to BLOCK_ROWS rows into `block` (BLOCK_ROWS x width, the rest zero). */
export function readBlock(basis: Float32Array, rows: number, width: number, row: number, block: Float64Array): void {
  const count = Math.min(BLOCK_ROWS, rows - row)
  if (count < BLOCK_ROWS) block.fill(0)
  for (let panel = 0; panel < countPanels(width); panel++) {
    const columns = widthOfPanel(width, panel)
    const start = startOfPanel(rows, panel)
    for (let r = 0; r < count; r++) {
      const from = start + (row + r) * columns
      const to = r * width + panel * PANEL_COLUMNS
      for (let j = 0; j < columns; j++) block[to + j] = basis[from + j] as number
    }
  }
}

/** The opposite of `readBlock`. */
export function writeBlock(basis: Float32Array, rows: number, width: number, row: number, block: Float64Array): void {
  const count = Math.min(BLOCK_ROWS, rows - row)
  for (let panel = 0; panel < countPanels(width); panel++) {
    const columns = widthOfPanel(width, panel)
    const start = startOfPanel(rows, panel)
    for (let r = 0; r < count; r++) {
      const to = start + (row + r) * columns
      const from = r * width + panel * PANEL_COLUMNS
      for (let j = 0; j < columns; j++) basis[to + j] = block[from + j] as number
    }
  }
}

/** Turns a BLOCK_ROWS x width block on its side, so that the columns of a Gram matrix are contiguous. */
export function transposeBlock(block: Float64Array, width: number, turned: Float64Array): void {
  for (let r = 0; r < BLOCK_ROWS; r++) {
    for (let j = 0; j < width; j++) turned[j * BLOCK_ROWS + r] = block[r * width + j] as number
  }
}
