import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { createKeywordTable, dropKeywordTable, keywordTable } from '../../../../src/adapters/d1/keyword-tables.ts'
import { SCHEMA } from './final-schema.ts'

const FOLDER = join(import.meta.dirname, '../../../../migrations')
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort()

function migrate(names: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  for (const name of names) database.exec(readFileSync(join(FOLDER, name), 'utf8'))
  return database
}

/** What the database has: a line a table with its columns, a line an index. */
function describeSchema(database: DatabaseSync): string[] {
  const tables = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all()
  const lines = tables.map(({ name, sql }) => {
    const columns = database
      .prepare('SELECT name, type, "notnull" AS required, dflt_value, pk FROM pragma_table_info(?) ORDER BY cid')
      .all(String(name))
    const described = columns.map(
      (column) =>
        `${column['name']} ${column['type']}${column['required'] === 1 ? '' : '?'}${column['dflt_value'] === null ? '' : ` = ${column['dflt_value']}`}${Number(column['pk']) > 0 ? ` key${column['pk']}` : ''}`,
    )
    const references = database.prepare('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)').all(String(name))
    // keys that are never given twice, checks and references decide what a write may leave behind
    const rules = [...String(sql).matchAll(/AUTOINCREMENT|WITHOUT ROWID|CHECK\([^)]*\)/gi)].map(([rule]) => rule.toLowerCase())
    return [`${name}(${described.join(', ')})`, ...references.map(({ from, table, to }) => `${from} -> ${table}.${to}`), ...rules].join('; ')
  })
  const indexes = database.prepare("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name").all()
  return [
    ...lines,
    ...indexes.map(
      ({ name, tbl_name: table, sql }) =>
        `${/UNIQUE/i.test(String(sql)) ? 'unique ' : ''}index ${name} on ${table}${String(sql).slice(String(sql).indexOf('(')).replaceAll('`', '')}`,
    ),
  ]
}

describe('migrations', () => {
  test.each(NAMES.map((name, at) => [name, at + 1] as const))('apply up to %s', (_name, count) => {
    const database = migrate(NAMES.slice(0, count))
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    expect(database.prepare('SELECT id FROM tenants').all()).toEqual([{ id: 'default' }])
  })

  test('are numbered without a gap, and the journal lists each', () => {
    const journal = JSON.parse(readFileSync(join(FOLDER, 'meta/_journal.json'), 'utf8')) as { entries: { idx: number; tag: string }[] }
    expect(journal.entries.map(({ idx, tag }) => [idx, `${tag}.sql`])).toEqual(NAMES.map((name, at) => [at, name]))
    NAMES.forEach((name, at) => expect(name.slice(0, 4)).toBe(String(at).padStart(4, '0')))
  })

  test('end in this schema', () => {
    expect(describeSchema(migrate(NAMES))).toEqual(SCHEMA)
  })
})

describe('a keyword table', () => {
  test('is made from this template and no other', () => {
    expect(createKeywordTable(7, 2)).toEqual({
      sql: "CREATE VIRTUAL TABLE IF NOT EXISTS fts_7_2 USING fts5(a, b, c, d, content='', contentless_delete=1, tokenize='ascii')",
      params: [],
    })
    expect(dropKeywordTable(7, 2).sql).toBe('DROP TABLE IF EXISTS fts_7_2')
    expect(keywordTable(7.9, Number.NaN)).toBe('fts_7_NaN')
  })

  test('keeps terms of every script whole, replaces and deletes rows, and leaves nothing when dropped', () => {
    const database = migrate(NAMES)
    const before = describeSchema(database)
    database.exec(createKeywordTable(1, 1).sql)
    const insert = database.prepare('INSERT OR REPLACE INTO fts_1_1 (rowid, a, b, c, d) VALUES (?, ?, ?, ?, ?)')
    const find = (term: string) =>
      database
        .prepare('SELECT rowid FROM fts_1_1 WHERE fts_1_1 MATCH ?')
        .all(`"${term}"`)
        .map(({ rowid }) => rowid)
    insert.run(1, 'walnut ก็ हिन्दी', '', '日本', 'é')
    for (const term of ['walnut', 'ก็', 'हिन्दी', '日本', 'é']) expect(find(term), term).toEqual([1])
    insert.run(1, 'oak', '', '', '')
    expect([find('walnut'), find('oak')]).toEqual([[], [1]])
    database.exec('DELETE FROM fts_1_1 WHERE rowid = 1')
    expect(find('oak')).toEqual([])
    database.exec(dropKeywordTable(1, 1).sql)
    expect(describeSchema(database)).toEqual(before)
  })
})
