// The vector index: binary codes in memory choose candidates, int8 rows give their exact scores, from memory or from storage;
// without rows the codes give estimates. Memory is a copy of what storage holds: both change in one synchronous step, and
// memory is thrown away when storage refuses. All vectors and queries that come in are rotated already (rotation.ts).
import type { VectorPriority } from '../../../domain/embedding/vector-store.ts'
import { createQueryTables, estimateInto } from './binary-code.ts'
import { CandidateHeap } from './candidate-heap.ts'
import type { CodeMemory } from './code-memory.ts'
import { IndexMemory } from './index-memory.ts'
import { type EstimatedDocs, rankCodes, scoreEstimates } from './rank-codes.ts'
import { type RankedRows, countCandidates, rankRows } from './rank-rows.ts'
import type { RowBudget } from './row-budget.ts'
import type { VisitRow } from './row-memory.ts'
import { BLOCK_SLOTS, type IndexStorage } from './storage.ts'
import { type VectorBatch, removeVectors, upsertVectors } from './write-vectors.ts'

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

export type RankedDocs = { readonly docs: Float64Array<ArrayBuffer>; readonly total: number }

/** null inside: nothing was ever written. */
type Loaded = { readonly memory: IndexMemory | null }
const NOTHING: RankedRows = { docs: new Float64Array(0), scores: new Float64Array(0), exact: true, candidates: 0, rowsRead: 0 }

export class VectorIndex {
  private readonly storage: IndexStorage
  private readonly pause: () => Promise<void>
  private readonly budget: RowBudget
  private readonly slices: IndexSlices
  private loaded: Loaded | null = null
  private loading: Promise<void> | null = null
  private version = 0

  /** `pause` lets other requests run; it is awaited between slices of CPU work. `budget` bounds the rows in memory. */
  constructor(storage: IndexStorage, pause: () => Promise<void>, budget: RowBudget, slices: IndexSlices = SLICES) {
    this.storage = storage
    this.pause = pause
    this.budget = budget
    this.slices = slices
  }

  /**
   * Adds or replaces vectors; the last of several for one document counts. The first write decides for good whether rows are
   * kept. Throws RangeError when the index holds another dimension.
   */
  upsert(dimensions: number, priority: VectorPriority, batch: VectorBatch): Promise<void> {
    return this.use((existing) => {
      const memory = existing ?? new IndexMemory(dimensions, priority !== 'low')
      checkDimensions(memory, dimensions)
      memory.prioritise(priority, this.budget)
      this.change(memory, () => upsertVectors(this.storage, memory, batch))
    }, priority)
  }

  /** Removes documents; those without a vector are ignored. */
  remove(docs: Float64Array): Promise<void> {
    return this.use((memory) => {
      if (memory !== null) this.change(memory, () => removeVectors(this.storage, memory, docs))
    })
  }

  /** The `k` nearest: by exact score, chosen among candidates by code, or by estimate where no rows are kept. */
  async nearest(query: Float32Array, k: number, priority: VectorPriority): Promise<RankedRows> {
    const found = await this.choose(query, (memory) => (memory.exact ? countCandidates(k) : k), priority)
    return found.exact ? this.rank(query, found.docs, k, priority) : scoreEstimates(query, found)
  }

  /** The first `limit` documents by code, best first, without scores. `total` counts the vectors of the index. */
  async list(query: Float32Array, limit: number): Promise<RankedDocs> {
    const { docs, total } = await this.choose(query, () => limit)
    return { docs, total }
  }

  /** The `k` best of `docs` by exact score or estimate; with k = docs.length the scores of all that have a vector. */
  rank(query: Float32Array, docs: Float64Array, k: number, priority: VectorPriority): Promise<RankedRows> {
    return this.use((memory) => {
      if (memory === null) return NOTHING
      checkDimensions(memory, query.length)
      memory.prioritise(priority, this.budget)
      if (!memory.exact) return rankCodes(memory.codes, query, docs, k)
      const visitRows = (some: Float64Array, visit: VisitRow) => this.visitRows(some, visit)
      return rankRows({ visitRows, slice: this.slices.rows, pause: this.pause }, query, docs, k)
    }, priority)
  }

  count(): Promise<number> {
    return this.use((memory) => memory?.codes.count ?? 0)
  }

  drop(): Promise<void> {
    return this.use(() => {
      this.forget()
      this.storage.clear()
      this.loaded = { memory: null }
    })
  }

