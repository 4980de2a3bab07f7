import { z } from 'zod'
import type { IdempotencyStore, RequestClaim } from '../../domain/operations/index.ts'
import type { Database } from './database.ts'

const answer = z.object({ status: z.number().int(), headers: z.record(z.string(), z.string()), body: z.string() })
const known = z.object({ request_hash: z.string(), response: z.string().nullable() })

export function createIdempotencyStore(db: Database): IdempotencyStore {
  return {
    async claim({ tenant, key, hash, at }, { abandoned, expired }) {
      // one statement decides who is first; an abandoned claim only gives way to the same request
      const take = `INSERT INTO idempotency (tenant, key, request_hash, created_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (tenant, key) DO UPDATE SET request_hash = excluded.request_hash, status = NULL, response = NULL, created_at = excluded.created_at
        WHERE idempotency.created_at < ?6 OR (idempotency.status IS NULL AND idempotency.created_at < ?5 AND idempotency.request_hash = excluded.request_hash)
        RETURNING tenant`
      const [taken, found] = await db.batch([
        { sql: take, params: [tenant, key, hash, at, abandoned, expired] },
        { sql: 'SELECT request_hash, response FROM idempotency WHERE tenant = ?1 AND key = ?2', params: [tenant, key] },
      ])
      if (taken && taken.rows.length > 0) return null
      const row = known.parse(found?.rows[0])
      return { hash: row.request_hash, answer: row.response === null ? null : answer.parse(JSON.parse(row.response)) }
    },
    async complete(claim, given) {
      const sql = `UPDATE idempotency SET status = ?5, response = ?6 WHERE ${CLAIM}`
      await db.all({ sql, params: [...claimParams(claim), given.status, JSON.stringify(given)] })
    },
    async release(claim) {
      await db.all({ sql: `DELETE FROM idempotency WHERE ${CLAIM}`, params: claimParams(claim) })
    },
    async sweep(before, limit) {
      const sql = 'DELETE FROM idempotency WHERE (tenant, key) IN (SELECT tenant, key FROM idempotency WHERE created_at < ?1 LIMIT ?2)'
      return (await db.all({ sql, params: [before, limit] })).changes
    },
  }
}

/** A request that was taken for dead and answers late does not touch the claim that took its place. */
const CLAIM = 'tenant = ?1 AND key = ?2 AND request_hash = ?3 AND created_at = ?4 AND status IS NULL'

function claimParams({ tenant, key, hash, at }: RequestClaim): [string, string, string, number] {
  return [tenant, key, hash, at]
}
