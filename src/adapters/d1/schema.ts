import { sql } from 'drizzle-orm'
import { blob, check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * The fixed tables. Everything below `documents` is derived from it and can be rebuilt.
 * facet_values and geo_values are WITHOUT ROWID in SQL: drizzle-kit can't say so, migration 0000 does.
 */
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
    /** documents changed since the model was learnt */
    changedSinceLearnt: integer('changed_since_learnt').notNull().default(0),
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

export const outbox = sqliteTable('outbox', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  tenant: text('tenant').notNull(),
  collectionId: integer('collection_id').notNull(),
  /** a queue envelope as JSON */
  message: text('message').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    collectionId: integer('collection_id'),
    kind: text('kind').notNull(),
    state: text('state').notNull(),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    /** failures in a row */
    attempts: integer('attempts').notNull().default(0),
    /** not to be worked on before this time: errors back off */
    dueAt: integer('due_at').notNull().default(0),
    /** where the next slice begins, JSON */
    cursor: text('cursor'),
    payload: text('payload').notNull(),
    error: text('error'),
    result: text('result'),
    createdAt: integer('created_at').notNull(),
    startedAt: integer('started_at'),
    finishedAt: integer('finished_at'),
  },
  (t) => [index('jobs_by_state').on(t.state, t.createdAt), index('jobs_by_collection').on(t.collectionId)],
)

export const idempotency = sqliteTable(
  'idempotency',
  {
    tenant: text('tenant').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    response: text('response'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.key] }), index('idempotency_by_age').on(t.createdAt)],
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
