/// <reference types="@cloudflare/vitest-plugin/types" />
import { type D1Migration, applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/** Imported by tests that need the fixed tables: the migrations are read in Node (vitest.config.ts) and applied here. */
await applyD1Migrations(env.DB, (env as unknown as { TEST_MIGRATIONS: D1Migration[] }).TEST_MIGRATIONS)
