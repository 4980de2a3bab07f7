// Changes of an index, memory and storage together. They run inside one transaction; when it fails, memory is thrown away.
import { encodeInto } from './binary-code.ts'
import type { IndexMemory } from './index-memory.ts'
import type { IndexStorage } from './storage.ts'

export type VectorBatch = {
  readonly docs: Float64Array
  readonly scales: Float32Array
  /** docs.length * dimensions */
  readonly bytes: Int8Array<ArrayBuffer>
}

/** Adds or replaces; the last of several vectors of one document counts. */
export function upsertVectors(storage: IndexStorage, memory: IndexMemory, batch: VectorBatch): void {
  const { codes, rows, exact } = memory
  const { dimensions } = codes
  if (codes.count === 0) storage.writeSpace({ dimensions, count: 0, exact })
  const slots = findSlots(storage, memory, batch.docs)
  const touched = new Set<number>()
  const code = new Uint8Array(codes.width)
  for (let at = 0; at < batch.docs.length; at++) {
    const doc = batch.docs[at] as number
    const scale = batch.scales[at] as number
    const bytes = batch.bytes.subarray(at * dimensions, (at + 1) * dimensions)
    const slot = slots.get(doc) ?? codes.count
    slots.set(doc, slot)
    encodeInto(bytes, code)
    touched.add(codes.write(slot, doc, code))
    rows?.put(slot, scale, bytes)
    if (exact) storage.writeRow({ doc, slot, scale, bytes })
  }
  storeCodes(storage, memory, touched)
}

/** Documents without a vector are ignored. The last slots move into the gaps. */
export function removeVectors(storage: IndexStorage, memory: IndexMemory, docs: Float64Array): void {
  const { codes, rows, exact } = memory
  const slots = findSlots(storage, memory, docs)
  const touched = new Set<number>()
  const moved = new Map<number, number>()
  for (const doc of docs) {
    const slot = slots.get(doc)
    if (slot === undefined) continue
    slots.delete(doc)
    moved.delete(doc)
    const last = codes.count - 1
    if (slot !== last) {
      const lastDoc = codes.readDoc(last)
      moved.set(lastDoc, slot)
      if (slots.has(lastDoc)) slots.set(lastDoc, slot)
    }
    for (const block of codes.remove(slot)) touched.add(block)
    rows?.take(last, slot)
  }
  if (exact) {
    storage.deleteRows(docs)
    for (const [doc, slot] of moved) storage.moveRow(doc, slot)
  }
  storeCodes(storage, memory, touched)
}

function findSlots(storage: IndexStorage, { codes, exact }: IndexMemory, docs: Float64Array): Map<number, number> {
  const slots = new Map<number, number>()
  for (const doc of docs) {
    const slot = codes.findSlot(doc)
    if (slot === null && exact) return storage.readSlots(docs)
    if (typeof slot === 'number') slots.set(doc, slot)
  }
  return slots
}

function storeCodes(storage: IndexStorage, { codes, exact }: IndexMemory, touched: ReadonlySet<number>): void {
  for (const place of touched) {
    const block = codes.blocks[place]
    if (block !== undefined) storage.writeBlock(place, block)
  }
  storage.truncateBlocks(codes.blocks.length)
  storage.writeSpace({ dimensions: codes.dimensions, count: codes.count, exact })
}
