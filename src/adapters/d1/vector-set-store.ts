import { z } from 'zod'
import { VECTOR_DIMENSIONS } from '../../domain/embedding/index.ts'
import type { SetChange, SetRecord, VectorSetStore } from '../../domain/ingestion/index.ts'
import { auditStatement } from './audit-log.ts'
import { insertJob } from './collection-store.ts'
import type { Database, Row, Statement } from './database.ts'
import { changeJob } from './job-store.ts'

const model = z.object({
  name: z.string(),
  dimensions: z.literal(VECTOR_DIMENSIONS),
  blob: z.string().nullable(),
  statistics: z.record(z.string(), z.number()),
  vectorCoverage: z.record(z.string(), z.number()).optional(),
  slots: z.record(z.string(), z.string()),
  learntAt: z.number(),
  documents: z.number(),
  owed: z.literal(true).optional(),
})
const body = z.object({
  job: z.string().nullable(),
  switch: z.enum(['manual', 'automatic']),
  actor: z.string(),
  error: z.string().nullable(),
  model: model.nullable(),
  names: z.array(z.string()),
  basis: z.string().nullable(),
  dataVersion: z.number().nullable(),
})
const row = z.object({
  set: z.number().int(),
  state: z.enum(['building', 'ready', 'serving', 'previous', 'failed', 'dropping', 'dropped']),
  body: z.string().transform((text) => body.parse(JSON.parse(text))),
  created_at: z.number(),
  updated_at: z.number(),
})
const measured = z.object({ vectors: z.number().int(), pending: z.number().int() })

/** Keys a message of the outbox names. */
const DOCUMENTS_A_MESSAGE = 500
const COUNT = 'SELECT count(*) AS vectors FROM vectors WHERE collection_id = ?1 AND "set" = ?2'

export function createVectorSetStore(db: Database): VectorSetStore {
  return {
    async list(collection) {
      const { rows } = await db.all({ sql: 'SELECT * FROM vector_sets WHERE collection_id = ?1 ORDER BY "set"', params: [collection] })
      return rows.map(readRecord)
    },
    async apply(collection, change) {
      try {
        await db.batch(writeChange(collection, change))
        return true
      } catch (error) {
        if (error instanceof Error && error.message.includes('collections_guard')) return false
        throw error
      }
    },
    async noteFailure(collection, set, code) {
      const sql = `UPDATE vector_sets SET body = json_set(body, '$.error', ?3) WHERE collection_id = ?1 AND "set" = ?2 AND state = 'building'`
      await db.all({ sql, params: [collection, set, code] })
    },
    async measure(collection, sets) {
      const sql = `SELECT (${COUNT}) AS vectors, count(*) AS pending FROM documents d, json_each(?3) n WHERE d.collection_id = ?1 AND NOT EXISTS (
        SELECT 1 FROM vectors v WHERE v.doc = d.key AND v.name = n.value AND v."set" = ?2 AND v.hash = d.hash)`
      const names = JSON.stringify(collection.definition.vectors.map(({ name }) => name))
      const found = sets.length === 0 ? [] : await db.batch(sets.map((set) => ({ sql, params: [collection.id, set, names] })))
      return new Map(sets.map((set, at) => [set, measured.parse(found[at]?.rows[0])]))
    },
    async count(collection, set) {
      return measured.pick({ vectors: true }).parse((await db.all({ sql: COUNT, params: [collection.id, set] })).rows[0]).vectors
    },
    async finishDropping(collection, set, now) {
      await db.batch([
        {
          sql: `UPDATE vector_sets SET state = 'dropped', body = json_set(body, '$.model', NULL, '$.names', json('[]')), updated_at = ?3
            WHERE collection_id = ?1 AND "set" = ?2 AND state = 'dropping'`,
          params: [collection, set, now],
        },
        // the highest number alone keeps all of them from being used again
        {
          sql: `DELETE FROM vector_sets WHERE collection_id = ?1 AND state = 'dropped'
            AND "set" < (SELECT max(s."set") FROM vector_sets s WHERE s.collection_id = ?1)`,
          params: [collection],
        },
      ])
    },
  }
}

export function readRecord(given: Row): SetRecord {
  const { created_at: createdAt, updated_at: updatedAt, ...rest } = row.parse(given)
  const { owed, ...kept } = rest.body.model ?? { owed: undefined }
  const known = rest.body.model === null ? null : ({ ...kept, ...(owed ? { owed } : {}) } as SetRecord['body']['model'])
  return { ...rest, body: { ...rest.body, model: known }, createdAt, updatedAt }
}

function writeChange({ id, tenant }: { id: number; tenant: string }, change: SetChange): Statement[] {
  const { expect, served, building, refill, audit, cancelled, now } = change
  const statements: Statement[] = [
    {
      sql: `UPDATE collections SET guard = CASE WHEN deleted_at IS NULL AND vector_set IS ?2 AND building_set IS ?3 AND NOT EXISTS (
        SELECT 1 FROM json_each(?4) e WHERE (SELECT s.state FROM vector_sets s WHERE s.collection_id = ?1 AND s."set" = e.value ->> 'set')
          IS NOT e.value ->> 'state') THEN 0 ELSE 1 END WHERE id = ?1`,
      params: [id, expect.vectorSet, expect.buildingSet, JSON.stringify(expect.records)],
    },
  ]
  if (served)
    statements.push({
      sql: 'UPDATE collections SET vector_set = ?2, model = ?3, vector_version = vector_version + 1 WHERE id = ?1',
      params: [id, served.set, JSON.stringify(served.model)],
    })
  if (building !== undefined)
    statements.push({
      sql: 'UPDATE collections SET building_set = ?2, building_model = ?3, relearn = max(relearn, ?4) WHERE id = ?1',
      params: [id, building?.set ?? null, building ? JSON.stringify(building.model) : null, change.relearn === true ? 1 : 0],
    })
  for (const record of change.records)
    statements.push({
      sql: 'INSERT OR REPLACE INTO vector_sets (collection_id, "set", state, body, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
      params: [id, record.set, record.state, JSON.stringify(record.body), record.createdAt, record.updatedAt],
    })
  for (const job of change.jobs) statements.push(insertJob(tenant, job))
  if (refill !== undefined) statements.push(askForMissing(id, tenant, refill, now))
  if (audit) statements.push(auditStatement({ ...audit, tenant, collection: id, now }))
  if (cancelled !== undefined) statements.push(changeJob(cancelled, ['queued', 'running', 'failed'], { state: 'cancelled', finishedAt: now }))
  return statements
}

/** One message for every few hundred documents whose vectors the set lacks or has of an older content. */
function askForMissing(id: number, tenant: string, set: number, now: number): Statement {
  const sql = `INSERT INTO outbox (tenant, collection_id, message, created_at)
    SELECT ?3, ?1, json_object('kind', 'embed', 'tenant', ?3, 'collection', ?1, 'docs', json_group_array(key)), ?4 FROM (
      SELECT d.key, (row_number() OVER (ORDER BY d.key) - 1) / ?5 AS part FROM documents d INDEXED BY documents_by_collection
      WHERE d.collection_id = ?1 AND EXISTS (
        SELECT 1 FROM collections c, json_each(c.definition, '$.vectors') n WHERE c.id = ?1 AND NOT EXISTS (
          SELECT 1 FROM vectors v WHERE v.doc = d.key AND v.name = n.value ->> 'name' AND v."set" = ?2 AND v.hash = d.hash))
    ) GROUP BY part ORDER BY part`
  return { sql, params: [id, set, tenant, now, DOCUMENTS_A_MESSAGE] }
}
