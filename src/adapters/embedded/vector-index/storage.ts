/**
 * What the index needs from the place where it is kept. Everything is synchronous: Durable Object SQLite is, and
 * so a change of memory and storage can not be torn apart by another request.
 */
export const BLOCK_SLOTS = 256

/** Codes of BLOCK_SLOTS consecutive slots; what lies beyond the index's count is zero. */
export type CodeBlock = {
  /** document key of each slot */
  readonly docs: Float64Array<ArrayBuffer>
  readonly codes: Uint8Array<ArrayBuffer>
}

export type VectorRow = {
  readonly doc: number
  readonly slot: number
  /** component = byte * scale */
  readonly scale: number
  readonly bytes: Int8Array<ArrayBuffer>
}

/** `exact`: int8 rows are kept, not codes alone; that never changes. */
export type StoredSpace = { readonly dimensions: number; readonly count: number; readonly exact: boolean }

export type IndexStorage = {
  /** Runs `work` whole or not at all. */
  transact(work: () => void): void
  /** null before the first write: reading an index that was never written must not create anything. */
  readSpace(): StoredSpace | null
  /** Creates the tables when they are missing. */
  writeSpace(space: StoredSpace): void
  /** Blocks `from` (inclusive) to `to` (exclusive) in order. */
  readBlocks(from: number, to: number): CodeBlock[]
  writeBlock(block: number, content: CodeBlock): void
  /** Removes block `from` and all after it. */
  truncateBlocks(from: number): void
  /** Visits the rows of those documents that exist. */
  visitRows(docs: Float64Array, visit: (doc: number, scale: number, bytes: Int8Array) => void): void
  readSlots(docs: Float64Array): Map<number, number>
  writeRow(row: VectorRow): void
  moveRow(doc: number, slot: number): void
  deleteRows(docs: Float64Array): void
  /** Removes everything, the tables included. */
  clear(): void
}
