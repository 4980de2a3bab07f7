import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { SqlDatabase, SqlValue } from '../../src/adapters/embedded/vector-index/sqlite-storage.ts'

/** The vector index's database in plain Node, in memory unless a file is named; blobs are ArrayBuffers as in a Durable Object. */
export function openNodeDatabase(file = ':memory:'): SqlDatabase {
  const database = new DatabaseSync(file)
  return {
    query: (statement, ...values) =>
      database
        .prepare(statement)
        .all(...values.map(toInput))
        .map((row) => Object.values(row).map(toSqlValue)),
    transact(work) {
      database.exec('BEGIN')
      try {
        work()
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
  }
}

function toInput(value: SqlValue): SQLInputValue {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : value
}

function toSqlValue(value: unknown): SqlValue {
  if (value instanceof Uint8Array) return value.slice().buffer
  if (typeof value === 'number' || typeof value === 'string' || value === null) return value
  throw new TypeError(`SQLite returned ${typeof value}`)
}
