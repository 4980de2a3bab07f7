import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Log, LogLevel, Miniflare, convertV4MiniflareOptions } from 'miniflare'
import type { V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from 'wrangler'
import { applyMigrations } from './apply-migrations.ts'
import { bundleWorker } from './bundle-worker.ts'

export type StartOptions = {
  /** keeps D1, KV, R2, queues and Durable Objects here; otherwise they go with the process */
  persist?: string
  /** settings over those of wrangler.toml */
  vars?: Record<string, string>
  /** a checkout with wrangler.toml, migrations and node_modules; this one unless given */
  root?: string
  /** 0 (any free port) unless given */
  port?: number
  /** what the Worker writes to its console; dropped unless given */
  onLog?: (level: string, message: string) => void
  /** serve the built page as well; on unless false */
  assets?: boolean
}

export type Meridian = {
  /** without a trailing slash */
  url: string
  adminKey: string
  searchKey: string
  /** milliseconds from starting workerd until it was healthy; bundling is not in it */
  startMs: number
  miniflare: Miniflare
  dispose: () => Promise<void>
}

const ROOT = resolve(import.meta.dirname, '../..')
const READY_MS = 30_000

/**
 * Bundles the Worker of this checkout and serves it under workerd with the bindings of wrangler.toml, migrations applied.
 * There is no dev proxy in front and no network behind: AI and Vectorize, which only exist in an account, are left out.
 * Throws when the bundle fails, or when `/health` has not answered below 500 within 30 s.
 */
export async function startMeridian(options: StartOptions = {}): Promise<Meridian> {
  const root = resolve(options.root ?? ROOT)
  const temporary = await mkdtemp(join(tmpdir(), 'meridian-'))
  const keys = { adminKey: `admin-${crypto.randomUUID()}`, searchKey: `search-${crypto.randomUUID()}` }
  let miniflare: Miniflare | undefined
  const dispose = async () => {
    await miniflare?.dispose()
    await rm(temporary, { recursive: true, force: true })
  }
  try {
    const worker = await describeWorker(root, temporary, options)
    const vars = { MERIDIAN_ADMIN_KEY: keys.adminKey, MERIDIAN_SEARCH_KEY: keys.searchKey, ...options.vars }
    const started = performance.now()
    miniflare = new Miniflare(
      convertV4MiniflareOptions({
        host: '127.0.0.1',
        port: options.port ?? 0,
        log: new Log(LogLevel.ERROR),
        logRequests: false,
        // A fixed place: asked for the real one, Miniflare calls the network.
        cf: { colo: 'FRA', continent: 'EU', country: 'DE', timezone: 'Europe/Berlin' },
        telemetry: { enabled: false },
        handleStructuredLogs: ({ level, message }) => options.onLog?.(level, message),
        resourceTmpPath: join(temporary, 'run'),
        ...(options.persist ? { resourcePersistencePath: resolve(options.persist) } : {}),
        workers: [{ ...worker, bindings: { ...worker.bindings, ...vars } }],
      }),
    )
    const url = (await miniflare.ready).origin
    await applyMigrations(await miniflare.getD1Database('DB'), join(root, 'migrations'))
    await waitUntilHealthy(url)
    const startMs = performance.now() - started
    return { url, adminKey: vars.MERIDIAN_ADMIN_KEY, searchKey: vars.MERIDIAN_SEARCH_KEY, startMs, miniflare, dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** The worker as wrangler.toml describes it, around a fresh bundle, without what needs an account. */
async function describeWorker(root: string, temporary: string, options: StartOptions): Promise<V4WorkerOptions> {
  const built = join(root, 'dist/web')
  const page = options.assets !== false && existsSync(built)
  const empty = join(temporary, 'no-page')
  await mkdir(empty)
  const modules = await bundleWorker(root, join(temporary, 'bundle'), page ? built : empty)
  const worker = readQuietly(join(root, 'wrangler.toml'))
  for (const key of ['ai', 'vectorize', 'modulesRules', ...(page ? [] : ['assets'])]) delete worker[key]
  return { ...worker, name: 'meridian', modules, modulesRoot: '.' }
}

/** wrangler warns here about the bindings that are removed right after. */
function readQuietly(configPath: string) {
  const before = process.env['WRANGLER_LOG']
  process.env['WRANGLER_LOG'] = 'error'
  try {
    return readWorkerOptions(configPath).workerOptions
  } finally {
    if (before === undefined) delete process.env['WRANGLER_LOG']
    else process.env['WRANGLER_LOG'] = before
  }
}

async function waitUntilHealthy(url: string): Promise<void> {
  const deadline = Date.now() + READY_MS
  let last = 'no answer'
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) })
      last = `${response.status} ${(await response.text()).slice(0, 500)}`
      if (response.status < 500) return
    } catch (error) {
      last = String(error)
    }
    await new Promise((wake) => setTimeout(wake, 100))
  }
  throw new Error(`the Worker did not become healthy within ${READY_MS / 1000} s; /health said: ${last}`)
}
