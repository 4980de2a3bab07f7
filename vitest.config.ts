import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Two projects: pure code in plain Node (cheap files, many of them) and everything that needs workerd (1.5-2 s a file, so few).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
          environment: 'node',
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
                TEST_MIGRATIONS: await readD1Migrations('./migrations'),
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          include: ['tests/worker/**/*.test.ts', 'tests/contract/**/*.test.ts'],
        },
      },
    ],
  },
})
