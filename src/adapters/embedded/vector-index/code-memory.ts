// The codes of an index in memory: dense slots in fixed blocks, so a vector costs the same at any size and nothing is
// copied when the index grows. It tells which blocks a change touched; the caller stores exactly those.
import { countCodeBytes } from './binary-code.ts'
import { SlotIndex } from './slot-index.ts'
import { BLOCK_SLOTS, type CodeBlock } from './storage.ts'

export class CodeMemory {
  readonly dimensions: number
  /** bytes a code */
  readonly width: number
  readonly blocks: CodeBlock[] = []
  count = 0
  /** only where documents have to be found without storage */
  private slots: SlotIndex | null = null

  constructor(dimensions: number) {
    this.dimensions = dimensions
    this.width = countCodeBytes(dimensions)
  }

  /** Takes the next blocks of storage; `count` is how many slots there are with them. */
  append(blocks: readonly CodeBlock[], count: number): void {
    const from = this.count
    this.blocks.push(...blocks)
    this.count = count
    for (let slot = from; slot < count; slot++) this.slots?.set(this.readDoc(slot), slot)
  }

  /** Makes documents findable from now on, or forgets where they are. `expected` documents are to come. */
  indexSlots(wanted: boolean, expected = this.count): void {
    if (wanted === (this.slots !== null)) return
    this.slots = wanted ? new SlotIndex(expected, (slot) => this.readDoc(slot)) : null
    for (let slot = 0; slot < this.count; slot++) this.slots?.set(this.readDoc(slot), slot)
  }

  /** undefined for a document without a vector; null where slots are not indexed: storage knows. */
  findSlot(doc: number): number | undefined | null {
    return this.slots === null ? null : this.slots.find(doc)
  }

  /** Writes a code into a slot: that of the same document, or a new last one with `slot === count`. Returns the block that changed. */
  write(slot: number, doc: number, code: Uint8Array): number {
    const block = this.place(slot, doc, code)
    if (slot === this.count) {
      this.count++
      this.slots?.set(doc, slot)
    }
    return block
  }

  readDoc(slot: number): number {
    return this.blocks[Math.floor(slot / BLOCK_SLOTS)]?.docs[slot % BLOCK_SLOTS] ?? 0
  }

  readCode(slot: number): Uint8Array {
    const place = (slot % BLOCK_SLOTS) * this.width
    return (this.blocks[Math.floor(slot / BLOCK_SLOTS)] as CodeBlock).codes.subarray(place, place + this.width)
  }

  /** Frees a slot and moves the last one into the gap. Returns the blocks that changed, some of which may now be beyond the end. */
  remove(slot: number): number[] {
    const last = this.count - 1
    const lastDoc = this.readDoc(last)
    this.slots?.delete(this.readDoc(slot))
    const touched = []
    if (slot !== last) {
      this.slots?.set(lastDoc, slot)
      touched.push(this.place(slot, lastDoc, this.readCode(last)))
    }
    touched.push(this.place(last, 0, new Uint8Array(this.width)))
    this.count = last
    this.blocks.length = Math.ceil(last / BLOCK_SLOTS)
    return touched
  }

  private place(slot: number, doc: number, code: Uint8Array): number {
    const block = Math.floor(slot / BLOCK_SLOTS)
    const content = (this.blocks[block] ??= createBlock(this.width))
    content.docs[slot % BLOCK_SLOTS] = doc
    content.codes.set(code, (slot % BLOCK_SLOTS) * this.width)
    return block
  }
}

function createBlock(width: number): CodeBlock {
  return { docs: new Float64Array(BLOCK_SLOTS), codes: new Uint8Array(BLOCK_SLOTS * width) }
}
