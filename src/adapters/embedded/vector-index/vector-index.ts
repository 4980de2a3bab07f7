// The vector index: binary codes in memory choose candidates, int8 rows in storage give their exact scores. Memory is a
// copy of what storage holds: both change in one synchronous step, and memory is thrown away when storage refuses.
// All vectors and queries that come in are rotated already (rotation.ts).
import { createQueryTables, encodeInto, estimateInto } from './binary-code.ts'
import { CandidateHeap } from './candidate-heap.ts'
import { CodeMemory } from './code-memory.ts'
import { type RankedRows, countCandidates, rankRows } from './rank-rows.ts'
import { BLOCK_SLOTS, type IndexStorage } from './storage.ts'

/** How much CPU work is done between two pauses. */
export type IndexSlices = {
  /** bytes of codes scanned */
  readonly scanBytes: number
  /** bytes of codes read from storage */
  readonly loadBytes: number
  /** int8 rows read and scored */
  readonly rows: number
}

/** A scan slice is 100,000 codes of 256 dimensions; each is about 5 ms of work (docs/measurements/vector-index.md). */
const SLICES: IndexSlices = { scanBytes: 3_200_000, loadBytes: 3_200_000, rows: 1_024 }
/** A scan that writes keep disturbing is at last done in one go. */
const MAX_RESTARTS = 2

export type VectorBatch = {
  readonly docs: Float64Array
  readonly scales: Float32Array
  /** docs.length * dimensions */
  readonly bytes: Int8Array<ArrayBuffer>
}

export type RankedDocs = { readonly docs: Float64Array<ArrayBuffer>; readonly total: number }

/** null inside: nothing was ever written. */
type Loaded = { readonly memory: CodeMemory | null }

export class VectorIndex {
  private readonly storage: IndexStorage
  private readonly pause: () => Promise<void>
  private readonly slices: IndexSlices
  private loaded: Loaded | null = null
  private loading: Promise<void> | null = null
  private version = 0

  /** `pause` lets other requests run; it is awaited between slices of CPU work. */
  constructor(storage: IndexStorage, pause: () => Promise<void>, slices: IndexSlices = SLICES) {
    this.storage = storage
    this.pause = pause
    this.slices = slices
  }

  /** Adds or replaces vectors; the last of several for one document counts. Throws RangeError when the index holds another dimension. */
  upsert(dimensions: number, batch: VectorBatch): Promise<void> {
    return this.use((existing) => {
      const memory = existing ?? new CodeMemory(dimensions, [], 0)
      checkDimensions(memory, dimensions)
      this.change(memory, () => this.writeBatch(memory, batch))
    })
  }

  /** Removes documents; those without a vector are ignored. The last slots move into the gaps. */
  remove(docs: Float64Array): Promise<void> {
    return this.use((memory) => {
      if (memory !== null) this.change(memory, () => this.removeDocs(memory, docs))
    })
  }

  /** The `k` nearest by exact score, chosen among candidates by code. */
  async nearest(query: Float32Array, k: number): Promise<RankedRows> {
    const { docs } = await this.list(query, countCandidates(k))
    return this.rank(query, docs, k)
  }

  /** The first `limit` documents by code, best first, without exact scores. `total` counts the vectors of the index. */
  async list(query: Float32Array, limit: number): Promise<RankedDocs> {
    const tables = createQueryTables(query)
    for (let restarts = 0; ; restarts++) {
      const ranked = await this.use((memory) => {
        if (memory === null) return { docs: new Float64Array(0), total: 0 }
        checkDimensions(memory, query.length)
        return this.scan(memory, tables, limit, restarts < MAX_RESTARTS)
      })
      if (ranked !== null) return ranked
    }
  }

  /** The `k` best of `docs` by exact score; with k = docs.length the scores of all that have a vector. */
  rank(query: Float32Array, docs: Float64Array, k: number): Promise<RankedRows> {
    return this.use((memory) => {
      if (memory !== null) checkDimensions(memory, query.length)
      const reader = { storage: this.storage, slice: this.slices.rows, pause: this.pause }
      return rankRows(reader, query, memory === null ? new Float64Array(0) : docs, k)
    })
  }

  count(): Promise<number> {
    return this.use((memory) => memory?.count ?? 0)
  }

  drop(): Promise<void> {
    return this.use(() => {
      this.forget()
      this.storage.clear()
    })
  }