  private async choose(
    query: Float32Array,
    countLimit: (memory: IndexMemory) => number,
    priority?: VectorPriority,
  ): Promise<EstimatedDocs & { total: number; exact: boolean }> {
    const tables = createQueryTables(query)
    for (let restarts = 0; ; restarts++) {
      const found = await this.use(async (memory) => {
        if (memory === null) return { docs: new Float64Array(0), estimates: new Float32Array(0), total: 0, exact: true }
        checkDimensions(memory, query.length)
        const scanned = await this.scan(memory.codes, tables, countLimit(memory), restarts < MAX_RESTARTS)
        return scanned === null ? null : { ...scanned, exact: memory.exact }
      }, priority)
      if (found !== null) return found
    }
  }

  /** null when a write came between two slices: slots may have moved. */
  private async scan(codes: CodeMemory, tables: Float32Array, limit: number, pausing: boolean): Promise<(EstimatedDocs & { total: number }) | null> {
    const heap = new CandidateHeap(Math.min(limit, codes.count))
    const estimates = new Float32Array(BLOCK_SLOTS)
    const { version } = this
    const slice = countBlocks(this.slices.scanBytes, codes)
    for (const [place, block] of codes.blocks.entries()) {
      if (pausing && place > 0 && place % slice === 0) {
        await this.pause()
        if (version !== this.version) return null
      }
      const count = Math.min(BLOCK_SLOTS, codes.count - place * BLOCK_SLOTS)
      estimateInto(tables, block.codes, codes.width, count, estimates)
      heap.offer(block.docs, estimates, count)
    }
    return { ...heap.drain(), total: codes.count }
  }

  /** Rows that are in memory, and from storage those that are not; returns how many these were. */
  private visitRows(docs: Float64Array, visit: VisitRow): number {
    const { loaded } = this
    // Dropped since, or begun anew without rows.
    if (loaded !== null && loaded.memory?.exact !== true) return 0
    const { codes, rows } = loaded?.memory ?? { codes: null, rows: null }
    const absent = docs.filter((doc) => {
      const slot = rows === null ? null : codes?.findSlot(doc)
      return typeof slot === 'number' ? rows?.visit(slot, doc, visit) !== true : slot === null
    })
    let read = 0
    if (absent.length === 0) return read
    this.storage.visitRows(absent, (doc, scale, bytes) => {
      read++
      visit(doc, scale, bytes, 0)
      const slot = codes?.findSlot(doc)
      if (typeof slot === 'number') rows?.put(slot, scale, bytes)
    })
    return read
  }

  private change(memory: IndexMemory, work: () => void): void {
    this.version++
    try {
      this.storage.transact(work)
      this.loaded = { memory }
    } catch (error) {
      memory.release()
      this.forget()
      throw error
    }
  }

  private forget(): void {
    this.version++
    this.loaded?.memory?.release()
    this.loaded = null
  }

  /** Between the last look at `loaded` and the start of `work` nothing else can run: that is what keeps writes apart. */
  private async use<T>(work: (memory: IndexMemory | null) => T | Promise<T>, priority?: VectorPriority): Promise<T> {
    while (this.loaded === null) {
      // Both set afterwards, not inside `load`: it may end at once, and a later call must not overtake those that wait.
      this.loading ??= this.load(priority)
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

  private async load(priority: VectorPriority = 'medium'): Promise<Loaded> {
    const space = this.storage.readSpace()
    if (space === null) return { memory: null }
    const memory = new IndexMemory(space.dimensions, space.exact)
    memory.prioritise(priority, this.budget, space.count)
    const { codes } = memory
    const slice = countBlocks(this.slices.loadBytes, codes)
    for (let from = 0; from * BLOCK_SLOTS < space.count; from += slice) {
      if (from > 0) await this.pause()
      codes.append(this.storage.readBlocks(from, from + slice), Math.min(space.count, (from + slice) * BLOCK_SLOTS))
    }
    return { memory }
  }
}

function countBlocks(bytes: number, codes: CodeMemory): number {
  return Math.max(1, Math.floor(bytes / (BLOCK_SLOTS * codes.width)))
}

function checkDimensions({ codes }: IndexMemory, dimensions: number): void {
  if (codes.dimensions !== dimensions) throw new RangeError(`The index holds vectors of ${codes.dimensions} dimensions, not ${dimensions}.`)
}
