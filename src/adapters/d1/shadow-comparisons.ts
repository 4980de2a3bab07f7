import { z } from 'zod'
import { shadowComparison } from '../../contracts/ranking.ts'
import type { ShadowStore } from '../../domain/search/index.ts'
import type { Database } from './database.ts'

/** Comparisons kept of a collection; the oldest go. */
export const KEPT_COMPARISONS = 1000
export const COMPARISONS_A_MINUTE = 60

const rowShape = z.object({ body: z.string(), created_at: z.number() })

export function createShadowStore(db: Database): ShadowStore {
  return {
    async hasRoom(collection, now) {
      const sql = 'SELECT created_at FROM shadow_comparisons WHERE collection_id = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2'
      const [last] = (await db.all({ sql, params: [collection, COMPARISONS_A_MINUTE - 1] })).rows
      return last === undefined || Number(last['created_at']) <= now - 60_000
    },
    async record(collection, comparison, now) {
      await db.batch([
        {
          // none of a collection that has been deleted meanwhile: nobody would clear it
          sql: `INSERT INTO shadow_comparisons (collection_id, body, created_at)
            SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM collections WHERE id = ?1 AND deleted_at IS NULL)`,
          params: [collection, JSON.stringify(comparison), now],
        },
        {
          sql: `DELETE FROM shadow_comparisons WHERE collection_id = ?1 AND seq <= (
            SELECT seq FROM shadow_comparisons WHERE collection_id = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)`,
          params: [collection, KEPT_COMPARISONS],
        },
      ])
    },
    async list(collection) {
      const sql = 'SELECT body, created_at FROM shadow_comparisons WHERE collection_id = ?1 ORDER BY seq DESC LIMIT ?2'
      const { rows } = await db.all({ sql, params: [collection, KEPT_COMPARISONS] })
      return rows.map((row) => {
        const { body, created_at: at } = rowShape.parse(row)
        return { ...shadowComparison.parse(JSON.parse(body)), at }
      })
    },
  }
}
