import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What operators say about words: synonyms, abbreviations, words never suggested, and proposals that wait for approval. */
export const wordRules = sqliteTable(
  'word_rules',
  {
    collectionId: integer('collection_id').notNull(),
    /** synonym, synonym_suggestion, abbreviation, blocked */
    kind: text('kind').notNull(),
    /** unique within its kind; of an abbreviation or a blocked word the word itself */
    id: text('id').notNull(),
    /** the rule as JSON, parsed by who owns the kind */
    body: text('body').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.kind, t.id] })],
)

/** How often a query was searched on a day: no user, no address. */
export const queryCounts = sqliteTable(
  'query_counts',
  {
    collectionId: integer('collection_id').notNull(),
    /** days since 1970-01-01 UTC */
    day: integer('day').notNull(),
    /** the effective query, normalised */
    query: text('query').notNull(),
    language: text('language').notNull(),
    searches: integer('searches').notNull(),
    /** of these, without a hit */
    empty: integer('empty').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.day, t.query] })],
)
