import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { type LocalSettings, writePrivately } from './local-settings.ts'
import { stripColours } from '../lib/strip-colours.ts'
import { startTool } from './processes.ts'
import { StartError } from './report.ts'

export const HOST = '127.0.0.1'
const READY_MS = 120_000

/** 8787 unless PORT says otherwise. Throws StartError when it is no port. */
export function readPort(value: string | undefined): number {
  if (value === undefined || value === '') return 8787
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StartError(`PORT=${value} is no port: give a number from 1 to 65535, such as PORT=8788 npm start`)
  return port
}

/** Throws StartError when something else listens there, or when this user may not. */
export async function requireFreePort(port: number): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, HOST, () => probe.close(() => resolve(undefined)))
  })
  const other = port < 65_535 ? Math.max(port + 1, 8788) : 8787
  if (code === 'EADDRINUSE') throw new StartError(`Port ${port} is in use by another program: choose another with PORT=${other} npm start`)
  if (code !== undefined) throw new StartError(`Port ${port} can't be used (${code}): choose another with PORT=${other} npm start`)
}

export type ServerPaths = { root: string; state: string; log: string; local: string }

/**
 * Starts `wrangler dev --local`. The keys travel in a file that only the owner can read, so that they show in no list of
 * processes; a `.dev.vars` beside wrangler.toml is read before it.
 */
export async function startServer(paths: ServerPaths, port: number, settings: LocalSettings): Promise<ChildProcess> {
  const vars = join(paths.local, 'dev.vars')
  const values = { MERIDIAN_ADMIN_KEY: settings.adminKey, MERIDIAN_SEARCH_KEY: settings.searchKey, MERIDIAN_PAGE_KEY: settings.searchKey }
  const text = Object.entries(values).map(([name, value]) => `${name}="${value}"\n`)
  await writePrivately(vars, text.join(''))
  const own = join(paths.root, '.dev.vars')
  const files = [...(existsSync(own) ? [own] : []), vars].flatMap((file) => ['--env-file', file])
  const wrangler = join(paths.root, 'node_modules/wrangler/bin/wrangler.js')
  const place = ['--ip', HOST, '--port', String(port), '--inspector-port', '0', '--persist-to', paths.state]
  return startTool([wrangler, 'dev', '--local', ...place, ...files, '--show-interactive-dev-session=false'], {
    cwd: paths.root,
    log: paths.log,
    env: { WRANGLER_REGISTRY_PATH: join(paths.local, 'registry'), WRANGLER_LOG_PATH: join(paths.local, 'wrangler.log') },
  })
}

/** Resolves to undefined when /health is well, otherwise to what it complains of. Throws StartError when nothing answers. */
export async function waitUntilServing(child: ChildProcess, url: string, root: string, log: string): Promise<string | undefined> {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined)
    if (response) return response.ok ? undefined : describeHealth(await response.text())
    await new Promise((wake) => setTimeout(wake, 100))
  }
  throw new StartError(`The Worker did not start${findReason(await readFile(log, 'utf8').catch(() => ''))}. The whole log is ${relative(root, log)}.`)
}

/** What of /health is not well, in its own words: the checks that failed, or the detail of a problem document. */
export function describeHealth(text: string): string {
  try {
    const { checks, detail } = health.parse(JSON.parse(text))
    const failed = (checks ?? []).filter(({ ok }) => !ok).map((check) => `${check.name} ${check.detail}`)
    if (failed.length > 0) return failed.join('; ')
    if (detail !== undefined) return detail
  } catch {
    // neither of the two: its text says what there is to say
  }
  return text.slice(0, 300)
}

const health = z.object({
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })).optional(),
  detail: z.string().optional(),
})

/** ": reason", from the last error that wrangler wrote; empty when it wrote none. */
export function findReason(log: string): string {
  const lines = stripColours(log).split('\n')
  const last = lines.findLast((line) => /\bERROR\b|^\s*Error:|✘/.test(line))
  const reason = last?.replace(/^.*(\[ERROR\]|ERROR\]?|Error:|✘)\s*/, '').trim()
  return reason ? `: ${reason.replace(/\.$/, '')}` : ''
}
