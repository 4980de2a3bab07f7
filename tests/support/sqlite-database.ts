import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Database, Row, Statement, StatementResult } from '../../src/adapters/d1/database.ts'
import { checkStatement } from './limits/d1.ts'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/** The adapters' Database over an in-memory SQLite with all migrations applied and D1's limits kept, for tests in plain Node. */
export function openSqliteDatabase(): Database {
  const sqlite = new DatabaseSync(':memory:')
  for (const name of readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .sort()) {
    sqlite.exec(readFileSync(join(MIGRATIONS, name), 'utf8'))
  }
  const run = ({ sql, params }: Statement): StatementResult => {
    checkStatement(sql, params)
    const rows = sqlite.prepare(sql).all(...params) as Row[]
    const changes = sqlite.prepare('SELECT changes() AS n').get() as { n: number }
    return { rows, rowsRead: rows.length, changes: changes.n }
  }
  return {
    all: async (statement) => run(statement),
    async batch(statements) {
      sqlite.exec('BEGIN')
      try {
        const results = statements.map(run)
        sqlite.exec('COMMIT')
        return results
      } catch (error) {
        sqlite.exec('ROLLBACK')
        throw error
      }
    },
    bookmark: () => '',
  }
}
