import { join } from 'node:path'
import { LOCAL } from '../start/paths.ts'

export type Step = {
  name: string
  /** commands in order, each a tool's entry under node_modules and its arguments; or a path to run as it is */
  commands: readonly (readonly string[])[]
  /** where vitest writes its JSON report */
  report?: string
}

export const VERIFY_FOLDER = join(LOCAL, 'verify')

const OXFMT = 'oxfmt/bin/oxfmt'
const OXLINT = 'oxlint/bin/oxlint'
const TSC = 'typescript/bin/tsc'
const WRANGLER = 'wrangler/bin/wrangler.js'
const VITEST = 'vitest/vitest.mjs'
const VITE = 'vite/bin/vite.js'

/** What `npm run verify` runs, cheapest first; it stops at the first that fails. Architecture includes the paths that documents name. */
export const STEPS: readonly Step[] = [
  { name: 'format', commands: [[OXFMT, '--check']] },
  { name: 'lint', commands: [[OXLINT, '--deny-warnings']] },
  {
    name: 'types',
    commands: [
      ...['tsconfig.json', 'tsconfig.node.json', 'web/tsconfig.json'].map((project) => [TSC, '--noEmit', '-p', project]),
      [WRANGLER, 'types', '--check'],
    ],
  },
  withReport('architecture', [VITEST, 'run', '--project', 'architecture']),
  withReport('tests', [VITEST, 'run', '--project', '!architecture']),
  {
    name: 'build',
    commands: [
      [VITE, 'build', '--config', 'web/vite.config.ts'],
      [WRANGLER, 'deploy', '--dry-run', '--outdir', join(VERIFY_FOLDER, 'worker')],
    ],
  },
  withReport('browser', [VITEST, 'run', '--config', 'tests/e2e/vitest.config.ts']),
]

function withReport(name: string, command: readonly string[]): Step {
  const report = join(VERIFY_FOLDER, `${name}.json`)
  return { name, report, commands: [[...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]] }
}
