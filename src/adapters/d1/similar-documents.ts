import type { SimilarPorts } from '../../domain/search/index.ts'
import type { Database } from './database.ts'
import { keywordTable } from './keyword-tables.ts'

/** Counting stops here: what more documents have tells nothing from anything. */
const MOST_COUNTED = 10_000

/** What similar documents read besides a search's statements. */
export function createSimilarDocuments(db: Database): Pick<SimilarPorts, 'documentIds' | 'documentFrequencies'> {
  return {
    async documentIds(collection, docs) {
      const sql = 'SELECT d.key, d.id FROM json_each(?1) j CROSS JOIN documents d ON d.key = j.value WHERE d.collection_id = ?2'
      const { rows } = await db.all({ sql, params: [JSON.stringify(docs), collection.id] })
      return new Map(rows.map((row) => [Number(row['key']), String(row['id'])]))
    },
    async documentFrequencies(collection, terms) {
      const table = keywordTable(collection.id, collection.generation)
      // FTS5 string syntax: nothing inside the quotes is an operator
      const quoted = terms.map((term) => `"${term.replaceAll('"', '""')}"`)
      const sql = `SELECT j.key AS term, (SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${table} MATCH j.value LIMIT ?2)) AS documents FROM json_each(?1) j`
      const { rows } = await db.all({ sql, params: [JSON.stringify(quoted), MOST_COUNTED] })
      return new Map(rows.flatMap((row) => (Number(row['documents']) === 0 ? [] : [[terms[Number(row['term'])] ?? '', Number(row['documents'])]])))
    },
  }
}
