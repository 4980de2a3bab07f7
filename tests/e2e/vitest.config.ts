import { defineConfig } from 'vitest/config'

// A configuration of its own, so that `npm test` needs no browser. One server and one Chromium serve all files (support/serve-site.ts).
export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    environment: 'node',
    globalSetup: ['./support/serve-site.ts'],
    // The server, the browser and the tests share the machine: two files at a time keep it busy.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
})
