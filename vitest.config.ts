import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Two projects: pure code in plain Node (cheap files, many of them) and everything that needs workerd (1.5-2 s a file, so few).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // a hang still fails; a property test on a busy machine does not
          testTimeout: 30_000,
          include: ['tests/unit/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['tests/support/seed-properties.ts'],
        },
      },
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
