import { z } from 'zod'
import type { JsonObject } from '../../contracts/documents.ts'
import { AppError } from '../../contracts/errors.ts'
import type { Collection } from '../../domain/catalog/index.ts'
import type { DocumentStore, DocumentUpsert, StoredDocument } from '../../domain/ingestion/ports.ts'
import type { Database, Row, Statement } from './database.ts'
import { removeStatements } from './remove-documents.ts'
import { listIdsStatement } from './list-documents.ts'
import { upsertStatements } from './upsert-documents.ts'

const storedRow = z.object({ key: z.number(), id: z.string(), hash: z.string(), body: z.string() })

export function readStored(row: Row): StoredDocument {
  const data = storedRow.parse(row)
  return { key: data.key, id: data.id, hash: data.hash, body: JSON.parse(data.body) as JsonObject }
}

export function createDocumentStore(db: Database): DocumentStore {
  return {
    async hashes(collection, ids) {
      const sql = 'SELECT d.id, d.hash FROM json_each(?2) j CROSS JOIN documents d ON d.collection_id = ?1 AND d.id = j.value'
      const { rows } = await db.all({ sql, params: [collection.id, JSON.stringify(ids)] })
      return new Map(rows.map((row) => [String(row['id']), String(row['hash'])]))
    },
    async read(collection, ids) {
      const sql =
        'SELECT d.key, d.id, d.hash, d.body FROM json_each(?2) j CROSS JOIN documents d ON d.collection_id = ?1 AND d.id = j.value ORDER BY j.key'
      const { rows } = await db.all({ sql, params: [collection.id, JSON.stringify(ids)] })
      return rows.map(readStored)
    },
    async readByKeys(collection, keys) {
      const sql = 'SELECT d.key, d.id, d.hash, d.body FROM json_each(?2) j CROSS JOIN documents d ON d.key = j.value WHERE d.collection_id = ?1'
      const { rows } = await db.all({ sql, params: [collection.id, JSON.stringify(keys)] })
      return rows.map(readStored)
    },
    upsert: (collection, documents, now) => upsert(db, collection, documents, now),
    async remove(collection, ids, now) {
      const params = [collection.id, JSON.stringify(ids)]
      const { rows } = await db.all({
        sql: 'SELECT d.key, d.id FROM json_each(?2) j CROSS JOIN documents d ON d.collection_id = ?1 AND d.id = j.value',
        params,
      })
      const found = rows.map((row) => ({ key: Number(row['key']), id: String(row['id']) }))
      if (found.length === 0) return { version: collection.dataVersion, removed: [] }
      const version = await run(db, removeStatements(collection, found, now))
      return typeof version === 'number' ? { version, removed: found.map((document) => document.id) } : 'stale'
    },
    async listIds(collection, scope, after, limit) {
      const { rows } = await db.all(listIdsStatement(collection, scope, after, limit))
      return rows.map((row) => String(row['id']))
    },
  }
}

async function upsert(
  db: Database,
  collection: Collection,
  documents: readonly DocumentUpsert[],
  now: number,
): Promise<number | 'stale' | 'conflict'> {
  const result = await run(db, upsertStatements(collection, documents, now))
  if (result !== 'stale' || documents.every((document) => document.expectedHash === undefined)) return result
  const { rows } = await db.all({ sql: 'SELECT config_version FROM collections WHERE id = ?1 AND deleted_at IS NULL', params: [collection.id] })
  return Number(rows[0]?.['config_version']) === collection.configVersion ? 'conflict' : 'stale'
}

/** Runs a write whose first statement moves the data version and checks the guard (see upsert-documents.ts). */
async function run(db: Database, statements: readonly Statement[]): Promise<number | 'stale'> {
  try {
    const [first] = await db.batch(statements)
    const version = first?.rows[0]?.['data_version']
    if (typeof version !== 'number') throw new AppError('collections.not_found', 'The collection has been deleted.')
    return version
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (message.includes('collections_guard')) return 'stale'
    if (message.includes('FOREIGN KEY')) throw new AppError('collections.not_found', 'The collection has been deleted.')
    throw error
  }
}
