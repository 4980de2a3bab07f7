import type { Collection } from '../../domain/catalog/index.ts'
import type { RebuildStore } from '../../domain/ingestion/index.ts'
import { readCollectionRow } from './collection-row.ts'
import { insertJob } from './collection-store.ts'
import type { Database, Statement } from './database.ts'
import { readStored } from './document-store.ts'
import { changeJob } from './job-store.ts'
import { dropKeywordTable } from './keyword-tables.ts'
import { indexStatements } from './upsert-documents.ts'

export function createRebuildStore(db: Database): RebuildStore {
  return {
    async findOutdated(format) {
      // a rebuild that failed or was cancelled is its operator's to decide about, and keeps no other collection waiting
      const sql = `SELECT c.* FROM collections c WHERE c.deleted_at IS NULL AND c.index_format <> ?1 AND c.document_count > 0 AND c.building IS NULL
        AND NOT EXISTS (SELECT 1 FROM collections b JOIN jobs j ON j.id = b.job
          WHERE b.deleted_at IS NULL AND b.building IS NOT NULL AND b.index_format <> ?1 AND j.state IN ('queued', 'running'))
        AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.collection_id = c.id AND j.kind = 'rebuild' AND j.state = 'cancelled' AND j.payload ->> 'indexFormat' = ?1)
        ORDER BY c.document_count, c.id LIMIT 1`
      const [row] = (await db.all({ sql, params: [format] })).rows
      return row ? readCollectionRow(row) : null
    },
    async readSlice(collection, after, limit, bytes) {
      // the running total is over lengths alone: bodies beyond the bound are never read
      const sql = `SELECT d.key, d.id, d.hash, d.body FROM (
          SELECT key, sum(bytes) OVER (ORDER BY key) - bytes AS before FROM (
            SELECT key, octet_length(body) AS bytes FROM documents INDEXED BY documents_by_collection WHERE collection_id = ?1 AND key > ?2 ORDER BY key LIMIT ?3)
        ) s JOIN documents d ON d.key = s.key WHERE s.before < ?4 ORDER BY d.key`
      return (await db.all({ sql, params: [collection.id, after, limit, bytes] })).rows.map(readStored)
    },
    async index(collection, job, documents) {
      if (collection.building === null) return false
      const entries = documents.map(({ id, hash, index }) => [id, index, hash] as const)
      return holds(db, [stillBuilding(collection, job), ...indexStatements(collection, collection.building, entries)])
    },
    async activate(collection, job, { relearn, format, done, result, clearing, now }) {
      const sql = `UPDATE collections SET generation = building, definition = building_definition, building = NULL, building_definition = NULL, job = NULL,
        config_version = config_version + 1, data_version = data_version + 1, relearn = max(relearn, ?2), index_format = ?4, updated_at = ?3 WHERE id = ?1`
      return holds(db, [
        stillBuilding(collection, job),
        { sql, params: [collection.id, relearn ? 1 : 0, now, format] },
        clearLater(collection, collection.generation, clearing, now),
        changeJob(job, ['queued', 'running'], { state: 'succeeded', done, result, error: null, finishedAt: now }),
      ])
    },
    async abandon(collection, job, { clearing, now }) {
      if (collection.building === null) return false
      const sql = `UPDATE collections SET building = NULL, building_definition = NULL, job = NULL, config_version = config_version + 1, updated_at = ?2 WHERE id = ?1`
      return holds(db, [
        stillBuilding(collection, job),
        { sql, params: [collection.id, now] },
        clearLater(collection, collection.building, clearing, now),
        changeJob(job, ['queued', 'running', 'failed'], { state: 'cancelled', finishedAt: now }),
      ])
    },
    async clearGeneration(collectionId, generation, limit) {
      const fields = 'SELECT id FROM fields WHERE collection_id = ?1 AND generation = ?2'
      const [, values, places] = await db.batch([
        dropKeywordTable(collectionId, generation),
        {
          sql: `DELETE FROM facet_values WHERE (doc, field, value) IN (SELECT doc, field, value FROM facet_values WHERE field IN (${fields}) LIMIT ?3)`,
          params: [collectionId, generation, limit],
        },
        {
          sql: `DELETE FROM geo_values WHERE (doc, field) IN (SELECT doc, field FROM geo_values WHERE field IN (${fields}) LIMIT ?3)`,
          params: [collectionId, generation, limit],
        },
      ])
      const cleared = (values?.changes ?? 0) + (places?.changes ?? 0)
      if (cleared === 0) await db.all({ sql: 'DELETE FROM fields WHERE collection_id = ?1 AND generation = ?2', params: [collectionId, generation] })
      return cleared
    },
  }
}

/** First in every batch: rolls it back when the collection is no longer being built by this job. */
function stillBuilding(collection: Collection, job: string): Statement {
  const sql = 'UPDATE collections SET guard = CASE WHEN building = ?2 AND job = ?3 AND deleted_at IS NULL THEN 0 ELSE 1 END WHERE id = ?1'
  return { sql, params: [collection.id, collection.building, job] }
}

function clearLater(collection: Collection, generation: number, id: string, now: number): Statement {
  return insertJob(collection.tenant, {
    id,
    kind: 'clear-generation',
    collectionId: collection.id,
    payload: { generation },
    total: 0,
    createdAt: now,
  })
}

async function holds(db: Database, statements: readonly Statement[]): Promise<boolean> {
  try {
    const [first] = await db.batch(statements)
    return (first?.changes ?? 0) > 0
  } catch (error) {
    if (error instanceof Error && error.message.includes('collections_guard')) return false
    throw error
  }
}
