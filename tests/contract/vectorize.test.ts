// The vector store's cases inside workerd, over a real D1 that keeps the platform's limits.
import { env } from 'cloudflare:workers'
import { createD1Database } from '../../src/adapters/d1/database.ts'
import migration from '../../migrations/0000_fixed_tables.sql?raw'
import { enforceD1Limits } from '../support/limits/d1.ts'
import { withGlobalKeys } from '../support/global-keys.ts'
import { createVectorizeHarness } from '../support/vectorize-harness.ts'
import { runVectorStoreContract } from './vector-store-cases.ts'

const statements = migration.split('--> statement-breakpoint').filter((sql) => /CREATE (TABLE|INDEX|UNIQUE INDEX) [`"]?vector/.test(sql))
await env.DB.batch(statements.map((sql) => env.DB.prepare(sql)))

const database = createD1Database(enforceD1Limits(env.DB), 'first-primary')
const harness = createVectorizeHarness(database)
// one store for all cases: its spaces are apart because their keys are
const store = withGlobalKeys(harness.store)

runVectorStoreContract('Vectorize over D1', () => store, { advance: () => harness.settle(), mostNeighbours: 100 })
