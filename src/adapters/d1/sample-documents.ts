import type { JsonObject } from '../../contracts/documents.ts'
import type { Collection } from '../../domain/catalog/index.ts'
import type { Database } from './database.ts'

/** Documents at even steps through the keys of a collection: at most `count`, each once. */
export function createDocumentSampler(db: Database): (collection: Collection, count: number) => Promise<readonly JsonObject[]> {
  return async (collection, count) => {
    const keys = 'FROM documents INDEXED BY documents_by_collection WHERE collection_id = ?1'
    const sql = `WITH ends AS (SELECT (SELECT min(key) ${keys}) AS low, (SELECT max(key) ${keys}) AS high)
      SELECT body FROM documents WHERE key IN (
        SELECT (SELECT key ${keys} AND key >= low + (high - low) * j.value / ?3 ORDER BY key LIMIT 1) FROM ends, json_each(?2) j) ORDER BY key`
    const steps = Array.from({ length: count }, (_, step) => step)
    const { rows } = await db.all({ sql, params: [collection.id, JSON.stringify(steps), Math.max(1, count - 1)] })
    return rows.map((row) => JSON.parse(String(row['body'])) as JsonObject)
  }
}
