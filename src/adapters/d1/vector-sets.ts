import type { VectorLedger } from '../../domain/ingestion/embed-documents.ts'
import type { StartLearningPorts } from '../../domain/ingestion/index.ts'
import { readCollectionRow } from './collection-row.ts'
import type { Database } from './database.ts'
import { readRecord } from './vector-set-store.ts'

/** Of a run's set ?2: it was cancelled or deleted, or its number, or a later one, stands for something else by now. */
const GIVEN_UP = `EXISTS (SELECT 1 FROM vector_sets s WHERE s.collection_id = ?1 AND (s."set" > ?2 OR (s."set" = ?2 AND s.state <> 'building')))`

export function createVectorSets(db: Database): StartLearningPorts['sets'] {
  const keysOf = (rows: readonly Record<string, unknown>[]): number[] => rows.map((row) => Number(row['key']))
  return {
    async listKeys(collection, after, limit) {
      const sql = 'SELECT key FROM documents INDEXED BY documents_by_collection WHERE collection_id = ?1 AND key > ?2 ORDER BY key LIMIT ?3'
      return keysOf((await db.all({ sql, params: [collection.id, after, limit] })).rows)
    },
    async listUnfilled(collection, set, after, limit) {
      const sql = `SELECT d.key FROM documents d INDEXED BY documents_by_collection WHERE d.collection_id = ?1 AND d.key > ?2 AND EXISTS (
        SELECT 1 FROM json_each(?4) n WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.doc = d.key AND v.name = n.value AND v."set" = ?3 AND v.hash = d.hash))
        ORDER BY d.key LIMIT ?5`
      const names = JSON.stringify(collection.definition.vectors.map(({ name }) => name))
      return keysOf((await db.all({ sql, params: [collection.id, after, set, names, limit] })).rows)
    },
    async listCandidates(configured) {
      // whether changes make a model old, and when, is decided in one place; this only leaves out the collections without any
      const sql = `SELECT * FROM collections WHERE deleted_at IS NULL AND document_count > 0
        AND (building_set IS NOT NULL OR vector_set IS NULL OR relearn = 1
          OR changed_since_learnt > coalesce(model ->> 'changes', 0) OR model ->> 'name' IS NOT coalesce(?1, model ->> 'name'))`
      return (await db.all({ sql, params: [configured] })).rows.map(readCollectionRow)
    },
    async listIncomplete() {
      const sql = `SELECT c.* FROM collections c WHERE c.deleted_at IS NULL AND c.vector_set IS NOT NULL AND (c.building_set IS NULL OR c.building_model ->> 'ready' IS NOT NULL)
        AND EXISTS (SELECT 1 FROM documents d, json_each(c.definition, '$.vectors') n WHERE d.collection_id = c.id AND NOT EXISTS (
          SELECT 1 FROM vectors v WHERE v.doc = d.key AND v.name = n.value ->> 'name' AND v."set" = c.vector_set AND v.hash = d.hash))`
      return (await db.all({ sql, params: [] })).rows.map(readCollectionRow)
    },
    async isGivenUp(collection, set) {
      return (await db.all({ sql: `SELECT 1 WHERE ${GIVEN_UP}`, params: [collection.id, set] })).rows.length > 0
    },
    async begin(collection, set, model) {
      const sql = `UPDATE collections SET building_set = ?2, building_model = CASE relearn WHEN 1 THEN json_set(?3, '$.owed', json('true')) ELSE ?3 END,
        relearn = 0 WHERE id = ?1 AND deleted_at IS NULL AND building_set IS NULL AND NOT ${GIVEN_UP}`
      return (await db.all({ sql, params: [collection.id, set, JSON.stringify(model)] })).changes > 0
    },
    async forgetSet(collection, set, limit) {
      const sql = `DELETE FROM vectors WHERE (doc, name, "set") IN (
        SELECT doc, name, "set" FROM vectors WHERE collection_id = ?1 AND "set" = ?2 LIMIT ?3)`
      return (await db.all({ sql, params: [collection.id, set, limit] })).changes
    },
  }
}

export function createVectorLedger(db: Database): VectorLedger {
  return {
    async record(collection, set, vector, documents) {
      const sql = `INSERT INTO vectors (doc, collection_id, name, "set", hash) SELECT j.value ->> 0, ?2, ?3, ?4, j.value ->> 1 FROM json_each(?1) j WHERE true
        ON CONFLICT (doc, name, "set") DO UPDATE SET hash = excluded.hash`
      const touch = 'UPDATE collections SET vector_version = vector_version + 1 WHERE id = ?1 AND vector_set = ?2'
      await db.batch([
        { sql, params: [JSON.stringify(documents.map(({ key, hash }) => [key, hash])), collection.id, vector, set] },
        { sql: touch, params: [collection.id, set] },
      ])
    },
    async forget(collection, keys) {
      await db.batch([
        { sql: 'DELETE FROM vectors WHERE doc IN (SELECT value FROM json_each(?1))', params: [JSON.stringify(keys)] },
        // vectors of deleted documents take places among the nearest until now: the same search finds others afterwards
        { sql: 'UPDATE collections SET vector_version = vector_version + 1 WHERE id = ?1', params: [collection.id] },
      ])
    },
    async listAside(collection) {
      const sql = `SELECT * FROM vector_sets WHERE collection_id = ?1 AND state IN ('previous', 'failed')`
      const records = (await db.all({ sql, params: [collection.id] })).rows.map(readRecord)
      return records.flatMap(({ set, body: { model, names } }) => (model ? [{ set, model, names }] : []))
    },
    async currentHashes(collection, keys) {
      const sql = 'SELECT d.key, d.hash FROM json_each(?2) j CROSS JOIN documents d ON d.key = j.value AND d.collection_id = ?1'
      const { rows } = await db.all({ sql, params: [collection.id, JSON.stringify(keys)] })
      return new Map(rows.map((row) => [Number(row['key']), String(row['hash'])]))
    },
    async idsInUse(collection, ids) {
      const sql = 'SELECT d.id FROM json_each(?2) j CROSS JOIN documents d ON d.collection_id = ?1 AND d.id = j.value'
      const { rows } = await db.all({ sql, params: [collection.id, JSON.stringify(ids)] })
      return new Set(rows.map((row) => String(row['id'])))
    },
  }
}