  private writeBatch(memory: CodeMemory, batch: VectorBatch): void {
    const { dimensions } = memory
    if (memory.count === 0) this.storage.writeSpace({ dimensions, count: 0 })
    const slots = this.storage.readSlots(batch.docs)
    const touched = new Set<number>()
    const code = new Uint8Array(memory.width)
    for (let at = 0; at < batch.docs.length; at++) {
      const doc = batch.docs[at] as number
      const bytes = batch.bytes.subarray(at * dimensions, (at + 1) * dimensions)
      const slot = slots.get(doc) ?? memory.count
      slots.set(doc, slot)
      encodeInto(bytes, code)
      touched.add(memory.write(slot, doc, code))
      this.storage.writeRow({ doc, slot, scale: batch.scales[at] as number, bytes })
    }
    this.storeCodes(memory, touched)
  }

  private removeDocs(memory: CodeMemory, docs: Float64Array): void {
    const slots = this.storage.readSlots(docs)
    const touched = new Set<number>()
    const moved = new Map<number, number>()
    for (const doc of docs) {
      const slot = slots.get(doc)
      if (slot === undefined) continue
      slots.delete(doc)
      moved.delete(doc)
      const last = memory.count - 1
      if (slot !== last) {
        const lastDoc = memory.readDoc(last)
        touched.add(memory.write(slot, lastDoc, memory.readCode(last)))
        moved.set(lastDoc, slot)
        if (slots.has(lastDoc)) slots.set(lastDoc, slot)
      }
      touched.add(memory.pop())
    }
    this.storage.deleteRows(docs)
    for (const [doc, slot] of moved) this.storage.moveRow(doc, slot)
    this.storeCodes(memory, touched)
  }

  private storeCodes(memory: CodeMemory, touched: ReadonlySet<number>): void {
    for (const place of touched) {
      const block = memory.blocks[place]
      if (block !== undefined) this.storage.writeBlock(place, block)
    }
    this.storage.truncateBlocks(memory.blocks.length)
    this.storage.writeSpace({ dimensions: memory.dimensions, count: memory.count })
  }

  /** null when a write came between two slices: slots may have moved. */
  private async scan(memory: CodeMemory, tables: Float32Array, limit: number, pausing: boolean): Promise<RankedDocs | null> {
    const heap = new CandidateHeap(Math.min(limit, memory.count))
    const estimates = new Float32Array(BLOCK_SLOTS)
    const { version } = this
    const slice = countBlocks(this.slices.scanBytes, memory)
    for (const [place, block] of memory.blocks.entries()) {
      if (pausing && place > 0 && place % slice === 0) {
        await this.pause()
        if (version !== this.version) return null
      }
      const count = Math.min(BLOCK_SLOTS, memory.count - place * BLOCK_SLOTS)
      estimateInto(tables, block.codes, memory.width, count, estimates)
      heap.offer(block.docs, estimates, count)
    }
    return { docs: heap.drain(), total: memory.count }
  }

  private change(memory: CodeMemory, work: () => void): void {
    this.version++
    try {
      this.storage.transact(work)
      this.loaded = { memory }
    } catch (error) {
      this.forget()
      throw error
    }
  }

  private forget(): void {
    this.version++
    this.loaded = null
  }

  /** Between the last look at `loaded` and the start of `work` nothing else can run: that is what keeps writes apart. */
  private async use<T>(work: (memory: CodeMemory | null) => T | Promise<T>): Promise<T> {
    while (this.loaded === null) {
      // Both set afterwards, not inside `load`: it may end at once, and a later call must not overtake those that wait.
      this.loading ??= this.load()
        .then((loaded) => {
          this.loaded = loaded
        })
        .finally(() => {
          this.loading = null
        })
      await this.loading
    }
    return work(this.loaded.memory)
  }

  private async load(): Promise<Loaded> {
    const space = this.storage.readSpace()
    const memory = space === null ? null : new CodeMemory(space.dimensions, [], space.count)
    const blocks = Math.ceil((space?.count ?? 0) / BLOCK_SLOTS)
    const slice = memory === null ? 0 : countBlocks(this.slices.loadBytes, memory)
    for (let from = 0; from < blocks; from += slice) {
      if (from > 0) await this.pause()
      memory?.blocks.push(...this.storage.readBlocks(from, from + slice))
    }
    return { memory }
  }
}

function countBlocks(bytes: number, memory: CodeMemory): number {
  return Math.max(1, Math.floor(bytes / (BLOCK_SLOTS * memory.width)))
}

function checkDimensions(memory: CodeMemory, dimensions: number): void {
  if (memory.dimensions !== dimensions) throw new RangeError(`The index holds vectors of ${memory.dimensions} dimensions, not ${dimensions}.`)
}
