import { AppError } from '../../contracts/errors.ts'
import type { Collection } from '../../domain/catalog/collection.ts'
import type { CollectionStore, NewJob } from '../../domain/catalog/ports.ts'
import { INDEX_FORMAT } from '../../domain/ingestion/index.ts'
import { readCollectionRow } from './collection-row.ts'
import type { Database, Statement } from './database.ts'
import { createKeywordTable } from './keyword-tables.ts'

/** SQL for "the collection that this name means": an alias first, then a collection. ?1 tenant, ?2 name. */
export const COLLECTION_BY_NAME = `SELECT * FROM collections WHERE deleted_at IS NULL AND tenant = ?1 AND id = coalesce(
  (SELECT collection_id FROM aliases WHERE tenant = ?1 AND name = ?2),
  (SELECT id FROM collections WHERE tenant = ?1 AND name = ?2))`

export function createCollectionStore(db: Database): CollectionStore {
  const one = async (statement: Statement): Promise<Collection | null> => {
    const { rows } = await db.all(statement)
    return rows[0] ? readCollectionRow(rows[0]) : null
  }
  const findById = (id: number) => one({ sql: 'SELECT * FROM collections WHERE deleted_at IS NULL AND id = ?1', params: [id] })
  const store: CollectionStore = {
    find: (tenant, name) => one({ sql: COLLECTION_BY_NAME, params: [tenant, name] }),
    findById,
    async list(tenant, limit, after) {
      const sql = 'SELECT * FROM collections WHERE deleted_at IS NULL AND tenant = ?1 AND name > ?2 ORDER BY name LIMIT ?3'
      return (await db.all({ sql, params: [tenant, after ?? '', limit] })).rows.map(readCollectionRow)
    },
    async create(tenant, name, definition, now) {
      const taken = await db.all({ sql: 'SELECT 1 FROM aliases WHERE tenant = ?1 AND name = ?2', params: [tenant, name] })
      if (taken.rows.length > 0) throw new AppError('aliases.conflict', `"${name}" is the name of an alias.`)
      const sql = `INSERT INTO collections (tenant, name, definition, index_format, created_at, updated_at) VALUES (?1, ?2, ?3, ?5, ?4, ?4)
        ON CONFLICT (tenant, name) DO NOTHING`
      await db.all({ sql, params: [tenant, name, JSON.stringify(definition), now, INDEX_FORMAT] })
      const created = await store.find(tenant, name)
      if (!created) throw new AppError('service.unavailable', 'The collection could not be created; try again.')
      await db.all(createKeywordTable(created.id, created.generation))
      return created
    },
    async updateDefinition(id, expected, definition, relearn, now) {
      const sql = `UPDATE collections SET definition = ?3, config_version = config_version + 1, updated_at = ?4, relearn = max(relearn, ?5)
        WHERE id = ?1 AND config_version = ?2 AND deleted_at IS NULL RETURNING *`
      return one({ sql, params: [id, expected, JSON.stringify(definition), now, relearn ? 1 : 0] })
    },
    async beginRebuild(id, expected, definition, job, now) {
      const current = await findById(id)
      if (!current || current.configVersion !== expected) return null
      // the config version only grows, so no generation ever takes the number of one that is still being cleared
      const generation = expected + 1
      const sql = `UPDATE collections SET building = ?3, building_definition = ?4, config_version = config_version + 1, job = ?5,
        updated_at = ?6, guard = CASE WHEN config_version = ?2 AND deleted_at IS NULL THEN 0 ELSE 1 END WHERE id = ?1`
      try {
        await db.batch([
          { sql, params: [id, expected, generation, JSON.stringify(definition), job.id, now] },
          createKeywordTable(id, generation),
          insertJob(current.tenant, job),
        ])
      } catch (error) {
        if (error instanceof Error && error.message.includes('collections_guard')) return null
        throw error
      }
      return findById(id)
    },
    async markDeleted(collection, job, now) {
      await db.batch([
        { sql: 'DELETE FROM aliases WHERE tenant = ?1 AND collection_id = ?2', params: [collection.tenant, collection.id] },
        // the name is free again at once; ~ can't occur in a real name
        {
          sql: "UPDATE collections SET deleted_at = ?2, name = '~' || id, config_version = config_version + 1 WHERE id = ?1",
          params: [collection.id, now],
        },
        insertJob(collection.tenant, job),
      ])
    },
    async pendingVectors(collection) {
      const names = collection.definition.vectors.map((vector) => vector.name)
      if (names.length === 0 || collection.vectorSet === null) return 0
      const sql = `SELECT count(*) AS pending FROM documents d, json_each(?3) n WHERE d.collection_id = ?1 AND NOT EXISTS (
        SELECT 1 FROM vectors v WHERE v.doc = d.key AND v.name = n.value AND v."set" = ?2 AND v.hash = d.hash)`
      const { rows } = await db.all({ sql, params: [collection.id, collection.vectorSet, JSON.stringify(names)] })
      return Number(rows[0]?.['pending'] ?? 0)
    },
    ...aliasStatements(db),
  }
  return store
}

function aliasStatements(db: Database): Pick<CollectionStore, 'setAlias' | 'listAliases' | 'deleteAlias'> {
  return {
    async setAlias(tenant, alias, collectionId, now) {
      const sql = `INSERT INTO aliases (tenant, name, collection_id, updated_at) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM collections WHERE tenant = ?1 AND name = ?2)
        ON CONFLICT (tenant, name) DO UPDATE SET collection_id = ?3, updated_at = ?4 RETURNING name`
      const { rows } = await db.all({ sql, params: [tenant, alias, collectionId, now] })
      if (rows.length === 0) throw new AppError('aliases.conflict', `"${alias}" is the name of a collection.`)
    },
    async listAliases(tenant, limit, after) {
      const sql = `SELECT a.name, c.name AS collection, a.updated_at FROM aliases a JOIN collections c ON c.id = a.collection_id
        WHERE a.tenant = ?1 AND a.name > ?2 ORDER BY a.name LIMIT ?3`
      const { rows } = await db.all({ sql, params: [tenant, after ?? '', limit] })
      return rows.map((row) => ({ name: String(row['name']), collection: String(row['collection']), updatedAt: Number(row['updated_at']) }))
    },
    async deleteAlias(tenant, alias) {
      const { rows } = await db.all({ sql: 'DELETE FROM aliases WHERE tenant = ?1 AND name = ?2 RETURNING name', params: [tenant, alias] })
      return rows.length > 0
    },
  }
}

export function insertJob(tenant: string, job: NewJob): Statement {
  const sql = `INSERT INTO jobs (id, tenant, collection_id, kind, state, total, payload, created_at) VALUES (?1, ?2, ?3, ?4, 'queued', ?5, ?6, ?7)`
  return { sql, params: [job.id, tenant, job.collectionId, job.kind, job.total, JSON.stringify(job.payload), job.createdAt] }
}
