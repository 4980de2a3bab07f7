import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { startTool, waitForExit } from './processes.ts'
import { StartError } from './report.ts'

/** What the built page is made of; the pictures of the samples are copied into it. */
const SOURCES = ['web', 'src/contracts', 'samples/images', 'package-lock.json']

/** Builds the page into dist/web unless exactly these sources were built before. Says which of the two it was. */
export async function buildPage(root: string, log: string): Promise<string> {
  const stampPath = join(root, 'dist/page.sha256')
  const stamp = await hashSources(root)
  if (existsSync(join(root, 'dist/web/index.html')) && (await readFile(stampPath, 'utf8').catch(() => '')) === stamp) return 'unchanged'
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const code = await waitForExit(startTool([vite, 'build', '--config', 'web/vite.config.ts'], { cwd: root, log }))
  if (code !== 0) throw new StartError(`The page could not be built; what Vite said is in ${relative(root, log)}.`)
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(stampPath, stamp)
  return 'built'
}

/** One hash over the names and contents of all sources. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const path of await listFiles(join(root, source))) {
      hash.update(`${relative(root, path)}\0`)
      hash.update(await readFile(path))
      hash.update('\0')
    }
  }
  return hash.digest('hex')
}

async function listFiles(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
