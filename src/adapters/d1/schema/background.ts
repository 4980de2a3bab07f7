import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

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
