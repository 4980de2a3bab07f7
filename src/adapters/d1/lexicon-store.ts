import { LEXICON_FORMAT, type LexiconStore } from '../../domain/search/index.ts'
import { readCollectionRow } from './collection-row.ts'
import type { Database } from './database.ts'
import { createVectorSets } from './vector-sets.ts'

const DAY_MS = 86_400_000

export function createLexiconStore(db: Database): LexiconStore {
  return {
    listKeys: createVectorSets(db).listKeys,
    async listCandidates() {
      const sql = `SELECT * FROM collections WHERE deleted_at IS NULL AND (document_count > 0 OR lexicon IS NOT NULL)
        AND (lexicon IS NULL OR lexicon ->> 'dataVersion' <> data_version OR lexicon ->> 'generation' <> generation
          OR coalesce(lexicon ->> 'format', '') <> ?1)`
      return (await db.all({ sql, params: [LEXICON_FORMAT] })).rows.map(readCollectionRow)
    },
    async listSearched() {
      const sql = `SELECT c.* FROM collections c WHERE c.deleted_at IS NULL AND c.document_count > 0
        AND c.lexicon ->> 'dataVersion' = c.data_version AND c.lexicon ->> 'generation' = c.generation
        AND EXISTS (SELECT 1 FROM query_counts q
          WHERE q.collection_id = c.id AND q.day > (c.lexicon ->> 'builtAt') / ${DAY_MS} AND q.searches > q.empty)`
      return (await db.all({ sql, params: [] })).rows.map(readCollectionRow)
    },
    async activate(collection, lexicon) {
      const sql = 'UPDATE collections SET lexicon = ?2, understanding_version = understanding_version + 1 WHERE id = ?1 AND deleted_at IS NULL'
      return (await db.all({ sql, params: [collection, JSON.stringify(lexicon)] })).changes > 0
    },
  }
}
