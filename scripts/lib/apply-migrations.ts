import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types/experimental'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'

/**
 * Applies the `.sql` files of `dir` that the database has not seen, in name order, each in one batch.
 * Keeps wrangler's own `d1_migrations` table, so a persisted database can go on under `wrangler d1 migrations apply`.
 * Returns the names applied now.
 */
export async function applyMigrations(db: D1Database, dir: string): Promise<string[]> {
  await db
    .prepare(
      'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)',
    )
    .run()
  const seen = new Set((await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()).results.map((row) => row.name))
  const pending = (await readdir(dir)).filter((name) => name.endsWith('.sql') && !seen.has(name)).sort()
  for (const name of pending) {
    const statements = splitSql(await readFile(join(dir, name), 'utf8')).filter((statement) => statement.trim() !== '')
    await db.batch([...statements.map((statement) => db.prepare(statement)), db.prepare('INSERT INTO d1_migrations (name) VALUES (?1)').bind(name)])
  }
  return pending
}
