import { z } from 'zod'
import type { IdempotencyStore, RequestClaim } from '../../domain/operations/index.ts'
import type { Database, Statement } from './database.ts'

const answer = z.object({ status: z.number().int(), headers: z.record(z.string(), z.string()), body: z.string() })
const known = z.object({ request_hash: z.string(), status: z.number().nullable(), response: z.string().nullable() })

/** Id of the collection that a name means now, for a row's `response`: there it stays beside the answer. ?1 tenant. */
const idOf = (name: string): string => `(SELECT c.id FROM collections c WHERE c.deleted_at IS NULL AND c.tenant = ?1 AND c.id = coalesce(
  (SELECT collection_id FROM aliases WHERE tenant = ?1 AND name = ${name}), (SELECT id FROM collections WHERE tenant = ?1 AND name = ${name})))`
/** Ids are never used again: an answer of a deleted collection can not be taken for one of its successor of the same name. */
const ORPHANED = `(idempotency.status IS NOT NULL AND idempotency.response ->> '$.collection' IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM collections c WHERE c.id = idempotency.response ->> '$.collection' AND c.deleted_at IS NULL))`

export function createIdempotencyStore(db: Database): IdempotencyStore {
  return {
    async claim({ tenant, key, hash, collection, at }, { abandoned, expired }) {
      // one statement decides who is first; an abandoned claim only gives way to the same request
      const take = `INSERT INTO idempotency (tenant, key, request_hash, response, created_at) VALUES (?1, ?2, ?3, json_object('collection', ${idOf('?7')}), ?4)
        ON CONFLICT (tenant, key) DO UPDATE SET request_hash = excluded.request_hash, status = NULL, response = excluded.response, created_at = excluded.created_at
        WHERE idempotency.created_at < ?6 OR ${ORPHANED} OR (idempotency.status IS NULL AND idempotency.created_at < ?5 AND idempotency.request_hash = excluded.request_hash)
        RETURNING tenant`
      const [taken, found] = await db.batch([
        { sql: take, params: [tenant, key, hash, at, abandoned, expired, collection] },
        { sql: 'SELECT request_hash, status, response FROM idempotency WHERE tenant = ?1 AND key = ?2', params: [tenant, key] },
      ])
      if (taken && taken.rows.length > 0) return null
      const row = known.parse(found?.rows[0])
      return { hash: row.request_hash, answer: row.status === null || row.response === null ? null : answer.parse(JSON.parse(row.response)) }
    },
    async complete(claim, given) {
      // what the name means now comes first, because the request may have created it; what it meant before, because the collection may be gone
      const id = `coalesce(${idOf('?7')}, response ->> '$.collection')`
      const keep = `UPDATE idempotency SET status = ?5, response = json_set(?6, '$.collection', ${id}) WHERE ${CLAIM} AND (?7 IS NULL OR ${id} IS NOT NULL)`
      // a request that found no collection changed nothing, and may find one next time
      await db.batch([{ sql: keep, params: [...claimParams(claim), given.status, JSON.stringify(given), claim.collection] }, releaseStatement(claim)])
    },
    async release(claim) {
      await db.all(releaseStatement(claim))
    },
    async sweep(before, limit) {
      const sql = 'DELETE FROM idempotency WHERE (tenant, key) IN (SELECT tenant, key FROM idempotency WHERE created_at < ?1 LIMIT ?2)'
      return (await db.all({ sql, params: [before, limit] })).changes
    },
  }
}

/** A request that was taken for dead and answers late does not touch the claim that took its place. */
const CLAIM = 'tenant = ?1 AND key = ?2 AND request_hash = ?3 AND created_at = ?4 AND status IS NULL'

function releaseStatement(claim: RequestClaim): Statement {
  return { sql: `DELETE FROM idempotency WHERE ${CLAIM}`, params: claimParams(claim) }
}

function claimParams({ tenant, key, hash, at }: RequestClaim): [string, string, string, number] {
  return [tenant, key, hash, at]
}
