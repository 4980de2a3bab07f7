import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Versions of ranking profiles; which one is served stands on the collection's row. */
export const rankingProfiles = sqliteTable(
  'ranking_profiles',
  {
    collectionId: integer('collection_id').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    /** ProfileDefinition as JSON */
    body: text('body').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.name, t.version] })],
)

/** What a profile in shadow would have served beside what was. */
export const shadowComparisons = sqliteTable(
  'shadow_comparisons',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    collectionId: integer('collection_id').notNull(),
    /** the comparison as JSON: profiles, query, overlap, Kendall's tau, score differences, error */
    body: text('body').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('shadow_comparisons_by_collection').on(t.collectionId, t.seq)],
)

/** Merchandisers' rules, as drafted and as published. */
export const rankingRules = sqliteTable(
  'ranking_rules',
  {
    collectionId: integer('collection_id').notNull(),
    /** draft, live */
    state: text('state').notNull(),
    id: text('id').notNull(),
    /** rules are tried in this order, lowest first */
    position: integer('position').notNull(),
    body: text('body').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.state, t.id] })],
)

/** Who changed what decides ranking, and from what to what. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    tenant: text('tenant').notNull(),
    collectionId: integer('collection_id').notNull(),
    /** rule, profile, vector_set */
    subject: text('subject').notNull(),
    subjectId: text('subject_id').notNull(),
    action: text('action').notNull(),
    actor: text('actor').notNull(),
    before: text('before'),
    after: text('after'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('audit_log_by_collection').on(t.collectionId, t.seq)],
)
