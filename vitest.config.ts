import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Files that put another module in the place of one need modules of their own. */
const MOCKING = globSync('tests/unit/**/*.test.ts', { cwd: import.meta.dirname }).filter((file) =>
  readFileSync(join(import.meta.dirname, file), 'utf8').includes('vi.mock('),
)
/** In plain Node; a hang still fails, a property test on a busy machine does not. */
const unit = { testTimeout: 30_000, environment: 'node' as const, setupFiles: ['tests/support/seed-properties.ts'] }

// Pure code in plain Node (cheap files, many of them, which share what they load), and everything that needs workerd (1.5-2 s a file, so few).
export default defineConfig({
  test: {
    projects: [
      { test: { ...unit, name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      { test: { ...unit, name: 'unit', include: ['tests/unit/**/*.test.ts'], exclude: MOCKING, isolate: false } },
      { test: { ...unit, name: 'mocking', include: MOCKING } },
      {
        plugins: [
          cloudflareTest(async () => ({
            remoteBindings: false,
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MERIDIAN_ADMIN_KEY: 'admin-key-of-the-tests',
                MERIDIAN_SEARCH_KEY: 'search-key-of-the-tests',
                MERIDIAN_LEARN_PAUSE_MS: '0',
                MERIDIAN_QUERY_WINDOW_MS: '0',
                TEST_MIGRATIONS: await readD1Migrations('./migrations'),
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          testTimeout: 30_000,
          include: ['tests/worker/**/*.test.ts', 'tests/contract/**/*.test.ts'],
        },
      },
    ],
  },
})
