import type { ResolvedFilter } from '../../domain/catalog/filter/index.ts'
import type { Collection } from '../../domain/catalog/index.ts'
import type { Statement } from './database.ts'
import { compileFilter } from './filter/index.ts'
import { createParameters } from './parameters.ts'

/** Ids in byte order, after a cursor, inside a scope. */
export function listIdsStatement(collection: Collection, scope: ResolvedFilter | null, after: string | null, limit: number): Statement {
  const params = createParameters([collection.id, after ?? '', limit])
  const condition = scope === null ? '' : ` AND ${compileFilter(scope, { doc: 'd.key', id: 'd.id', params })}`
  return { sql: `SELECT d.id FROM documents d WHERE d.collection_id = ?1 AND d.id > ?2${condition} ORDER BY d.id LIMIT ?3`, params: params.values }
}
