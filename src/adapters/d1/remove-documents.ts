import type { Collection } from '../../domain/catalog/index.ts'
import type { Statement } from './database.ts'
import { keywordTable } from './keyword-tables.ts'

/** A queue message may have 128 KB: removals name their documents, so they are split well below it. */
const MAX_MESSAGE_BYTES = 90_000

/** Removes documents from every derived store in one batch; vectors follow through the outbox. */
export function removeStatements(collection: Collection, documents: readonly { key: number; id: string }[], now: number): Statement[] {
  const keys = JSON.stringify(documents.map((document) => document.key))
  const counters = `UPDATE collections SET data_version = data_version + 1, updated_at = ?3,
    document_count = document_count - (SELECT count(*) FROM documents WHERE key IN (SELECT value FROM json_each(?1))),
    token_count = token_count - (SELECT coalesce(sum(tokens), 0) FROM documents WHERE key IN (SELECT value FROM json_each(?1))),
    changed_since_learnt = changed_since_learnt + json_array_length(?1),
    guard = CASE WHEN config_version = ?4 THEN 0 ELSE 1 END
    WHERE id = ?2 RETURNING data_version`
  const clear = (table: string, column: string): Statement => ({
    sql: `DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?1))`,
    params: [keys],
  })
  return [
    { sql: counters, params: [keys, collection.id, now, collection.configVersion] },
    clear('facet_values', 'doc'),
    clear('geo_values', 'doc'),
    clear(keywordTable(collection.id, collection.generation), 'rowid'),
    ...(collection.building === null ? [] : [clear(keywordTable(collection.id, collection.building), 'rowid')]),
    clear('documents', 'key'),
    ...removalMessages(collection, documents).map((message) => ({
      sql: 'INSERT INTO outbox (tenant, collection_id, message, created_at) VALUES (?1, ?2, ?3, ?4)',
      params: [collection.tenant, collection.id, message, now],
    })),
  ]
}

function removalMessages(collection: Collection, documents: readonly { key: number; id: string }[]): string[] {
  const messages: string[] = []
  let batch: [number, string][] = []
  let bytes = 0
  const flush = (): void => {
    if (batch.length > 0) messages.push(JSON.stringify({ kind: 'unembed', tenant: collection.tenant, collection: collection.id, docs: batch }))
    batch = []
    bytes = 0
  }
  for (const document of documents) {
    const size = document.id.length * 3 + 24
    if (bytes + size > MAX_MESSAGE_BYTES) flush()
    batch.push([document.key, document.id])
    bytes += size
  }
  flush()
  return messages
}
