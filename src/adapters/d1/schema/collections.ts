import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const tenants = sqliteTable('tenants', {
  id: text('id').primaryKey(),
  createdAt: integer('created_at').notNull(),
})

export const collections = sqliteTable(
  'collections',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    tenant: text('tenant')
      .notNull()
      .references(() => tenants.id),
    name: text('name').notNull(),
    /** ResolvedDefinition as JSON */
    definition: text('definition').notNull(),
    /** the keyword generation searches read; writes also feed `building` while a rebuild runs */
    generation: integer('generation').notNull().default(1),
    building: integer('building'),
    /** what code wrote the terms of `generation` (INDEX_FORMAT); rows of before the column are 1 */
    indexFormat: integer('index_format').notNull().default(1),
    /** ResolvedDefinition that takes over when the rebuild is done */
    buildingDefinition: text('building_definition'),
    dataVersion: integer('data_version').notNull().default(0),
    configVersion: integer('config_version').notNull().default(1),
    /** moves when vectors become visible, so that kept result sets know */
    vectorVersion: integer('vector_version').notNull().default(0),
    /** vector sets: the one searches read and the one being filled */
    vectorSet: integer('vector_set'),
    buildingSet: integer('building_set'),
    /** statistics and name of the model behind vectorSet, JSON */
    model: text('model'),
    /** the same for buildingSet */
    buildingModel: text('building_model'),
    /** 1 when the vectors' own definition changed: learn and embed again whatever the counts say */
    relearn: integer('relearn').notNull().default(0),
    /** documents written or removed so far; models keep the number that they were learnt at */
    changes: integer('changed_since_learnt').notNull().default(0),
    documentCount: integer('document_count').notNull().default(0),
    tokenCount: integer('token_count').notNull().default(0),
    /** the collection's own words as they were last gathered, JSON; its parts lie in blob storage */
    lexicon: text('lexicon'),
    /** moves with the lexicon and with every word rule, so that isolates and kept result sets know */
    understandingVersion: integer('understanding_version').notNull().default(0),
    /** which ranking profile is served, which one runs in its shadow, and whether there are rules, JSON */
    ranking: text('ranking'),
    job: text('job'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    deletedAt: integer('deleted_at'),
    /** set to 1 by a write whose assumptions no longer hold: the CHECK then rolls its batch back */
    guard: integer('guard').notNull().default(0),
  },
  (t) => [uniqueIndex('collections_by_name').on(t.tenant, t.name), check('collections_guard', sql`${t.guard} = 0`)],
)

export const aliases = sqliteTable(
  'aliases',
  {
    tenant: text('tenant').notNull(),
    name: text('name').notNull(),
    collectionId: integer('collection_id').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.name] })],
)
