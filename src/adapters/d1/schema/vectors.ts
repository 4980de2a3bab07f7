import { blob, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const vectors = sqliteTable(
  'vectors',
  {
    doc: integer('doc').notNull(),
    collectionId: integer('collection_id').notNull(),
    name: text('name').notNull(),
    set: integer('set').notNull(),
    /** content hash of the document the vector was made from */
    hash: text('hash').notNull(),
    /** the store's own id, when it has one (Vectorize) */
    vectorId: text('vector_id'),
  },
  (t) => [
    primaryKey({ columns: [t.doc, t.name, t.set] }),
    index('vectors_by_set').on(t.collectionId, t.set, t.name),
    uniqueIndex('vectors_by_vector_id').on(t.vectorId),
  ],
)

/** Freshness of stores whose writes become visible later (Vectorize): what the overlay still has to cover. */
export const vectorMutations = sqliteTable(
  'vector_mutations',
  {
    space: text('space').notNull(),
    doc: integer('doc').notNull(),
    mutation: text('mutation').notNull(),
    acceptedAt: integer('accepted_at').notNull(),
    /** int8 copy of the vector for exact scoring until it is visible; empty for a removal */
    values: blob('values'),
    scale: real('scale').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.space, t.doc] })],
)

/** Vector sets beside the served one: being built, ready to be compared and switched to, or kept for a way back. */
export const vectorSets = sqliteTable(
  'vector_sets',
  {
    collectionId: integer('collection_id').notNull(),
    set: integer('set').notNull(),
    /** building, ready, serving, previous, failed */
    state: text('state').notNull(),
    /** definition, model, progress and comparison as JSON */
    body: text('body').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.set] })],
)
