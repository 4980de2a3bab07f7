// The index in SQLite: the codes in blocks, so that a cold start reads 40 bytes a vector at 256 dimensions in a few hundred rows,
// and one row a document for exact scores; an index of codes alone has no table of rows. Works on any synchronous SQLite.
import type { CodeBlock, IndexStorage, StoredSpace, VectorRow } from './storage.ts'

export type SqlValue = number | string | null | ArrayBuffer

export type SqlDatabase = {
  query(statement: string, ...values: SqlValue[]): Iterable<SqlValue[]>
  transact(work: () => void): void
}

/** Pinned by a test: a change needs a migration of existing objects, not an edit. */
const CODE_TABLES = [
  'CREATE TABLE IF NOT EXISTS space (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), dimensions INTEGER NOT NULL, count INTEGER NOT NULL)',
  'CREATE TABLE IF NOT EXISTS code_blocks (block INTEGER PRIMARY KEY, docs BLOB NOT NULL, codes BLOB NOT NULL)',
] as const
/** Its presence says that rows are kept. */
const ROW_TABLE = 'CREATE TABLE IF NOT EXISTS vectors (doc INTEGER PRIMARY KEY, slot INTEGER NOT NULL, scale REAL NOT NULL, bytes BLOB NOT NULL)'

export class SqliteIndexStorage implements IndexStorage {
  private readonly database: SqlDatabase

  constructor(database: SqlDatabase) {
    this.database = database
  }

  transact(work: () => void): void {
    this.database.transact(work)
  }

  readSpace(): StoredSpace | null {
    const found = this.database.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('space', 'vectors')")
    const tables = new Set(Array.from(found, ([name]) => name))
    if (!tables.has('space')) return null
    const [row] = this.database.query('SELECT dimensions, count FROM space')
    return row === undefined ? null : { dimensions: Number(row[0]), count: Number(row[1]), exact: tables.has('vectors') }
  }

  writeSpace(space: StoredSpace): void {
    for (const statement of CODE_TABLES) this.run(statement)
    if (space.exact) this.run(ROW_TABLE)
    this.run('INSERT OR REPLACE INTO space (only_row, dimensions, count) VALUES (1, ?, ?)', space.dimensions, space.count)
  }

  readBlocks(from: number, to: number): CodeBlock[] {
    const blocks: CodeBlock[] = []
    for (const row of this.database.query('SELECT docs, codes FROM code_blocks WHERE block >= ? AND block < ? ORDER BY block', from, to)) {
      blocks.push({ docs: new Float64Array(toBuffer(row[0])), codes: new Uint8Array(toBuffer(row[1])) })
    }
    return blocks
  }

  writeBlock(block: number, { docs, codes }: CodeBlock): void {
    this.run('INSERT OR REPLACE INTO code_blocks (block, docs, codes) VALUES (?, ?, ?)', block, docs.buffer, codes.buffer)
  }

  truncateBlocks(from: number): void {
    this.run('DELETE FROM code_blocks WHERE block >= ?', from)
  }

  visitRows(docs: Float64Array, visit: (doc: number, scale: number, bytes: Int8Array) => void): void {
    // CROSS JOIN keeps SQLite from walking the table instead of the list.
    const found = this.database.query(
      'SELECT v.doc, v.scale, v.bytes FROM json_each(?) AS wanted CROSS JOIN vectors AS v ON v.doc = wanted.value',
      writeKeys(docs),
    )
    for (const [doc, scale, bytes] of found) visit(Number(doc), Number(scale), new Int8Array(toBuffer(bytes)))
  }

  readSlots(docs: Float64Array): Map<number, number> {
    const slots = new Map<number, number>()
    const found = this.database.query(
      'SELECT v.doc, v.slot FROM json_each(?) AS wanted CROSS JOIN vectors AS v ON v.doc = wanted.value',
      writeKeys(docs),
    )
    for (const row of found) slots.set(Number(row[0]), Number(row[1]))
    return slots
  }

  writeRow({ doc, slot, scale, bytes }: VectorRow): void {
    this.run('INSERT OR REPLACE INTO vectors (doc, slot, scale, bytes) VALUES (?, ?, ?, ?)', doc, slot, scale, toOwnBuffer(bytes))
  }

  moveRow(doc: number, slot: number): void {
    this.run('UPDATE vectors SET slot = ? WHERE doc = ?', slot, doc)
  }

  deleteRows(docs: Float64Array): void {
    this.run('DELETE FROM vectors WHERE doc IN (SELECT value FROM json_each(?))', writeKeys(docs))
  }

  clear(): void {
    this.transact(() => {
      for (const table of ['vectors', 'code_blocks', 'space']) this.run(`DROP TABLE IF EXISTS ${table}`)
    })
  }

  private run(statement: string, ...values: SqlValue[]): void {
    for (const _row of this.database.query(statement, ...values));
  }
}

// One JSON parameter, because a statement binds at most 100.
function writeKeys(docs: Float64Array): string {
  return `[${docs.join(',')}]`
}

// A view may share its buffer with a whole batch; only its own bytes are to be bound.
function toOwnBuffer(bytes: Int8Array<ArrayBuffer>): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}

function toBuffer(value: SqlValue | undefined): ArrayBuffer {
  if (value instanceof ArrayBuffer) return value
  throw new TypeError('Expected a blob in the vector index.')
}
