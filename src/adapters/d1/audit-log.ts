import { z } from 'zod'
import { type AuditEntry, type AuditRecord, auditSubject } from '../../contracts/audit.ts'
import { cutParts } from './cut-parts.ts'
import type { Database, Row, Statement } from './database.ts'

const rowShape = z.object({
  seq: z.number().int(),
  subject: auditSubject,
  subject_id: z.string(),
  action: z.string(),
  actor: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  created_at: z.number(),
})

/** For the batch of the change itself, so that nothing changes without a trace and no trace speaks of what did not happen. */
export function auditStatement(record: AuditRecord & { tenant: string; collection: number; actor: string; now: number }): Statement {
  const sql = `INSERT INTO audit_log (tenant, collection_id, subject, subject_id, action, actor, before, after, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`
  const { tenant, collection, subject, subjectId, action, actor, before, after, now } = record
  return { sql, params: [tenant, collection, subject, subjectId, action, actor, write(before), write(after), now] }
}

/** Many entries of one change. */
export function auditStatements(
  records: readonly AuditRecord[],
  { tenant, collection, actor, now }: { tenant: string; collection: number; actor: string; now: number },
): Statement[] {
  const sql = `INSERT INTO audit_log (tenant, collection_id, subject, subject_id, action, actor, before, after, created_at)
    SELECT ?1, ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, ?3, j.value ->> 3, j.value ->> 4, ?4 FROM json_each(?5) j ORDER BY j.key`
  const entries = records.map(({ subject, subjectId, action, before, after }) =>
    JSON.stringify([subject, subjectId, action, write(before), write(after)]),
  )
  return cutParts(entries).map((part) => ({ sql, params: [tenant, collection, actor, now, `[${part.join(',')}]`] }))
}

function write(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

export type AuditLog = {
  /** Newest first; `before` is the seq that the page before ended with. */
  list(collection: number, limit: number, before: number | null): Promise<readonly AuditEntry[]>
}

export function createAuditLog(db: Database): AuditLog {
  return {
    async list(collection, limit, before) {
      const sql = 'SELECT * FROM audit_log WHERE collection_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3'
      const { rows } = await db.all({ sql, params: [collection, before ?? Number.MAX_SAFE_INTEGER, limit] })
      return rows.map(readEntry)
    },
  }
}

function readEntry(row: Row): AuditEntry {
  const { seq, subject, subject_id: subjectId, action, actor, before, after, created_at: createdAt } = rowShape.parse(row)
  const read = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown))
  return { seq, subject, subjectId, action, actor, before: read(before), after: read(after), at: new Date(createdAt).toISOString() }
}
