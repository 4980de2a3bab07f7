import { z } from 'zod'
import type { VectorSpace } from '../../domain/embedding/vector-store.ts'
import type { Database } from '../d1/database.ts'
import { splitEvery } from '../limits/run-in-waves.ts'
import type { IdMap, VectorName } from './ports.ts'

const docRow = z.object({ vector_id: z.string(), doc: z.number() })
const countRow = z.object({ n: z.number() })

const SPACE = 'collection_id = ?1 AND "set" = ?2 AND name = ?3'
// a document written again after its deletion has a new key but the same vector id
const RELEASE = `UPDATE vectors SET vector_id = NULL FROM json_each(?1) j
  WHERE vectors.vector_id = j.value ->> 1 AND vectors.doc <> j.value ->> 0`
const REMEMBER = `INSERT INTO vectors (collection_id, "set", name, doc, vector_id, hash)
  SELECT ?1, ?2, ?3, value ->> 0, value ->> 1, '' FROM json_each(?4) WHERE true
  ON CONFLICT (doc, name, "set") DO UPDATE SET vector_id = excluded.vector_id`
const FORGET = `UPDATE vectors SET vector_id = NULL FROM json_each(?4) j
  WHERE ${SPACE} AND vectors.vector_id = j.value ->> 1 AND vectors.doc = j.value ->> 0`
/** Of about 60 bytes each, in a parameter of at most 2 MB. */
const NAMES_A_STATEMENT = 1000
const spaceParams = (space: VectorSpace) => [space.collection, space.set, space.vector] as const

/**
 * The id map in the table `vectors`. Rows belong to ingestion, which fills `hash`: a row first seen here has none, so
 * the document still counts as pending. Id lists travel as one JSON parameter.
 */
export function createD1IdMap(db: Database): IdMap {
  return {
    async docsOf(vectorIds) {
      const docs = new Map<string, number>()
      for (const slice of splitEvery(vectorIds, NAMES_A_STATEMENT)) {
        const sql = 'SELECT vector_id, doc FROM vectors WHERE vector_id IN (SELECT value FROM json_each(?1))'
        const { rows } = await db.all({ sql, params: [JSON.stringify(slice)] })
        for (const { vector_id: id, doc } of rows.map((row) => docRow.parse(row))) docs.set(id, doc)
      }
      return docs
    },
    async remember(space, names) {
      for (const slice of splitEvery(names, NAMES_A_STATEMENT)) {
        const pairs = toPairs(slice)
        await db.batch([
          { sql: RELEASE, params: [pairs] },
          { sql: REMEMBER, params: [...spaceParams(space), pairs] },
        ])
      }
    },
    async forget(space, names) {
      for (const slice of splitEvery(names, NAMES_A_STATEMENT)) await db.all({ sql: FORGET, params: [...spaceParams(space), toPairs(slice)] })
    },
    async count(space) {
      const { rows } = await db.all({
        sql: `SELECT count(*) AS n FROM vectors WHERE ${SPACE} AND vector_id IS NOT NULL`,
        params: [...spaceParams(space)],
      })
      return countRow.parse(rows[0]).n
    },
    async list(space, limit) {
      const sql = `SELECT vector_id, doc FROM vectors WHERE ${SPACE} AND vector_id IS NOT NULL LIMIT ?4`
      const { rows } = await db.all({ sql, params: [...spaceParams(space), limit] })
      return rows.map((row) => docRow.parse(row)).map(({ vector_id: vectorId, doc }) => ({ doc, vectorId }))
    },
  }
}

function toPairs(names: readonly VectorName[]): string {
  return JSON.stringify(names.map(({ doc, vectorId }) => [doc, vectorId]))
}
