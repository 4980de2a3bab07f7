import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startTool, waitForExit } from './processes.ts'
import { StartError } from './report.ts'

export type Comparison = { pending: string[]; unknown: string[] }

/** `pending`: files the database has not seen. `unknown`: what it has seen and this code does not have, so it is newer. */
export function compareMigrations(files: readonly string[], applied: readonly string[]): Comparison {
  return { pending: files.filter((name) => !applied.includes(name)).toSorted(), unknown: applied.filter((name) => !files.includes(name)).toSorted() }
}

/** Brings the local D1 of `state` up to the migrations of this code. Throws StartError when the data are newer. */
export async function migrateDatabase(root: string, state: string, log: string): Promise<string> {
  const files = (await readdir(join(root, 'migrations'))).filter((name) => name.endsWith('.sql'))
  const applied = await readApplied(state)
  const { pending, unknown } = compareMigrations(files, applied)
  if (unknown.length > 0) {
    throw new StartError(
      `The data in .meridian were written by a newer version of Meridian (${unknown.join(', ')}): run git pull, ` +
        'or put them aside and start afresh with: mv .meridian .meridian.newer && npm start',
    )
  }
  if (pending.length === 0) return 'unchanged'
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const code = await waitForExit(startTool([wrangler, 'd1', 'migrations', 'apply', 'meridian', '--local', '--persist-to', state], { cwd: root, log }))
  if (code !== 0)
    throw new StartError(
      `The database could not be ${applied.length === 0 ? 'created' : 'upgraded'}; nothing of the data is lost, and the reason is in ${relative(root, log)}.`,
    )
  return applied.length === 0 ? 'created' : `upgraded: ${pending.join(', ')}`
}

/** Names in wrangler's own table d1_migrations; none when there is no database yet. */
async function readApplied(state: string): Promise<string[]> {
  const folder = join(state, 'v3/d1/miniflare-D1DatabaseObject')
  if (!existsSync(folder)) return []
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite').flatMap((name) => readTable(join(folder, name)))
}

function readTable(path: string): string[] {
  // opened for writing, because a database in WAL mode that nobody has open may need its log replayed
  const database = new DatabaseSync(path)
  try {
    const exists = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").get()
    return exists === undefined
      ? []
      : database
          .prepare('SELECT name FROM d1_migrations')
          .all()
          .map((row) => String(row['name']))
  } finally {
    database.close()
  }
}
