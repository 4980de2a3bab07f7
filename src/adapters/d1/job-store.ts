import { z } from 'zod'
import { jobState } from '../../contracts/documents.ts'
import type { Job, JobChange, JobStore } from '../../domain/operations/index.ts'
import type { Database, Row, SqlValue, Statement } from './database.ts'
import { createParameters } from './parameters.ts'

const int = z.number().int()
const json = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .nullable()
const jobRow = z.object({
  id: z.string(),
  tenant: z.string(),
  collection_id: int.nullable(),
  kind: z.string(),
  state: jobState,
  done: int,
  total: int,
  attempts: int,
  due_at: int,
  cursor: json,
  payload: json,
  error: z.string().nullable(),
  result: json,
  created_at: int,
  started_at: int.nullable(),
  finished_at: int.nullable(),
})

const COLUMNS: Readonly<Record<keyof JobChange, string>> = {
  state: 'state',
  done: 'done',
  total: 'total',
  attempts: 'attempts',
  dueAt: 'due_at',
  cursor: 'cursor',
  error: 'error',
  result: 'result',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
}

const ACTIVE = "state IN ('queued', 'running') AND kind IN (SELECT value FROM json_each(?1))"

export function createJobStore(db: Database): JobStore {
  const one = async (statement: Statement): Promise<Job | null> => {
    const [row] = (await db.all(statement)).rows
    return row ? readJobRow(row) : null
  }
  return {
    find: (tenant, id) => one({ sql: 'SELECT * FROM jobs WHERE tenant = ?1 AND id = ?2', params: [tenant, id] }),
    async list(tenant, state, limit, after) {
      const sql = `SELECT * FROM jobs WHERE tenant = ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR (created_at, id) < (?3, ?4))
        ORDER BY created_at DESC, id DESC LIMIT ?5`
      return (await db.all({ sql, params: [tenant, state, after?.createdAt ?? null, after?.id ?? '', limit] })).rows.map(readJobRow)
    },
    async add(job) {
      await db.all(insertWholeJob(job))
    },
    change: (id, from, change) => one(changeJob(id, from, change)),
    nextDue: (kinds, now) =>
      one({ sql: `SELECT * FROM jobs WHERE ${ACTIVE} AND due_at <= ?2 ORDER BY due_at, id LIMIT 1`, params: [JSON.stringify(kinds), now] }),
    async nextDueAt(kinds) {
      const { rows } = await db.all({ sql: `SELECT min(due_at) AS due FROM jobs WHERE ${ACTIVE}`, params: [JSON.stringify(kinds)] })
      return z
        .number()
        .nullable()
        .parse(rows[0]?.['due'] ?? null)
    },
    async replay(job, message, now) {
      await db.batch([
        {
          sql: 'INSERT INTO outbox (tenant, collection_id, message, created_at) VALUES (?1, ?2, ?3, ?4)',
          params: [job.tenant, message.collectionId, message.text, now],
        },
        changeJob(job.id, ['failed'], { state: 'queued', error: null, finishedAt: null }),
      ])
    },
    async sweep(before, limit) {
      // a failed rebuild is held by its collection, a failed set by its record, until somebody retries or cancels it
      const sql = `DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state IN ('succeeded', 'failed', 'cancelled') AND finished_at < ?1
        AND id NOT IN (SELECT job FROM collections WHERE job IS NOT NULL)
        AND id NOT IN (SELECT body ->> 'job' FROM vector_sets WHERE state IN ('building', 'failed') AND body ->> 'job' IS NOT NULL) LIMIT ?2)`
      return (await db.all({ sql, params: [before, limit] })).changes
    },
  }
}

function readJobRow(row: Row): Job {
  const data = jobRow.parse(row)
  const { collection_id: collectionId, due_at: dueAt, created_at: createdAt, started_at: startedAt, finished_at: finishedAt, ...rest } = data
  return { ...rest, collectionId, dueAt, createdAt, startedAt, finishedAt }
}

/** Sets the given members of a job that is still in one of the states; returns the row when it was. */
export function changeJob(id: string, from: readonly Job['state'][], change: JobChange): Statement {
  const params = createParameters([id, JSON.stringify(from)])
  const sets = (Object.entries(change) as [keyof JobChange, unknown][]).map(
    ([member, value]) => `${COLUMNS[member]} = ${params.add(toSql(member, value))}`,
  )
  return { sql: `UPDATE jobs SET ${sets.join(', ')} WHERE id = ?1 AND state IN (SELECT value FROM json_each(?2)) RETURNING *`, params: params.values }
}

function insertWholeJob(job: Job): Statement {
  const sql = `INSERT OR IGNORE INTO jobs (id, tenant, collection_id, kind, state, done, total, attempts, due_at, cursor, payload, error, result, created_at, started_at, finished_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)`
  const { id, tenant, collectionId, kind, state, done, total, attempts, dueAt, error, createdAt, startedAt, finishedAt } = job
  const params = [
    id,
    tenant,
    collectionId,
    kind,
    state,
    done,
    total,
    attempts,
    dueAt,
    toJson(job.cursor),
    JSON.stringify(job.payload ?? null),
    error,
    toJson(job.result),
    createdAt,
    startedAt,
    finishedAt,
  ]
  return { sql, params }
}

function toSql(member: keyof JobChange, value: unknown): SqlValue {
  if (member === 'cursor' || member === 'result') return toJson(value)
  return value === null || value === undefined ? null : typeof value === 'number' ? value : String(value)
}

function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}
