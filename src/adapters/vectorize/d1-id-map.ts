import { z } from 'zod'
import type { VectorSpace } from '../../domain/embedding/vector-store.ts'
import type { Database } from '../d1/database.ts'
import type { IdMap } from './ports.ts'

const docRow = z.object({ vector_id: z.string(), doc: z.number() })
const idRow = z.object({ vector_id: z.string() })
const countRow = z.object({ n: z.number() })

const SPACE = 'collection_id = ?1 AND "set" = ?2 AND name = ?3'
const spaceParams = (space: VectorSpace) => [space.collection, space.set, space.vector] as const

/**
 * The id map in the table `vectors`. Rows belong to ingestion, which fills `hash`: a row first seen here has none, so
 * the document still counts as pending. Id lists travel as one JSON parameter.
 */
export function createD1IdMap(db: Database): IdMap {
  return {
    async docsOf(vectorIds) {
      if (vectorIds.length === 0) return new Map()
      const sql = 'SELECT vector_id, doc FROM vectors WHERE vector_id IN (SELECT value FROM json_each(?1))'
      const { rows } = await db.all({ sql, params: [JSON.stringify(vectorIds)] })
      return new Map(rows.map((row) => docRow.parse(row)).map((row) => [row.vector_id, row.doc]))
    },
    async remember(space, names) {
      const pairs = JSON.stringify(names.map(({ doc, vectorId }) => [doc, vectorId]))
      await db.batch([
        // a document written again after its deletion has a new key but the same vector id
        {
          sql: `UPDATE vectors SET vector_id = NULL WHERE vector_id IN (SELECT value ->> 1 FROM json_each(?1))
            AND NOT EXISTS (SELECT 1 FROM json_each(?1) j WHERE j.value ->> 1 = vectors.vector_id AND j.value ->> 0 = vectors.doc)`,
          params: [pairs],
        },
        {
          sql: `INSERT INTO vectors (collection_id, "set", name, doc, vector_id, hash)
            SELECT ?1, ?2, ?3, value ->> 0, value ->> 1, '' FROM json_each(?4) WHERE true
            ON CONFLICT (doc, name, "set") DO UPDATE SET vector_id = excluded.vector_id`,
          params: [...spaceParams(space), pairs],
        },
      ])
    },
    async forget(space, vectorIds) {
      const sql = `UPDATE vectors SET vector_id = NULL WHERE ${SPACE} AND vector_id IN (SELECT value FROM json_each(?4))`
      await db.all({ sql, params: [...spaceParams(space), JSON.stringify(vectorIds)] })
    },
    async count(space) {
      const { rows } = await db.all({ sql: `SELECT count(*) AS n FROM vectors WHERE ${SPACE} AND vector_id IS NOT NULL`, params: [...spaceParams(space)] })
      return countRow.parse(rows[0]).n
    },
    async list(space, limit) {
      const sql = `SELECT vector_id FROM vectors WHERE ${SPACE} AND vector_id IS NOT NULL LIMIT ?4`
      const { rows } = await db.all({ sql, params: [...spaceParams(space), limit] })
      return rows.map((row) => idRow.parse(row).vector_id)
    },
  }
}
