import { z } from 'zod'
import type { Outbox } from '../../domain/operations/index.ts'
import type { Database } from './database.ts'

const outboxRow = z.object({ seq: z.number().int(), tenant: z.string(), collection_id: z.number().int(), message: z.string() })

export function createOutbox(db: Database): Outbox {
  return {
    async read(limit) {
      const { rows } = await db.all({ sql: 'SELECT seq, tenant, collection_id, message FROM outbox ORDER BY seq LIMIT ?1', params: [limit] })
      return rows.map((row) => outboxRow.parse(row)).map(({ collection_id: collectionId, ...rest }) => ({ ...rest, collectionId }))
    },
    async delete(seqs) {
      await db.all({ sql: 'DELETE FROM outbox WHERE seq IN (SELECT value FROM json_each(?1))', params: [JSON.stringify(seqs)] })
    },
  }
}
