import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type WorkerModule = { type: 'ESModule' | 'Text' | 'Data' | 'CompiledWasm'; path: string; contents: Uint8Array }

/** The types wrangler gives files it carries beside the bundle (its default module rules). */
const TYPES: Record<string, WorkerModule['type']> = {
  '.js': 'ESModule',
  '.mjs': 'ESModule',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
  '.bin': 'Data',
  '.wasm': 'CompiledWasm',
}

/**
 * Bundles the Worker of `root` exactly as a deployment would (`wrangler deploy --dry-run`, offline) into `outDir`.
 * Returns its modules, the entry first. Throws with wrangler's own words when the bundle fails.
 */
export async function bundleWorker(root: string, outDir: string, assetsDir: string): Promise<WorkerModule[]> {
  await mkdir(outDir, { recursive: true })
  const wrangler = createRequire(join(root, 'package.json')).resolve('wrangler/package.json').replace('package.json', 'bin/wrangler.js')
  if (!existsSync(join(root, 'wrangler.toml'))) throw new Error(`${root} holds no wrangler.toml`)
  try {
    await run(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', outDir, '--assets', assetsDir], {
      cwd: root,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1', NO_COLOR: '1' },
      maxBuffer: 64 << 20,
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`wrangler could not bundle the Worker:\n${stderr.trim() || stdout.trim() || String(error)}`)
  }
  return readModules(outDir)
}

async function readModules(outDir: string): Promise<WorkerModule[]> {
  const modules: WorkerModule[] = []
  for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    modules.push({ type, path: relative(outDir, file), contents: await readFile(file) })
  }
  return modules.sort((a, b) => Number(b.path === 'index.js') - Number(a.path === 'index.js'))
}
