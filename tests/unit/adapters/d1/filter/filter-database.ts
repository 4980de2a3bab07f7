import { DatabaseSync } from 'node:sqlite'
import { compileFilter } from '../../../../../src/adapters/d1/filter/index.ts'
import type { FilterField, ResolvedFilter } from '../../../../../src/domain/catalog/filter/index.ts'
import { readPoint, readValues } from '../../../../../src/domain/catalog/filter/index.ts'
import { resolve } from '../../../domain/catalog/filter/sample-fields.ts'

const TABLES = `
  CREATE TABLE documents (key INTEGER PRIMARY KEY, collection_id INTEGER NOT NULL, id TEXT NOT NULL);
  CREATE UNIQUE INDEX documents_by_id ON documents (collection_id, id);
  CREATE TABLE facet_values (doc INTEGER NOT NULL, field INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (doc, field, value)) WITHOUT ROWID;
  CREATE INDEX facet_values_by_value ON facet_values (field, value, doc);
  CREATE INDEX facet_values_by_field ON facet_values (field, doc, value);
  CREATE TABLE geo_values (doc INTEGER NOT NULL, field INTEGER NOT NULL, lat REAL NOT NULL, lng REAL NOT NULL, PRIMARY KEY (doc, field)) WITHOUT ROWID;
  CREATE INDEX geo_values_by_lat ON geo_values (field, lat, doc);`

export type StoredDocument = Readonly<Record<string, unknown>> & { readonly id: string }
export type Compiled = { readonly sql: string; readonly params: readonly string[] }

/** The index tables over a few documents, filled as the write path fills them. */
export class FilterDatabase {
  readonly database = new DatabaseSync(':memory:')

  constructor(documents: readonly StoredDocument[], fields: readonly FilterField[]) {
    this.database.exec(TABLES)
    documents.forEach((document, index) => this.#insert(index + 1, document, fields))
  }

  #insert(key: number, document: StoredDocument, fields: readonly FilterField[]): void {
    this.database.prepare('INSERT INTO documents VALUES (?, 1, ?)').run(key, document.id)
    for (const declared of fields) {
      if (declared.type === 'text') continue
      const probe = resolve(`\`${declared.name.replace(/[\\`]/g, '\\$&')}\` EXISTS`)
      if (probe.kind !== 'exists') throw new Error('expected EXISTS')
      for (const value of readValues(document, probe.field)) this.addRow(key, declared.id, typeof value === 'boolean' ? Number(value) : value)
      const point = declared.type === 'geo' ? readPoint(document, probe.field) : undefined
      if (point) this.database.prepare('INSERT INTO geo_values VALUES (?, ?, ?, ?)').run(key, declared.id, point.lat, point.lng)
    }
  }

  addRow(key: number, field: number, value: string | number): void {
    this.database.prepare('INSERT OR IGNORE INTO facet_values VALUES (?, ?, ?)').run(key, field, value)
  }

  /** Ids that the compiled filter selects, in key order. */
  select(filter: ResolvedFilter, drive: boolean): unknown[] {
    const { sql, params } = compile(filter, drive)
    const rows = this.database.prepare(`SELECT d.id, (${sql}) AS verdict FROM documents d ORDER BY d.key`).all(...params)
    // Never NULL: a NULL would turn into "excluded" under NOT as well.
    for (const row of rows) if (row.verdict !== 0 && row.verdict !== 1) throw new Error(`verdict ${String(row.verdict)} from ${sql}`)
    const direct = this.database.prepare(`SELECT d.id FROM documents d WHERE d.collection_id = 1 AND ${sql} ORDER BY d.key`).all(...params)
    const ids = rows.filter((row) => row.verdict === 1).map((row) => row.id)
    if (JSON.stringify(ids) !== JSON.stringify(direct.map((row) => row.id))) throw new Error(`as a column and as a condition differ: ${sql}`)
    return ids
  }

  explain(filter: ResolvedFilter, drive: boolean): string {
    const { sql, params } = compile(filter, drive)
    const rows = this.database.prepare(`EXPLAIN QUERY PLAN SELECT d.id FROM documents d WHERE ${sql}`).all(...params)
    return rows.map((row) => String(row.detail)).join('\n')
  }
}

export function compile(filter: ResolvedFilter, drive: boolean): Compiled {
  const params: string[] = []
  const sql = compileFilter(filter, { doc: 'd.key', id: 'd.id', drive, params: { add: (value) => `?${params.push(value)}` } })
  return { sql, params }
}
