import type { Database } from '../../src/adapters/d1/database.ts'
import type { Collection } from '../../src/domain/catalog/index.ts'

/** Everything derived from a collection's documents, told apart by document and field and free of row numbers. */
export type StoredIndex = {
  documents: readonly { id: string; hash: string; tokens: number; body: unknown }[]
  values: readonly string[]
  places: readonly string[]
  /** word of the keyword index -> documents and the class it stands in */
  terms: readonly string[]
  counters: { documents: number; tokens: number }
}

export async function readStoredIndex(db: Database, collection: Collection): Promise<StoredIndex> {
  const table = `fts_${collection.id}_${collection.generation}`
  const rows = async (sql: string) => (await db.all({ sql, params: [collection.id] })).rows
  // an instance table names every place of every word that the index has, also of rows that should be gone
  await db.all({ sql: `CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, ${table}, instance)`, params: [] })
  const documents = await rows('SELECT id, hash, tokens, body FROM documents WHERE collection_id = ?1 ORDER BY id')
  const values =
    await rows(`SELECT coalesce(d.id, 'lost ' || v.doc) AS id, f.name, typeof(v.value) AS type, v.value FROM facet_values v JOIN fields f ON f.id = v.field
    LEFT JOIN documents d ON d.key = v.doc WHERE f.collection_id = ?1 ORDER BY 1, 2, v.value`)
  const places = await rows(`SELECT coalesce(d.id, 'lost ' || v.doc) AS id, f.name, v.lat, v.lng FROM geo_values v JOIN fields f ON f.id = v.field
    LEFT JOIN documents d ON d.key = v.doc WHERE f.collection_id = ?1 ORDER BY 1, 2`)
  const terms = await rows(
    `SELECT coalesce(d.id, 'lost ' || w.doc) AS id, w.col, w.term, w.offset FROM temp.words w LEFT JOIN documents d ON d.key = w.doc AND d.collection_id = ?1 ORDER BY 1, 2, 4`,
  )
  const [counters] = await rows('SELECT document_count, token_count FROM collections WHERE id = ?1')
  await db.all({ sql: 'DROP TABLE temp.words', params: [] })
  return {
    documents: documents.map((row) => ({
      id: String(row['id']),
      hash: String(row['hash']),
      tokens: Number(row['tokens']),
      body: JSON.parse(String(row['body'])) as unknown,
    })),
    values: values.map((row) => JSON.stringify(row)),
    places: places.map((row) => JSON.stringify(row)),
    terms: terms.map((row) => JSON.stringify(row)),
    counters: { documents: Number(counters?.['document_count']), tokens: Number(counters?.['token_count']) },
  }
}
