import { z } from 'zod'
import { LEAST_SEARCHES, type QueryCountStore } from '../../domain/search/index.ts'
import type { Database } from './database.ts'

/** More queries than completions take. */
const MAX_POPULAR = 20_000

const popularRow = z.object({ query: z.string(), searches: z.number().int(), empty: z.number().int() })

export function createQueryCountStore(db: Database): QueryCountStore {
  return {
    async add(counts) {
      const sql = `INSERT INTO query_counts (collection_id, day, query, language, searches, empty)
        SELECT c.id, j.value ->> 'day', j.value ->> 'query', j.value ->> 'language', j.value ->> 'searches', j.value ->> 'empty'
        FROM json_each(?1) j JOIN collections c ON c.id = j.value ->> 'collection' AND c.tenant = j.value ->> 'tenant' AND c.deleted_at IS NULL
        WHERE true ON CONFLICT (collection_id, day, query) DO UPDATE SET searches = searches + excluded.searches, empty = empty + excluded.empty`
      await db.batch([{ sql, params: [JSON.stringify(counts)] }])
    },
    async readPopular(collection, sinceDay, minimum) {
      const sql = `SELECT query, sum(searches) AS searches, sum(empty) AS empty FROM query_counts WHERE collection_id = ?1 AND day >= ?2
        GROUP BY query HAVING sum(searches) >= ?3 ORDER BY sum(searches) DESC, query LIMIT ?4`
      const { rows } = await db.all({ sql, params: [collection, sinceDay, Math.max(LEAST_SEARCHES, minimum), MAX_POPULAR] })
      return rows.map((row) => popularRow.parse(row))
    },
    async sweep(beforeDay, limit) {
      // by collection, so that the primary key finds the days
      const sql = `DELETE FROM query_counts WHERE (collection_id, day, query) IN (SELECT q.collection_id, q.day, q.query
        FROM collections c JOIN query_counts q ON q.collection_id = c.id AND q.day < ?1 LIMIT ?2)`
      return (await db.all({ sql, params: [beforeDay, limit] })).changes
    },
  }
}
