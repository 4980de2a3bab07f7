import { z } from 'zod'
import { VECTOR_DIMENSIONS } from '../../domain/embedding/index.ts'
import type { CollectionRemains } from '../../domain/ingestion/index.ts'
import { toNamespace } from '../vectorize/vector-ids.ts'
import { readCollectionRow } from './collection-row.ts'
import type { Database, Statement } from './database.ts'

const space = z.object({ name: z.string(), set: z.number().int(), dimensions: z.literal(VECTOR_DIMENSIONS).nullable() })
const FIELDS = 'SELECT id FROM fields WHERE collection_id = ?1'

/** Clears what a deleted collection has in D1, in statements of bounded size. */
export function createCollectionRemains(db: Database): CollectionRemains {
  const clear = async (statement: Statement): Promise<number> => (await db.all(statement)).changes
  return {
    async findDeleted(id) {
      const [row] = (await db.all({ sql: 'SELECT * FROM collections WHERE id = ?1 AND deleted_at IS NOT NULL', params: [id] })).rows
      return row ? readCollectionRow(row) : null
    },
    clearDocuments: (id, limit) =>
      clear({
        sql: 'DELETE FROM documents WHERE key IN (SELECT key FROM documents INDEXED BY documents_by_collection WHERE collection_id = ?1 LIMIT ?2)',
        params: [id, limit],
      }),
    async clearValues(id, limit) {
      const [values, places] = await db.batch([
        {
          sql: `DELETE FROM facet_values WHERE (doc, field, value) IN (SELECT doc, field, value FROM facet_values WHERE field IN (${FIELDS}) LIMIT ?2)`,
          params: [id, limit],
        },
        {
          sql: `DELETE FROM geo_values WHERE (doc, field) IN (SELECT doc, field FROM geo_values WHERE field IN (${FIELDS}) LIMIT ?2)`,
          params: [id, limit],
        },
      ])
      return (values?.changes ?? 0) + (places?.changes ?? 0)
    },
    clearVectors: (id, limit) =>
      clear({
        sql: 'DELETE FROM vectors WHERE (doc, name, "set") IN (SELECT doc, name, "set" FROM vectors WHERE collection_id = ?1 LIMIT ?2)',
        params: [id, limit],
      }),
    async listSpaces(id) {
      const sql = `SELECT "set", name, NULL AS dimensions FROM vectors WHERE collection_id = ?1 UNION
        SELECT s."set", n.value, s.body ->> '$.model.dimensions' FROM vector_sets s, json_each(s.body, '$.names') n WHERE s.collection_id = ?1`
      const { rows } = await db.all({ sql, params: [id] })
      return rows.map((row) => space.parse(row)).map(({ name, ...rest }) => ({ vector: name, ...rest }))
    },
    async clearMutations(of) {
      await db.all({ sql: 'DELETE FROM vector_mutations WHERE space = ?1', params: [await toNamespace(of)] })
    },
    async finish(id, job) {
      // asked of the database itself: a table that an interrupted rebuild left is found as well
      const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ?1 AND sql LIKE 'CREATE VIRTUAL TABLE%'"
      const { rows } = await db.all({ sql, params: [`fts_${Math.trunc(id)}_*`] })
      const tables = rows.map((row) => String(row['name'])).filter((name) => /^fts_\d+_\d+$/.test(name))
      const remove = (table: string, column: string): Statement => ({ sql: `DELETE FROM ${table} WHERE ${column} = ?1`, params: [id] })
      await db.batch([
        ...tables.map((table) => ({ sql: `DROP TABLE IF EXISTS ${table}`, params: [] })),
        remove('fields', 'collection_id'),
        remove('outbox', 'collection_id'),
        remove('aliases', 'collection_id'),
        remove('word_rules', 'collection_id'),
        remove('query_counts', 'collection_id'),
        remove('ranking_profiles', 'collection_id'),
        remove('ranking_rules', 'collection_id'),
        remove('shadow_comparisons', 'collection_id'),
        remove('vector_sets', 'collection_id'),
        remove('audit_log', 'collection_id'),
        { sql: 'DELETE FROM jobs WHERE collection_id = ?1 AND id <> ?2', params: [id, job] },
        remove('collections', 'id'),
      ])
    },
  }
}
