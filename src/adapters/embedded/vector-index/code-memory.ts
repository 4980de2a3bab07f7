// The codes of an index in memory: dense slots in fixed blocks, so a vector costs the same at any size and nothing is
// copied when the index grows. It remembers which blocks a change touched; the caller stores exactly those.
import { countCodeBytes } from './binary-code.ts'
import { BLOCK_SLOTS, type CodeBlock } from './storage.ts'

export class CodeMemory {
  readonly dimensions: number
  /** bytes a code */
  readonly width: number
  readonly blocks: CodeBlock[]
  count: number

  constructor(dimensions: number, blocks: CodeBlock[], count: number) {
    this.dimensions = dimensions
    this.width = countCodeBytes(dimensions)
    this.blocks = blocks
    this.count = count
  }

  /** Writes a code into a slot; `slot === count` appends. Returns the block that changed. */
  write(slot: number, doc: number, code: Uint8Array): number {
    const block = Math.floor(slot / BLOCK_SLOTS)
    const place = slot % BLOCK_SLOTS
    if (slot === this.count) this.count++
    const content = (this.blocks[block] ??= createBlock(this.width))
    content.docs[place] = doc
    content.codes.set(code, place * this.width)
    return block
  }

  readDoc(slot: number): number {
    return this.blocks[Math.floor(slot / BLOCK_SLOTS)]?.docs[slot % BLOCK_SLOTS] ?? 0
  }

  readCode(slot: number): Uint8Array {
    const place = (slot % BLOCK_SLOTS) * this.width
    return (this.blocks[Math.floor(slot / BLOCK_SLOTS)] as CodeBlock).codes.slice(place, place + this.width)
  }

  /** Takes the last slot away and zeroes it. Returns its block, which may now be beyond the end. */
  pop(): number {
    const slot = this.count - 1
    const block = this.write(slot, 0, new Uint8Array(this.width))
    this.count = slot
    this.blocks.length = Math.ceil(slot / BLOCK_SLOTS)
    return block
  }
}

function createBlock(width: number): CodeBlock {
  return { docs: new Float64Array(BLOCK_SLOTS), codes: new Uint8Array(BLOCK_SLOTS * width) }
}
