// The int8 rows of an index in memory, as far as the budget goes: they come when they are written or first read, in the
// blocks of the codes. What has no place is read from storage each time.
import type { RowBudget } from './row-budget.ts'
import { BLOCK_SLOTS } from './storage.ts'

type RowBlock = {
  /** NaN where there is no row */
  readonly scales: Float32Array
  readonly bytes: Int8Array
}

/** A row is `bytes` from `at` on. */
export type VisitRow = (doc: number, scale: number, bytes: Int8Array, at: number) => void

export class RowMemory {
  byteLength = 0
  private readonly dimensions: number
  private readonly budget: RowBudget
  private blocks: (RowBlock | undefined)[] = []

  constructor(dimensions: number, budget: RowBudget) {
    this.dimensions = dimensions
    this.budget = budget
    budget.join(this)
  }

  /** Visits the row of a slot; false when it is not in memory. */
  visit(slot: number, doc: number, visit: VisitRow): boolean {
    const block = this.blocks[Math.floor(slot / BLOCK_SLOTS)]
    const scale = block?.scales[slot % BLOCK_SLOTS] ?? NaN
    if (block === undefined || Number.isNaN(scale)) return false
    visit(doc, scale, block.bytes, (slot % BLOCK_SLOTS) * this.dimensions)
    return true
  }

  /** Keeps a row when there is room for its block. */
  put(slot: number, scale: number, bytes: Int8Array): void {
    const block = this.openBlock(Math.floor(slot / BLOCK_SLOTS))
    if (block === null) return
    block.scales[slot % BLOCK_SLOTS] = scale
    block.bytes.set(bytes, (slot % BLOCK_SLOTS) * this.dimensions)
  }

  /** The last slot moves to `to`, or just goes when that is `last` itself. */
  take(last: number, to: number): void {
    this.forget(to)
    if (to !== last) this.visit(last, 0, (_doc, scale, bytes, at) => this.put(to, scale, bytes.subarray(at, at + this.dimensions)))
    this.forget(last)
    if (last % BLOCK_SLOTS === 0) this.truncate(last / BLOCK_SLOTS)
  }

  release(): void {
    this.blocks = []
    this.byteLength = 0
  }

  private forget(slot: number): void {
    const block = this.blocks[Math.floor(slot / BLOCK_SLOTS)]
    if (block !== undefined) block.scales[slot % BLOCK_SLOTS] = NaN
  }

  private openBlock(place: number): RowBlock | null {
    const known = this.blocks[place]
    if (known !== undefined) return known
    const size = this.countBlockBytes()
    if (!this.budget.allows(size)) return null
    const block = { scales: new Float32Array(BLOCK_SLOTS).fill(NaN), bytes: new Int8Array(BLOCK_SLOTS * this.dimensions) }
    this.blocks[place] = block
    this.byteLength += size
    return block
  }

  private truncate(length: number): void {
    for (let place = length; place < this.blocks.length; place++) if (this.blocks[place] !== undefined) this.byteLength -= this.countBlockBytes()
    if (this.blocks.length > length) this.blocks.length = length
  }

  private countBlockBytes(): number {
    return BLOCK_SLOTS * (this.dimensions + Float32Array.BYTES_PER_ELEMENT)
  }
}
