import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

/** Everything a local run writes: .meridian, git-ignored, unless MERIDIAN_LOCAL names another folder. Removing it starts over. */
export const LOCAL = resolve(ROOT, process.env['MERIDIAN_LOCAL'] ?? '.meridian')

export const LOCAL_SETTINGS = join(LOCAL, 'local.json')
/** D1, KV, R2, queues and Durable Objects of `wrangler dev` (`--persist-to`) */
export const STATE = join(LOCAL, 'state')
export const START_LOG = join(LOCAL, 'start.log')
export const RUN_RECORD = join(LOCAL, 'run.json')
export const MIGRATIONS = join(ROOT, 'migrations')
export const PAGE = join(ROOT, 'dist/web')
export const SAMPLES = join(ROOT, 'samples')
export const IMPORTS = join(LOCAL, 'imports')
