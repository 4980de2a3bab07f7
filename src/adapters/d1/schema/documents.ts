import { blob, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { collections } from './collections.ts'

// Everything below `documents` is derived from it and can be rebuilt.
// facet_values and geo_values are WITHOUT ROWID in SQL: drizzle-kit can't say so, migration 0000 does.

export const fields = sqliteTable(
  'fields',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    collectionId: integer('collection_id').notNull(),
    generation: integer('generation').notNull(),
    name: text('name').notNull(),
  },
  (t) => [uniqueIndex('fields_by_name').on(t.collectionId, t.generation, t.name)],
)

export const documents = sqliteTable(
  'documents',
  {
    key: integer('key').primaryKey({ autoIncrement: true }),
    collectionId: integer('collection_id')
      .notNull()
      .references(() => collections.id),
    id: text('id').notNull(),
    hash: text('hash').notNull(),
    /** tokens in the searched fields */
    tokens: integer('tokens').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    body: text('body').notNull(),
  },
  // The second lists a collection by key: an index carries the row's key behind its columns. The third tells the ids of a thousand keys
  // from a few pages: in the table every row drags its body along.
  (t) => [
    uniqueIndex('documents_by_id').on(t.collectionId, t.id),
    index('documents_by_collection').on(t.collectionId),
    index('documents_by_key').on(t.key, t.collectionId, t.id),
  ],
)

export const facetValues = sqliteTable(
  'facet_values',
  { doc: integer('doc').notNull(), field: integer('field').notNull(), value: blob('value').notNull() },
  // by field the values of many documents lie together: counting a facet reads a tenth of the pages that it does by document
  (t) => [
    primaryKey({ columns: [t.doc, t.field, t.value] }),
    index('facet_values_by_value').on(t.field, t.value, t.doc),
    index('facet_values_by_field').on(t.field, t.doc, t.value),
  ],
)

export const geoValues = sqliteTable(
  'geo_values',
  { doc: integer('doc').notNull(), field: integer('field').notNull(), lat: real('lat').notNull(), lng: real('lng').notNull() },
  (t) => [primaryKey({ columns: [t.doc, t.field] }), index('geo_values_by_lat').on(t.field, t.lat, t.doc)],
)
