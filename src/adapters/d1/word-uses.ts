import { z } from 'zod'
import type { JsonObject } from '../../contracts/documents.ts'
import type { WordUseStore } from '../../domain/search/index.ts'
import type { Database } from './database.ts'
import { keywordTable } from './keyword-tables.ts'

const triple = z.tuple([z.number(), z.number(), z.number()])
const bodies = z.array(z.record(z.string(), z.unknown()))

export function createWordUseStore(db: Database): WordUseStore {
  return {
    async countPairs(collection, pairs) {
      const table = keywordTable(collection.id, collection.generation)
      const count = (match: string): string => `(SELECT count(*) FROM ${table} WHERE ${table} MATCH ${match})`
      // a term holds no quotes: it is letters and digits
      const sql = `SELECT json_array(${count('l')}, ${count('r')}, ${count(`l || ' AND ' || r`)}) AS counts
        FROM (SELECT key, '"' || (value ->> 0) || '"' AS l, '"' || (value ->> 1) || '"' AS r FROM json_each(?1)) ORDER BY key`
      const { rows } = await db.all({ sql, params: [JSON.stringify(pairs)] })
      return rows.map((row) => triple.parse(JSON.parse(String(row['counts']))))
    },
    async readSamples(collection, terms, limit) {
      const table = keywordTable(collection.id, collection.generation)
      const sql = `SELECT (SELECT json_group_array(json(d.body)) FROM (SELECT rowid AS doc FROM ${table} WHERE ${table} MATCH t LIMIT ?2) f
          JOIN documents d ON d.key = f.doc) AS bodies
        FROM (SELECT key, '"' || value || '"' AS t FROM json_each(?1)) ORDER BY key`
      const { rows } = await db.all({ sql, params: [JSON.stringify(terms), limit] })
      return rows.map((row) => bodies.parse(JSON.parse(String(row['bodies']))) as JsonObject[])
    },
  }
}
